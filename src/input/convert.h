// Text to values, by type: what readers find as what scripts want.
#pragma once

#include <string>
#include <string_view>

#include "input/reader.h"
#include "value/value.h"

namespace avocet {

// Whether there are values of this type in text.
bool is_readable(const Type* type);

// What came of a text. `value` owns a count if the type is managed.
struct Conversion {
  Value value = Value::null();
  std::string trouble;  // why there is no value; empty: there is one
  std::string remark;   // something odd about a value that there is; mostly empty
  bool ok() const { return trouble.empty(); }
};

// Precondition: is_readable(type).
Conversion convert(Heap& heap, const Type* type, const InputCell& cell, const TextFormat& format);

// "\x09" and "\\" become what they stand for.
std::string unescaped(std::string_view text);

}  // namespace avocet
