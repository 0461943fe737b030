// Operators: numbers, strings, sets, patterns, comparisons, vectors element by element.
#include <bit>

#include "compiler/body.h"
#include "compiler/fold.h"
#include "compiler/operators.h"

namespace avocet {

using namespace tree;

// ---- Unary

void BodyCompiler::unary(const UnaryExpr& e, Reg to) {
  if (e.op == UnaryOp::kSize) return size_of(e.operand, to);
  if (e.type->kind == TypeKind::kVector && e.op != UnaryOp::kClone) return vector_unary(e, to);
  if (e.op == UnaryOp::kPlus || (e.op == UnaryOp::kClone && !to.managed))
    return into(e.operand, to);
  Operands scope(*this, to);
  switch (e.op) {
  case UnaryOp::kNegate:
    if (is_floating(e.type->kind)) return emit<op::NegateDouble>(to, value(e.operand));
    return emit<op::NegateInt>(to, value(e.operand));
  case UnaryOp::kNot: return emit<op::Not>(to, value(e.operand));
  case UnaryOp::kComplement: return emit<op::Complement>(to, value(e.operand));
  case UnaryOp::kClone: return emit<op::CopyDeep>(to, value(e.operand), type_operand(e.type));
  case UnaryOp::kPlus:
  case UnaryOp::kSize: UNREACHABLE();
  }
}

void BodyCompiler::size_of(const Expr* operand, Reg to) {
  Operands scope(*this, to);
  const Type* type = operand->type;
  Reg v = value(operand);
  switch (type->kind) {
  case TypeKind::kString: return emit<op::SizeString>(to, v);
  case TypeKind::kVector: return emit<op::SizeVector>(to, v);
  case TypeKind::kTable:
  case TypeKind::kSet: return emit<op::SizeTable>(to, v);
  case TypeKind::kAddr: return emit<op::SizeAddress>(to, v);
  case TypeKind::kSubnet: return emit<op::SizeSubnet>(to, v);
  case TypeKind::kInt: return emit<op::AbsInt>(to, v);
  case TypeKind::kDouble:
  case TypeKind::kTime:
  case TypeKind::kInterval: return emit<op::AbsDouble>(to, v);
  case TypeKind::kPort:  // its protocol in front of its number
  case TypeKind::kBool:
  case TypeKind::kCount:
  case TypeKind::kEnum: return move(to, v);
  case TypeKind::kRecord:
    return load_constant(to, Value::of_count(as_record(type)->fields.size()),
                         program_.types.basic(TypeKind::kCount));
  case TypeKind::kFunction:
    return load_constant(to, Value::of_count(as_function(type)->parameters.size()),
                         program_.types.basic(TypeKind::kCount));
  case TypeKind::kAny: return emit<op::SizeAny>(to, v);
  case TypeKind::kFile:
  case TypeKind::kOpaque:
  case TypeKind::kPattern:
  case TypeKind::kType:
  case TypeKind::kList:
  case TypeKind::kVoid:
  case TypeKind::kError: return unexpected(operand->span, "the size of this type");
  }
}

// ---- Binary

void BodyCompiler::binary(const BinaryExpr& e, Reg to) {
  if (e.type->kind == TypeKind::kVector) return vector_binary(e, to);
  if (e.op == BinaryOp::kAnd || e.op == BinaryOp::kOr) return condition_value(&e, to);
  if (is_comparison(e.op)) return comparison(e, to);
  if (!to.managed && e.left->type->plain()) {
    if (is_floating(e.left->type->kind) || is_floating(e.right->type->kind))
      return double_arithmetic(e.op, to, e.left, e.right);
    return word_arithmetic(e.op, e.left->type->kind, to, e.left, e.right);
  }
  managed_operation(e.op, e, to);
}

void BodyCompiler::word_arithmetic(BinaryOp op, TypeKind kind, Reg to, const Expr* left,
                                   const Expr* right) {
  Operands scope(*this, to);
  if (optimise()) {
    if (is_commutative(op) && fold(left, compiler_)) std::swap(left, right);
    if (auto known = fold(right, compiler_)) {
      Reg l = value(left);
      if (word_constant(op, kind, to, l, *known)) return;
      Reg r = fresh(right);
      return word_registers(op, kind, to, l, r);
    }
  }
  Reg l = value(left);
  Reg r = value(right);
  word_registers(op, kind, to, l, r);
}

// The operation with a constant on the right, where there is such an instruction.
bool BodyCompiler::word_constant(BinaryOp op, TypeKind kind, Reg to, Reg left, Value right) {
  // What a power of two leaves over are the bits below it.
  if (op == BinaryOp::kModulo && kind == TypeKind::kCount && std::has_single_bit(right.u))
    return word_constant(BinaryOp::kBitAnd, kind, to, left, Value::of_count(right.u - 1));
  uint32_t c = kind == TypeKind::kInt ? b_.int_constant(right.i) : b_.count_constant(right.u);
  if (c > UINT16_MAX) return false;
  bool is_int = kind == TypeKind::kInt;
  switch (op) {
  case BinaryOp::kAdd: return emit<op::AddIntConst>(to, left, c), true;
  case BinaryOp::kSubtract:
    if (kind == TypeKind::kCount)
      emit<op::SubCountConst>(to, left, c);
    else
      emit<op::SubIntConst>(to, left, c);
    return true;
  case BinaryOp::kMultiply: return emit<op::MulIntConst>(to, left, c), true;
  case BinaryOp::kBitAnd: return emit<op::AndIntConst>(to, left, c), true;
  case BinaryOp::kBitOr: return emit<op::OrIntConst>(to, left, c), true;
  case BinaryOp::kBitXor: return emit<op::XorIntConst>(to, left, c), true;
  case BinaryOp::kDivide:
    if (is_int)
      emit<op::DivIntConst>(to, left, c);
    else
      emit<op::DivCountConst>(to, left, c);
    return true;
  case BinaryOp::kModulo:
    if (is_int)
      emit<op::ModIntConst>(to, left, c);
    else
      emit<op::ModCountConst>(to, left, c);
    return true;
  default: return false;
  }
}

void BodyCompiler::word_registers(BinaryOp op, TypeKind kind, Reg to, Reg l, Reg r) {
  bool is_int = kind == TypeKind::kInt;
  switch (op) {
  case BinaryOp::kAdd: return emit<op::AddInt>(to, l, r);
  case BinaryOp::kSubtract:
    if (kind == TypeKind::kCount) return emit<op::SubCount>(to, l, r);
    return emit<op::SubInt>(to, l, r);
  case BinaryOp::kMultiply: return emit<op::MulInt>(to, l, r);
  case BinaryOp::kDivide:
    if (is_int) return emit<op::DivInt>(to, l, r);
    return emit<op::DivCount>(to, l, r);
  case BinaryOp::kModulo:
    if (is_int) return emit<op::ModInt>(to, l, r);
    return emit<op::ModCount>(to, l, r);
  case BinaryOp::kBitAnd: return emit<op::AndInt>(to, l, r);
  case BinaryOp::kBitOr: return emit<op::OrInt>(to, l, r);
  case BinaryOp::kBitXor: return emit<op::XorInt>(to, l, r);
  case BinaryOp::kShiftLeft: return emit<op::ShiftLeft>(to, l, r);
  case BinaryOp::kShiftRight:
    if (is_int) return emit<op::ShiftRightInt>(to, l, r);
    return emit<op::ShiftRightCount>(to, l, r);
  case BinaryOp::kEqual:
  case BinaryOp::kNotEqual:
  case BinaryOp::kLess:
  case BinaryOp::kLessEqual:
  case BinaryOp::kGreater:
  case BinaryOp::kGreaterEqual:
  case BinaryOp::kAnd:
  case BinaryOp::kOr: UNREACHABLE();
  }
}

void BodyCompiler::double_arithmetic(BinaryOp op, Reg to, const Expr* left, const Expr* right) {
  Operands scope(*this, to);
  if (optimise()) {
    bool swaps = op == BinaryOp::kAdd || op == BinaryOp::kMultiply;
    if (swaps && fold(left, compiler_)) std::swap(left, right);
    auto known = fold(right, compiler_);
    if (known && op != BinaryOp::kDivide) {
      Reg l = value(left);
      if (double_constant(op, to, l, *known)) return;
      return double_registers(op, to, l, fresh(right));
    }
  }
  Reg l = value(left);
  Reg r = value(right);
  double_registers(op, to, l, r);
}

bool BodyCompiler::double_constant(BinaryOp op, Reg to, Reg left, Value right) {
  uint32_t c = b_.double_constant(right.d);
  if (c > UINT16_MAX) return false;
  switch (op) {
  case BinaryOp::kAdd: return emit<op::AddDoubleConst>(to, left, c), true;
  case BinaryOp::kSubtract: return emit<op::SubDoubleConst>(to, left, c), true;
  case BinaryOp::kMultiply: return emit<op::MulDoubleConst>(to, left, c), true;
  default: return false;
  }
}

void BodyCompiler::double_registers(BinaryOp op, Reg to, Reg l, Reg r) {
  switch (op) {
  case BinaryOp::kAdd: return emit<op::AddDouble>(to, l, r);
  case BinaryOp::kSubtract: return emit<op::SubDouble>(to, l, r);
  case BinaryOp::kMultiply: return emit<op::MulDouble>(to, l, r);
  case BinaryOp::kDivide: return emit<op::DivDouble>(to, l, r);
  default: UNREACHABLE();
  }
}

void BodyCompiler::managed_operation(BinaryOp op, const BinaryExpr& e, Reg to) {
  if (op == BinaryOp::kAdd && e.type->kind == TypeKind::kString) return concat(&e, to);
  Operands scope(*this, to);
  Reg l = value(e.left);
  Reg r = value(e.right);
  if (op == BinaryOp::kDivide) return emit<op::MaskAddress>(to, l, r);
  combine(op, e.type, to, l, r);
}

// Registers of one managed type.
void BodyCompiler::combine(BinaryOp op, const Type* type, Reg to, Reg l, Reg r) {
  if (type->kind == TypeKind::kString) {
    Reg parts[] = {l, r};
    return emit<op::Concat>(to, b_.register_list(parts));
  }
  if (type->kind == TypeKind::kPattern) {
    if (op == BinaryOp::kBitOr) return emit<op::PatternOr>(to, l, r);
    return emit<op::PatternAnd>(to, l, r);
  }
  if (op == BinaryOp::kBitOr) return emit<op::SetUnion>(to, l, r);
  if (op == BinaryOp::kBitAnd) return emit<op::SetIntersection>(to, l, r);
  emit<op::SetDifference>(to, l, r);
}

// a + b + c + ... of strings at once.
void BodyCompiler::concat(const Expr* e, Reg to) {
  Operands scope(*this, to);
  std::vector<const Expr*> parts;
  while (e->kind == ExprKind::kBinary) {
    parts.push_back(as<BinaryExpr>(e).right);
    e = as<BinaryExpr>(e).left;
  }
  std::vector<Reg> registers{value(e)};
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) registers.push_back(value(*part));
  emit<op::Concat>(to, b_.register_list(registers));
}

