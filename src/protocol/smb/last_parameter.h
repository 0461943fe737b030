// Types of lists that events of SMB bring.
#pragma once

#include <string_view>

#include "bytecode/program.h"

namespace avocet {

// The type of the last parameter of an event; null if the scripts declare no such event or it is no
// vector.
inline const VectorType* last_parameter(const Program& program, std::string_view event) {
  FunctionId id = program.find_function(event);
  if (id == kNoFunction) return nullptr;
  auto parameters = program.functions[id].type->parameters;
  return parameters.empty() ? nullptr : as_vector(parameters.back().type);
}

}  // namespace avocet
