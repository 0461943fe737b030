// LateField: a field of records with a computed default, and where scripts declare it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "type/type.h"

namespace avocet {

struct LateField {
  const RecordType* record;
  uint32_t field;
  size_t initialisers;  // how many of Program::initialisers stand before the declaration
};

}  // namespace avocet