// Registers of one plain type, for what reads a place, changes it and writes it back.
void BodyCompiler::plain_operation(BinaryOp op, const Type* type, Reg to, Reg l, Reg r) {
  if (is_floating(type->kind)) return double_registers(op, to, l, r);
  word_registers(op, type->kind, to, l, r);
}

// ---- Comparisons

// `string == pattern`, which is compared as `pattern == string`.
bool BodyCompiler::is_match(const BinaryExpr& e) {
  return e.left->type->kind == TypeKind::kString && e.right->type->kind == TypeKind::kPattern;
}

void BodyCompiler::comparison(const BinaryExpr& e, Reg to) {
  Temporaries scope(*this);
  const Type* type = e.left->type;
  Reg l = value(e.left);
  Reg r = value(e.right);
  if (!type->plain()) {
    if (is_match(e)) return managed_comparison(e.op, e.right->type, to, r, l);
    if (type->kind == TypeKind::kPattern && e.right->type->kind == TypeKind::kPattern) {
      emit<op::EqualManaged>(to, l, r);
      if (e.op == BinaryOp::kNotEqual) emit<op::Not>(to, to);
      return;
    }
    return managed_comparison(e.op, type, to, l, r);
  }
  BinaryOp op = e.op;
  if (op == BinaryOp::kGreater || op == BinaryOp::kGreaterEqual) {
    std::swap(l, r);
    op = mirrored(op);
  }
  bool floating = is_floating(type->kind), is_int = is_signed(type->kind);
  if (op == BinaryOp::kEqual) {
    if (floating) return emit<op::EqualDouble>(to, l, r);
    return emit<op::EqualInt>(to, l, r);
  }
  if (op == BinaryOp::kNotEqual) {
    if (floating) return emit<op::NotEqualDouble>(to, l, r);
    return emit<op::NotEqualInt>(to, l, r);
  }
  if (op == BinaryOp::kLess) {
    if (floating) return emit<op::LessDouble>(to, l, r);
    if (is_int) return emit<op::LessInt>(to, l, r);
    return emit<op::LessCount>(to, l, r);
  }
  if (floating) return emit<op::LessEqualDouble>(to, l, r);
  if (is_int) return emit<op::LessEqualInt>(to, l, r);
  emit<op::LessEqualCount>(to, l, r);
}

