// Values from JSON, for other groups than from_json's own.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "vm/native.h"

namespace avocet {

// Reads JSON towards a type. The value is owned; without one, `error` says what is wrong.
std::optional<Value> value_from_json(NativeCall& call, std::string_view text, const Type* type,
                                     std::string& error);

}  // namespace avocet
