// What both bindings of SMB are written with.
#pragma once

#include <string_view>

#include "bytecode/program.h"

namespace avocet {

inline constexpr TypeKind kBool = TypeKind::kBool, kCount = TypeKind::kCount, kInt = TypeKind::kInt,
                          kString = TypeKind::kString, kRecord = TypeKind::kRecord,
                          kTime = TypeKind::kTime, kVector = TypeKind::kVector;

// The type of the last parameter of an event; null if the scripts declare no such event or it is no
// vector.
inline const VectorType* last_parameter(const Program& program, std::string_view event) {
  FunctionId id = program.find_function(event);
  if (id == kNoFunction) return nullptr;
  auto parameters = program.functions[id].type->parameters;
  return parameters.empty() ? nullptr : as_vector(parameters.back().type);
}

}  // namespace avocet
