// Records that were written without the name of their type, `[$a=1]`, and needed no conversion to
// it: type_name() spells them by their fields.
#pragma once

#include "value/record.h"

namespace avocet {

// In Object::flags of a record; the bit of a table means something else.
constexpr uint8_t kBareRecord = 2;

inline void mark_bare(Record* record) { record->flags |= kBareRecord; }
inline bool is_bare(const Record* record) { return record->flags & kBareRecord; }

}  // namespace avocet