void BodyCompiler::managed_comparison(BinaryOp op, const Type* type, Reg to, Reg l, Reg r) {
  bool equality = op == BinaryOp::kEqual || op == BinaryOp::kNotEqual;
  auto ordered = [&] {  // `to` holds an int to be compared with 0
    Reg zero = temporary(false);
    emit<op::LoadNumber>(zero, 0);
    if (op == BinaryOp::kLess)
      emit<op::LessInt>(to, to, zero);
    else if (op == BinaryOp::kLessEqual)
      emit<op::LessEqualInt>(to, to, zero);
    else if (op == BinaryOp::kGreater)
      emit<op::LessInt>(to, zero, to);
    else
      emit<op::LessEqualInt>(to, zero, to);
  };
  bool is_set = type->kind == TypeKind::kSet || type->kind == TypeKind::kTable;
  switch (type->kind) {
  case TypeKind::kString:
    if (!equality) return emit<op::CompareString>(to, l, r), ordered();
    emit<op::EqualString>(to, l, r);
    break;
  case TypeKind::kAddr:
    if (!equality) return emit<op::CompareAddress>(to, l, r), ordered();
    emit<op::EqualAddress>(to, l, r);
    break;
  case TypeKind::kSubnet:
    if (!equality) return emit<op::CompareSubnet>(to, l, r), ordered();
    emit<op::EqualSubnet>(to, l, r);
    break;
  case TypeKind::kPattern: emit<op::MatchExactly>(to, l, r); break;
  default:
    if (!is_set || equality) {
      if (type->kind == TypeKind::kSet)
        emit<op::SetEqual>(to, l, r);
      else
        emit<op::EqualManaged>(to, l, r);
    } else if (op == BinaryOp::kLess)
      emit<op::SetSmaller>(to, l, r);
    else if (op == BinaryOp::kLessEqual)
      emit<op::SetIncluded>(to, l, r);
    else if (op == BinaryOp::kGreater)
      emit<op::SetSmaller>(to, r, l);
    else
      emit<op::SetIncluded>(to, r, l);
  }
  if (op == BinaryOp::kNotEqual) emit<op::Not>(to, to);
}

