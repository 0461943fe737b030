#include "sema/folding.h"

#include "type/kinds.h"

namespace avocet::tree {

namespace {

template <class T> std::optional<Value> compare(BinaryOp op, T a, T b) {
  switch (op) {
  case BinaryOp::kEqual: return Value::of_bool(a == b);
  case BinaryOp::kNotEqual: return Value::of_bool(a != b);
  case BinaryOp::kLess: return Value::of_bool(a < b);
  case BinaryOp::kLessEqual: return Value::of_bool(a <= b);
  case BinaryOp::kGreater: return Value::of_bool(a > b);
  case BinaryOp::kGreaterEqual: return Value::of_bool(a >= b);
  default: return std::nullopt;
  }
}

std::optional<Value> fold_doubles(BinaryOp op, double a, double b) {
  switch (op) {
  case BinaryOp::kAdd: return Value::of_double(a + b);
  case BinaryOp::kSubtract: return Value::of_double(a - b);
  case BinaryOp::kMultiply: return Value::of_double(a * b);
  case BinaryOp::kDivide:
    if (b == 0) return std::nullopt;
    return Value::of_double(a / b);
  default: return std::nullopt;
  }
}

std::optional<Value> divide(BinaryOp op, TypeKind kind, Value a, Value b) {
  if (b.u == 0) return std::nullopt;
  bool quotient = op == BinaryOp::kDivide;
  if (kind != TypeKind::kInt) return Value::of_count(quotient ? a.u / b.u : a.u % b.u);
  if (b.i == -1) return std::nullopt;  // the one overflow is the machine's business
  return Value::of_int(quotient ? a.i / b.i : a.i % b.i);
}

std::optional<Value> fold_words(BinaryOp op, TypeKind kind, Value a, Value b) {
  switch (op) {
  case BinaryOp::kAdd: return Value::of_count(a.u + b.u);
  case BinaryOp::kSubtract:
    if (kind == TypeKind::kCount && a.u < b.u) return std::nullopt;  // warns when it runs
    return Value::of_count(a.u - b.u);
  case BinaryOp::kMultiply: return Value::of_count(a.u * b.u);
  case BinaryOp::kDivide:
  case BinaryOp::kModulo: return divide(op, kind, a, b);
  case BinaryOp::kBitAnd: return Value::of_count(a.u & b.u);
  case BinaryOp::kBitOr: return Value::of_count(a.u | b.u);
  case BinaryOp::kBitXor: return Value::of_count(a.u ^ b.u);
  case BinaryOp::kShiftLeft:
  case BinaryOp::kShiftRight:
  case BinaryOp::kEqual:
  case BinaryOp::kNotEqual:
  case BinaryOp::kLess:
  case BinaryOp::kLessEqual:
  case BinaryOp::kGreater:
  case BinaryOp::kGreaterEqual:
  case BinaryOp::kAnd:
  case BinaryOp::kOr: return std::nullopt;
  }
  UNREACHABLE();
}

}  // namespace

std::optional<Value> fold_plain(BinaryOp op, const Type* left, const Type* right, Value a,
                                Value b) {
  if (op == BinaryOp::kAnd) return Value::of_bool(a.b() && b.b());
  if (op == BinaryOp::kOr) return Value::of_bool(a.b() || b.b());
  TypeKind kind = left->kind;
  if (is_floating(kind)) {
    if (auto answer = compare(op, a.d, b.d)) return answer;
    return is_floating(right->kind) ? fold_doubles(op, a.d, b.d) : std::nullopt;
  }
  if (auto answer = is_signed(kind) ? compare(op, a.i, b.i) : compare(op, a.u, b.u)) return answer;
  bool is_integer = kind == TypeKind::kInt || kind == TypeKind::kCount;
  return is_integer && right->kind == kind ? fold_words(op, kind, a, b) : std::nullopt;
}

std::optional<Value> fold_plain(UnaryOp op, const Type* operand, Value v) {
  switch (op) {
  case UnaryOp::kNegate:
    return is_floating(operand->kind) ? Value::of_double(-v.d) : Value::of_count(0 - v.u);
  case UnaryOp::kPlus: return v;
  case UnaryOp::kNot: return Value::of_bool(!v.b());
  case UnaryOp::kComplement: return Value::of_count(~v.u);
  case UnaryOp::kSize:
  case UnaryOp::kClone: return std::nullopt;
  }
  UNREACHABLE();
}

}  // namespace avocet::tree
