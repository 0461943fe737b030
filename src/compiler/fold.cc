#include "compiler/fold.h"

#include "compiler/compiler.h"
#include "sema/folding.h"
#include "sema/walk.h"
#include "type/kinds.h"
#include "value/number.h"

namespace avocet {

using namespace tree;

namespace {

std::optional<Value> fold_binary(const BinaryExpr& e, const Compiler& compiler) {
  if (!e.left->type->plain() || !e.right->type->plain()) return std::nullopt;
  // The right one first: chains lean to the left, so that this ends early.
  auto b = fold(e.right, compiler);
  if (!b) return std::nullopt;
  auto a = fold(e.left, compiler);
  if (!a) return std::nullopt;
  return fold_plain(e.op, e.left->type, e.right->type, *a, *b);
}

std::optional<Value> fold_unary(const UnaryExpr& e, const Compiler& compiler) {
  if (!e.type->plain() || !e.operand->type->plain()) return std::nullopt;
  auto v = fold(e.operand, compiler);
  return v ? fold_plain(e.op, e.operand->type, *v) : std::nullopt;
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
  case Convert::kDoubleToInt: {
    std::optional<int64_t> whole = int_from_double(v->d);
    return whole ? std::optional(Value::of_int(*whole)) : std::nullopt;
  }
  case Convert::kDoubleToCount: {
    std::optional<uint64_t> whole = count_from_double(v->d);
    return whole ? std::optional(Value::of_count(*whole)) : std::nullopt;
  }
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
  case Convert::kDoubleToInt:
  case Convert::kDoubleToCount:
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
