// What the operators of the language are, apart from code.
#pragma once

#include <optional>

#include "bytecode/op/vector.h"
#include "sema/folding.h"
#include "sema/tree.h"
#include "type/kinds.h"

namespace avocet {

constexpr bool is_comparison(tree::BinaryOp op) {
  return op >= tree::BinaryOp::kEqual && op <= tree::BinaryOp::kGreaterEqual;
}

// a op b == b op a.
constexpr bool is_commutative(tree::BinaryOp op) {
  using tree::BinaryOp;
  return op == BinaryOp::kAdd || op == BinaryOp::kMultiply || op == BinaryOp::kBitAnd ||
         op == BinaryOp::kBitOr || op == BinaryOp::kBitXor;
}

// The comparison that says the same with the operands swapped.
tree::BinaryOp mirrored(tree::BinaryOp comparison);
// The comparison that is true when this one is not; not for doubles.
tree::BinaryOp negated(tree::BinaryOp comparison);

// For kGreater and kGreaterEqual swap the operands first. Nothing if elements of that kind have no
// such operator.
std::optional<VectorOperation> vector_operation(tree::BinaryOp op, TypeKind element);

}  // namespace avocet
