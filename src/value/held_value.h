// HeldValue: an opaque that stands for a value of whatever type a script asks for with `as`.
//
// A cast from a record of type Broker::Data, or from the opaque itself, asks it.
#pragma once

#include <optional>

#include "value/value.h"

namespace avocet {

struct HeldValue : Opaque {
  using Opaque::Opaque;
  // The value as one of that type, with one count; nothing if it is none.
  virtual std::optional<Value> as(Heap& heap, const Type* type) const = 0;
};

}  // namespace avocet
