// Operations on plain constants, done once: while scripts are checked, or while bodies are
// compiled.
#pragma once

#include <optional>

#include "sema/tree.h"

namespace avocet {

// Whether plain values of this kind are ordered as signed words.
constexpr bool is_signed(TypeKind kind) {
  return kind == TypeKind::kInt || kind == TypeKind::kEnum;
}

namespace tree {

// The value of an operation on values of plain types, `left` and `right`. Nothing if it has to run:
// it fails, warns, or is shifted.
std::optional<Value> fold_plain(BinaryOp op, const Type* left, const Type* right, Value a, Value b);

// The same for an operator in front of a value of the plain type `operand`.
std::optional<Value> fold_plain(UnaryOp op, const Type* operand, Value v);

}  // namespace tree
}  // namespace avocet
