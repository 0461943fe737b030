#include "compiler/fold.h"

#include <cmath>

#include "compiler/compiler.h"
#include "compiler/operators.h"
#include "sema/walk.h"

namespace avocet {

using namespace tree;

namespace {

template <class T> std::optional<bool> compare_numbers(BinaryOp op, T a, T b) {
  switch (op) {
  case BinaryOp::kEqual: return a == b;
  case BinaryOp::kNotEqual: return a != b;
  case BinaryOp::kLess: return a < b;
  case BinaryOp::kLessEqual: return a <= b;
  case BinaryOp::kGreater: return a > b;
  case BinaryOp::kGreaterEqual: return a >= b;
  case BinaryOp::kAdd:
  case BinaryOp::kSubtract:
  case BinaryOp::kMultiply:
  case BinaryOp::kDivide:
  case BinaryOp::kModulo:
  case BinaryOp::kBitAnd:
  case BinaryOp::kBitOr:
  case BinaryOp::kBitXor:
  case BinaryOp::kShiftLeft:
  case BinaryOp::kShiftRight:
  case BinaryOp::kAnd:
  case BinaryOp::kOr: return std::nullopt;
  }
  UNREACHABLE();
}

std::optional<Value> fold_double(BinaryOp op, double a, double b) {
  switch (op) {
  case BinaryOp::kAdd: return Value::of_double(a + b);
  case BinaryOp::kSubtract: return Value::of_double(a - b);
  case BinaryOp::kMultiply: return Value::of_double(a * b);
  case BinaryOp::kDivide:
    if (b == 0) return std::nullopt;
    return Value::of_double(a / b);
  case BinaryOp::kModulo:
  case BinaryOp::kBitAnd:
  case BinaryOp::kBitOr:
  case BinaryOp::kBitXor:
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

std::optional<Value> fold_divide(BinaryOp op, TypeKind kind, Value a, Value b) {
  if (b.u == 0) return std::nullopt;
  bool quotient = op == BinaryOp::kDivide;
  if (kind != TypeKind::kInt) return Value::of_count(quotient ? a.u / b.u : a.u % b.u);
  if (b.i == -1) return std::nullopt;  // the one overflow is the machine's business
  return Value::of_int(quotient ? a.i / b.i : a.i % b.i);
}

std::optional<Value> fold_word(BinaryOp op, TypeKind kind, Value a, Value b) {
  switch (op) {
  case BinaryOp::kAdd: return Value::of_count(a.u + b.u);
  case BinaryOp::kSubtract:
    if (kind == TypeKind::kCount && a.u < b.u) return std::nullopt;  // warns when it runs
    return Value::of_count(a.u - b.u);
  case BinaryOp::kMultiply: return Value::of_count(a.u * b.u);
  case BinaryOp::kDivide:
  case BinaryOp::kModulo: return fold_divide(op, kind, a, b);
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

std::optional<Value> fold_binary(const BinaryExpr& e, const Compiler& compiler) {
  const Type* type = e.left->type;
  if (!type->plain() || !e.right->type->plain()) return std::nullopt;
  // The right one first: chains lean to the left, so that this ends early.
  auto b = fold(e.right, compiler);
  if (!b) return std::nullopt;
  auto a = fold(e.left, compiler);
  if (!a) return std::nullopt;
  if (e.op == BinaryOp::kAnd) return Value::of_bool(a->b() && b->b());
  if (e.op == BinaryOp::kOr) return Value::of_bool(a->b() || b->b());
  if (is_floating(type->kind)) {
    if (auto answer = compare_numbers(e.op, a->d, b->d)) return Value::of_bool(*answer);
    if (!is_floating(e.right->type->kind)) return std::nullopt;
    return fold_double(e.op, a->d, b->d);
  }
  auto answer =
      is_signed(type->kind) ? compare_numbers(e.op, a->i, b->i) : compare_numbers(e.op, a->u, b->u);
  if (answer) return Value::of_bool(*answer);
  if (type->kind != TypeKind::kInt && type->kind != TypeKind::kCount) return std::nullopt;
  if (e.right->type->kind != type->kind) return std::nullopt;
  return fold_word(e.op, type->kind, *a, *b);
}

std::optional<Value> fold_unary(const UnaryExpr& e, const Compiler& compiler) {
  if (!e.type->plain() || !e.operand->type->plain()) return std::nullopt;
  auto v = fold(e.operand, compiler);
  if (!v) return std::nullopt;
  bool floating = is_floating(e.operand->type->kind);
  switch (e.op) {
  case UnaryOp::kNegate: return floating ? Value::of_double(-v->d) : Value::of_count(0 - v->u);
  case UnaryOp::kPlus: return v;
  case UnaryOp::kNot: return Value::of_bool(!v->b());
  case UnaryOp::kComplement: return Value::of_count(~v->u);
  case UnaryOp::kSize:
  case UnaryOp::kClone: return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Value> fold_convert(const ConvertExpr& e, const Compiler& compiler) {
  if (!e.type->plain() || !e.operand->type->plain()) return std::nullopt;
  auto v = fold(e.operand, compiler);
  if (!v) return std::nullopt;
  switch (e.convert) {
  case Convert::kIntToDouble: return Value::of_double(double(v->i));
  case Convert::kCountToDouble: return Value::of_double(double(v->u));
  case Convert::kCountToInt:
  case Convert::kIntToCount:
    if (v->i < 0) return std::nullopt;
    return v;
  case Convert::kBoolToInt:
  case Convert::kEnumToInt:
  case Convert::kIntervalToDouble:
  case Convert::kDoubleToInterval: return v;
  case Convert::kToAny:
  case Convert::kFromAny:
  case Convert::kRecord:
  case Convert::kVector:
  case Convert::kContainerType:
  case Convert::kTable:
  case Convert::kAddrToSubnet:
  case Convert::kFunction:
  case Convert::kVoid: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Value> fold(const Expr* expr, const Compiler& compiler) {
  if (expr->kind == ExprKind::kConstant) return as<ConstantExpr>(expr).value;
  if (!compiler.options().optimise) return std::nullopt;
  switch (expr->kind) {
  case ExprKind::kGlobal: {
    const Value* known = compiler.constant_global(as<GlobalExpr>(expr).global);
    return known ? std::optional(*known) : std::nullopt;
  }
  case ExprKind::kUnary: return fold_unary(as<UnaryExpr>(expr), compiler);
  case ExprKind::kBinary: return fold_binary(as<BinaryExpr>(expr), compiler);
  case ExprKind::kConvert: return fold_convert(as<ConvertExpr>(expr), compiler);
  case ExprKind::kConditional: {
    auto& c = as<ConditionalExpr>(expr);
    if (!c.condition->type->plain()) return std::nullopt;
    auto condition = fold(c.condition, compiler);
    if (!condition) return std::nullopt;
    return fold(condition->b() ? c.yes : c.no, compiler);
  }
  case ExprKind::kConstant:
  case ExprKind::kLocal:
  case ExprKind::kFunctionValue:
  case ExprKind::kAssign:
  case ExprKind::kCompound:
  case ExprKind::kStep:
  case ExprKind::kIndex:
  case ExprKind::kSlice:
  case ExprKind::kField:
  case ExprKind::kHasField:
  case ExprKind::kCall:
  case ExprKind::kIn:
  case ExprKind::kRecord:
  case ExprKind::kContainer:
  case ExprKind::kLambda:
  case ExprKind::kCast:
  case ExprKind::kIs:
  case ExprKind::kSchedule:
  case ExprKind::kListAssign: return std::nullopt;
  }
  UNREACHABLE();
}

bool has_effects(const Expr* expr) {
  bool effects = false;
  switch (expr->kind) {
  case ExprKind::kAssign:
  case ExprKind::kCompound:
  case ExprKind::kStep:
  case ExprKind::kCall:
  case ExprKind::kSchedule:
  case ExprKind::kListAssign:
  case ExprKind::kRecord: return true;  // the last may compute defaults
  case ExprKind::kIndex:                // a &default may be computed, or inserted
    effects = as_table(as<IndexExpr>(expr).container->type) != nullptr;
    break;
  case ExprKind::kConstant:
  case ExprKind::kLocal:
  case ExprKind::kGlobal:
  case ExprKind::kFunctionValue:
  case ExprKind::kUnary:
  case ExprKind::kBinary:
  case ExprKind::kConditional:
  case ExprKind::kSlice:
  case ExprKind::kField:
  case ExprKind::kHasField:
  case ExprKind::kIn:
  case ExprKind::kContainer:
  case ExprKind::kLambda:
  case ExprKind::kConvert:
  case ExprKind::kCast:
  case ExprKind::kIs: break;
  }
  for_each_operand(expr, [&](const Expr* x) { effects = effects || has_effects(x); });
  return effects;
}

namespace {

bool is_nonzero(const Expr* e) {
  if (e->kind != ExprKind::kConstant) return false;
  Value v = as<ConstantExpr>(e).value;
  return is_floating(e->type->kind) ? v.d != 0 : v.u != 0;
}

bool may_fail(const BinaryExpr& e) {
  TypeKind left = e.left->type->kind;
  if (left == TypeKind::kVector) return true;  // of another size
  switch (e.op) {
  case BinaryOp::kSubtract: return left == TypeKind::kCount;  // warns below zero
  case BinaryOp::kDivide:
  case BinaryOp::kModulo: return left == TypeKind::kAddr || !is_nonzero(e.right);
  case BinaryOp::kBitAnd:
  case BinaryOp::kBitOr: return left == TypeKind::kPattern;
  case BinaryOp::kAdd:
  case BinaryOp::kMultiply:
  case BinaryOp::kBitXor:
  case BinaryOp::kShiftLeft:
  case BinaryOp::kShiftRight:
  case BinaryOp::kEqual:
  case BinaryOp::kNotEqual:
  case BinaryOp::kLess:
  case BinaryOp::kLessEqual:
  case BinaryOp::kGreater:
  case BinaryOp::kGreaterEqual:
  case BinaryOp::kAnd:
  case BinaryOp::kOr: return false;
  }
  UNREACHABLE();
}

bool may_fail(Convert convert) {
  switch (convert) {
  case Convert::kIntToDouble:
  case Convert::kCountToDouble:
  case Convert::kBoolToInt:
  case Convert::kEnumToInt:
  case Convert::kToAny:
  case Convert::kIntervalToDouble:
  case Convert::kDoubleToInterval:
  case Convert::kContainerType:
  case Convert::kAddrToSubnet:
  case Convert::kFunction:
  case Convert::kVoid: return false;
  case Convert::kCountToInt:
  case Convert::kIntToCount:
  case Convert::kFromAny:
  case Convert::kRecord:
  case Convert::kVector:
  case Convert::kTable: return true;
  }
  UNREACHABLE();
}

bool may_be_unset(const FieldExpr& e) {
  const RecordField& field = as_record(e.record->type)->fields[e.field];
  return field.optional() && !field.has_default();
}

}  // namespace

bool is_pure(const Expr* expr) {
  bool pure = true;
  switch (expr->kind) {
  case ExprKind::kAssign:
  case ExprKind::kCompound:
  case ExprKind::kStep:
  case ExprKind::kCall:
  case ExprKind::kSchedule:
  case ExprKind::kListAssign:
  case ExprKind::kIndex:
  case ExprKind::kSlice:
  case ExprKind::kCast: return false;
  case ExprKind::kLocal: return !as<LocalExpr>(expr).local->maybe_unset;
  case ExprKind::kGlobal: return as<GlobalExpr>(expr).global->initialised;
  case ExprKind::kBinary: pure = !may_fail(as<BinaryExpr>(expr)); break;
  case ExprKind::kConditional:
    pure = as<ConditionalExpr>(expr).condition->type->kind != TypeKind::kVector;
    break;
  case ExprKind::kField: pure = !may_be_unset(as<FieldExpr>(expr)); break;
  case ExprKind::kConvert: pure = !may_fail(as<ConvertExpr>(expr).convert); break;
  case ExprKind::kConstant:
  case ExprKind::kFunctionValue:
  case ExprKind::kUnary:
  case ExprKind::kHasField:
  case ExprKind::kIn:
  case ExprKind::kRecord:
  case ExprKind::kContainer:
  case ExprKind::kLambda:
  case ExprKind::kIs: break;
  }
  for_each_operand(expr, [&](const Expr* x) { pure = pure && is_pure(x); });
  return pure;
}

}  // namespace avocet