// A bool made by jumps.
void BodyCompiler::condition_value(const Expr* e, Reg to) {
  Label no = b_.new_label(), end = b_.new_label();
  jump(e, false, no);
  emit<op::LoadNumber>(to, 1);
  emit<op::Jump>(end);
  b_.bind(no);
  emit<op::LoadNumber>(to, 0);
  b_.bind(end);
}

// ---- Vectors

void BodyCompiler::vector_binary(const BinaryExpr& e, Reg to) {
  const VectorType* left = as_vector(e.left->type);
  const VectorType* right = as_vector(e.right->type);
  const Type* element = left ? left->element : right->element;
  BinaryOp op = e.op;
  const Expr *l = e.left, *r = e.right;
  if (op == BinaryOp::kGreater || op == BinaryOp::kGreaterEqual) {
    std::swap(l, r);
    std::swap(left, right);
    op = mirrored(op);
  }
  auto operation = vector_operation(op, element->kind);
  if (!operation) return unexpected(e.span, "this operator on vectors");
  VectorShape shape = !left   ? VectorShape::kScalarLeft
                      : right ? VectorShape::kBoth
                              : VectorShape::kScalarRight;
  Operands scope(*this, to);
  Reg operands[] = {value(l), value(r)};
  emit<op::VectorApply>(
      to, b_.typed_list(uint32_t(*operation) | uint32_t(shape) << 8, e.type, operands));
}

void BodyCompiler::vector_unary(const UnaryExpr& e, Reg to) {
  if (e.op == UnaryOp::kPlus) return into(e.operand, to);
  Operands scope(*this, to);
  VectorOperation operation = VectorOperation::kNot;
  bool floating = is_floating(as_vector(e.type)->element->kind);
  if (e.op == UnaryOp::kNegate)
    operation = floating ? VectorOperation::kNegateDouble : VectorOperation::kNegateInt;
  if (e.op == UnaryOp::kComplement) operation = VectorOperation::kComplement;
  Reg operands[] = {value(e.operand)};
  emit<op::VectorApply>(to, b_.typed_list(uint32_t(operation), e.type, operands));
}

}  // namespace avocet
