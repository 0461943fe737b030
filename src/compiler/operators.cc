#include "compiler/operators.h"

namespace avocet {

using tree::BinaryOp;

BinaryOp mirrored(BinaryOp op) {
  switch (op) {
  case BinaryOp::kLess: return BinaryOp::kGreater;
  case BinaryOp::kLessEqual: return BinaryOp::kGreaterEqual;
  case BinaryOp::kGreater: return BinaryOp::kLess;
  case BinaryOp::kGreaterEqual: return BinaryOp::kLessEqual;
  default: return op;
  }
}

BinaryOp negated(BinaryOp op) {
  switch (op) {
  case BinaryOp::kEqual: return BinaryOp::kNotEqual;
  case BinaryOp::kNotEqual: return BinaryOp::kEqual;
  case BinaryOp::kLess: return BinaryOp::kGreaterEqual;
  case BinaryOp::kLessEqual: return BinaryOp::kGreater;
  case BinaryOp::kGreater: return BinaryOp::kLessEqual;
  case BinaryOp::kGreaterEqual: return BinaryOp::kLess;
  default: return op;
  }
}

namespace {

std::optional<VectorOperation> of_doubles(BinaryOp op) {
  switch (op) {
  case BinaryOp::kAdd: return VectorOperation::kAddDouble;
  case BinaryOp::kSubtract: return VectorOperation::kSubDouble;
  case BinaryOp::kMultiply: return VectorOperation::kMulDouble;
  case BinaryOp::kDivide: return VectorOperation::kDivDouble;
  case BinaryOp::kEqual: return VectorOperation::kEqualDouble;
  case BinaryOp::kNotEqual: return VectorOperation::kNotEqualDouble;
  case BinaryOp::kLess: return VectorOperation::kLessDouble;
  case BinaryOp::kLessEqual: return VectorOperation::kLessEqualDouble;
  default: return std::nullopt;
  }
}

std::optional<VectorOperation> of_words(BinaryOp op, bool with_sign) {
  switch (op) {
  case BinaryOp::kAdd: return VectorOperation::kAddInt;
  case BinaryOp::kSubtract: return VectorOperation::kSubInt;
  case BinaryOp::kMultiply: return VectorOperation::kMulInt;
  case BinaryOp::kDivide: return with_sign ? VectorOperation::kDivInt : VectorOperation::kDivCount;
  case BinaryOp::kModulo: return with_sign ? VectorOperation::kModInt : VectorOperation::kModCount;
  case BinaryOp::kBitAnd: return VectorOperation::kAndInt;
  case BinaryOp::kBitOr: return VectorOperation::kOrInt;
  case BinaryOp::kBitXor: return VectorOperation::kXorInt;
  case BinaryOp::kShiftLeft: return VectorOperation::kShiftLeft;
  case BinaryOp::kShiftRight:
    return with_sign ? VectorOperation::kShiftRightInt : VectorOperation::kShiftRightCount;
  case BinaryOp::kEqual: return VectorOperation::kEqualInt;
  case BinaryOp::kNotEqual: return VectorOperation::kNotEqualInt;
  case BinaryOp::kLess: return with_sign ? VectorOperation::kLessInt : VectorOperation::kLessCount;
  case BinaryOp::kLessEqual:
    return with_sign ? VectorOperation::kLessEqualInt : VectorOperation::kLessEqualCount;
  case BinaryOp::kAnd: return VectorOperation::kAnd;
  case BinaryOp::kOr: return VectorOperation::kOr;
  case BinaryOp::kGreater:
  case BinaryOp::kGreaterEqual: return std::nullopt;
  }
  return std::nullopt;
}

std::optional<VectorOperation> of_strings(BinaryOp op) {
  switch (op) {
  case BinaryOp::kAdd: return VectorOperation::kConcat;
  case BinaryOp::kEqual: return VectorOperation::kEqualString;
  case BinaryOp::kNotEqual: return VectorOperation::kNotEqualString;
  case BinaryOp::kLess: return VectorOperation::kLessString;
  case BinaryOp::kLessEqual: return VectorOperation::kLessEqualString;
  default: return std::nullopt;
  }
}

}  // namespace

std::optional<VectorOperation> vector_operation(BinaryOp op, TypeKind element) {
  if (is_floating(element)) return of_doubles(op);
  if (is_plain(element)) return of_words(op, is_signed(element));
  if (element == TypeKind::kString) return of_strings(op);
  if (op == BinaryOp::kEqual) return VectorOperation::kEqualManaged;
  if (op == BinaryOp::kNotEqual) return VectorOperation::kNotEqualManaged;
  return std::nullopt;
}

}  // namespace avocet
