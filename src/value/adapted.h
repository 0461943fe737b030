// Function values that stand for another one, called in another way (sema/adapters.cc).
#pragma once

#include "value/value.h"

namespace avocet {

// The name of every adapter. Its only capture is the function that it calls.
inline constexpr std::string_view kAdapterName = "<adapter>";

// The function itself, behind adapters; borrowed. For whoever asks for the types that a script
// wrote. Null yields null.
inline Value adapted(Value function) {
  while (!function.is_null() && function.function()->name == kAdapterName)
    function = function.function()->captures[0];
  return function;
}

}  // namespace avocet
