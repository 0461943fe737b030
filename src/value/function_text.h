// What the bodies of functions look like, for those who print function values.
#pragma once

#include <bit>
#include <string>

#include "value/value.h"

namespace avocet {

struct FunctionText {
  // Appends each of the bodies that functions[id] of the program has, on lines of its own.
  virtual void append_bodies(uint32_t id, std::string& out) const = 0;

 protected:
  ~FunctionText() = default;
};

// Every function value has room for one more word behind its captures: who shows its bodies, or
// null.
inline const FunctionText* function_text(const Function* function) {
  return std::bit_cast<const FunctionText*>(function->captures[function->capture_count].u);
}
// `text` outlives the function.
inline void set_function_text(Function* function, const FunctionText* text) {
  function->captures[function->capture_count].u = std::bit_cast<uint64_t>(text);
}

}  // namespace avocet
