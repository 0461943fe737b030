// How parts of the typed tree are written.
#pragma once

#include <string>
#include <string_view>

#include "sema/tree.h"

namespace avocet::sema {

inline std::string_view op_text(tree::BinaryOp op) {
  static constexpr std::string_view kTexts[] = {"+",  "-",  "*",  "/", "%",  "&", "|",  "^",  "<<",
                                                ">>", "==", "!=", "<", "<=", ">", ">=", "&&", "||"};
  return kTexts[size_t(op)];
}

// Types as a script would write them; unnamed records are spelled out.
inline std::string name_of(const Type* type) {
  return type->name.empty() ? to_string(type) : std::string(type->name);
}

}  // namespace avocet::sema
