// Conditions as jumps: short circuits, comparisons, `in` and `?$` without making a bool.
#include "compiler/body.h"
#include "compiler/fold.h"
#include "compiler/operators.h"

namespace avocet {

using namespace tree;

void BodyCompiler::jump(const Expr* e, bool when, Label target) {
  At at(*this, e->span);
  if (auto known = fold(e, compiler_)) {
    if (known->b() == when) emit<op::Jump>(target);
    return;
  }
  Temporaries scope(*this);
  if (e->kind == ExprKind::kUnary && as<UnaryExpr>(e).op == UnaryOp::kNot)
    return jump(as<UnaryExpr>(e).operand, !when, target);
  if (e->kind == ExprKind::kBinary) {
    auto& b = as<BinaryExpr>(e);
    if (b.op == BinaryOp::kAnd || b.op == BinaryOp::kOr) {
      // `a && b` is false as soon as a is; `a || b` is true as soon as a is.
      bool decisive = b.op == BinaryOp::kOr;
      if (when == decisive) {
        jump(b.left, when, target);
        return jump(b.right, when, target);
      }
      Label end = b_.new_label();
      jump(b.left, decisive, end);
      jump(b.right, when, target);
      return b_.bind(end);
    }
    if (optimise() && is_comparison(b.op)) return jump_compare(b, when, target);
  }
  if (optimise() && e->kind == ExprKind::kHasField) {
    auto& f = as<FieldExpr>(e);
    Reg r = value(f.record);
    if (when) return emit<op::JumpIfField>(r, f.field, target);
    return emit<op::JumpUnlessField>(r, f.field, target);
  }
  if (optimise() && e->kind == ExprKind::kIn && jump_in(as<InExpr>(e), when, target)) return;
  if (e->kind == ExprKind::kConditional) {
    auto& c = as<ConditionalExpr>(e);
    Label no = b_.new_label(), end = b_.new_label();
    jump(c.condition, false, no);
    jump(c.yes, when, target);
    emit<op::Jump>(end);
    b_.bind(no);
    jump(c.no, when, target);
    return b_.bind(end);
  }
  Reg r = value(e);
  if (when)
    emit<op::JumpIf>(r, target);
  else
    emit<op::JumpUnless>(r, target);
}

// `i < |v|` for a vector, the condition of many loops.
bool BodyCompiler::jump_size(const BinaryExpr& e, bool when, Label target) {
  if (e.op != BinaryOp::kLess || e.left->type->kind != TypeKind::kCount) return false;
  const Expr* right = same_value(e.right);
  if (right->kind != ExprKind::kUnary || as<UnaryExpr>(right).op != UnaryOp::kSize) return false;
  const Expr* vector = as<UnaryExpr>(right).operand;
  if (vector->type->kind != TypeKind::kVector) return false;
  Reg at = value(e.left);
  Reg v = value(vector);
  if (when)
    emit<op::JumpIfBelowSize>(at, v, target);
  else
    emit<op::JumpUnlessBelowSize>(at, v, target);
  return true;
}

void BodyCompiler::jump_compare(const BinaryExpr& e, bool when, Label target) {
  const Type* type = e.left->type;
  if (jump_size(e, when, target)) return;
  if (!type->plain()) {
    Reg l = value(e.left);
    Reg r = value(e.right);
    if (type->kind == TypeKind::kString && !is_match(e) &&
        (e.op == BinaryOp::kEqual || e.op == BinaryOp::kNotEqual)) {
      if (when == (e.op == BinaryOp::kEqual)) return emit<op::JumpIfEqualString>(l, r, target);
      return emit<op::JumpUnlessEqualString>(l, r, target);
    }
    Reg answer = temporary(false);
    if (is_match(e))
      managed_comparison(e.op, e.right->type, answer, r, l);
    else
      managed_comparison(e.op, type, answer, l, r);
    if (when) return emit<op::JumpIf>(answer, target);
    return emit<op::JumpUnless>(answer, target);
  }
  const Expr *left = e.left, *right = e.right;
  BinaryOp op = e.op;
  if (fold(left, compiler_)) {
    std::swap(left, right);
    op = mirrored(op);
  }
  bool floating = is_floating(type->kind);
  if (!floating && !when) op = negated(op);
  Reg l = value(left);
  if (auto known = fold(right, compiler_)) {
    uint32_t c = plain_constant(*known, type);
    if (c <= UINT16_MAX && (floating ? jump_double_constant(op, when, l, c, target)
                                     : jump_word_constant(op, is_signed(type->kind), l, c, target)))
      return;
  }
  Reg r = value(right);
  if (floating)
    jump_doubles(op, when, l, r, target);
  else
    jump_words(op, is_signed(type->kind), l, r, target);
}

void BodyCompiler::jump_words(BinaryOp op, bool is_signed, Reg l, Reg r, Label target) {
  if (op == BinaryOp::kGreater || op == BinaryOp::kGreaterEqual) {
    std::swap(l, r);
    op = mirrored(op);
  }
  if (op == BinaryOp::kEqual) return emit<op::JumpIfEqualInt>(l, r, target);
  if (op == BinaryOp::kNotEqual) return emit<op::JumpUnlessEqualInt>(l, r, target);
  if (op == BinaryOp::kLess) {
    if (is_signed) return emit<op::JumpIfLessInt>(l, r, target);
    return emit<op::JumpIfLessCount>(l, r, target);
  }
  if (is_signed) return emit<op::JumpIfLessEqualInt>(l, r, target);
  emit<op::JumpIfLessEqualCount>(l, r, target);
}

bool BodyCompiler::jump_word_constant(BinaryOp op, bool is_signed, Reg l, uint32_t c,
                                      Label target) {
  switch (op) {
  case BinaryOp::kEqual: emit<op::JumpIfEqualIntConst>(l, c, target); return true;
  case BinaryOp::kNotEqual: emit<op::JumpUnlessEqualIntConst>(l, c, target); return true;
  case BinaryOp::kLess:
    if (is_signed)
      emit<op::JumpIfLessIntConst>(l, c, target);
    else
      emit<op::JumpIfLessCountConst>(l, c, target);
    return true;
  case BinaryOp::kLessEqual:
    if (is_signed)
      emit<op::JumpIfLessEqualIntConst>(l, c, target);
    else
      emit<op::JumpIfLessEqualCountConst>(l, c, target);
    return true;
  case BinaryOp::kGreater:
    if (is_signed)
      emit<op::JumpIfGreaterIntConst>(l, c, target);
    else
      emit<op::JumpIfGreaterCountConst>(l, c, target);
    return true;
  case BinaryOp::kGreaterEqual:
    if (is_signed)
      emit<op::JumpIfGreaterEqualIntConst>(l, c, target);
    else
      emit<op::JumpIfGreaterEqualCountConst>(l, c, target);
    return true;
  default: return false;
  }
}

// With a NaN every comparison but != is false, so the opposite of a jump is not the jump of the
// opposite.
void BodyCompiler::jump_doubles(BinaryOp op, bool when, Reg l, Reg r, Label target) {
  if (op == BinaryOp::kGreater || op == BinaryOp::kGreaterEqual) {
    std::swap(l, r);
    op = mirrored(op);
  }
  if (op == BinaryOp::kEqual || op == BinaryOp::kNotEqual) {
    if (when == (op == BinaryOp::kEqual)) return emit<op::JumpIfEqualDouble>(l, r, target);
    return emit<op::JumpUnlessEqualDouble>(l, r, target);
  }
  if (op == BinaryOp::kLess) {
    if (when) return emit<op::JumpIfLessDouble>(l, r, target);
    return emit<op::JumpUnlessLessDouble>(l, r, target);
  }
  if (when) return emit<op::JumpIfLessEqualDouble>(l, r, target);
  emit<op::JumpUnlessLessEqualDouble>(l, r, target);
}

bool BodyCompiler::jump_double_constant(BinaryOp op, bool when, Reg l, uint32_t c, Label target) {
  if (op == BinaryOp::kLess) {
    if (when)
      emit<op::JumpIfLessDoubleConst>(l, c, target);
    else
      emit<op::JumpUnlessLessDoubleConst>(l, c, target);
    return true;
  }
  if (op == BinaryOp::kGreater) {
    if (when)
      emit<op::JumpIfGreaterDoubleConst>(l, c, target);
    else
      emit<op::JumpUnlessGreaterDoubleConst>(l, c, target);
    return true;
  }
  return false;
}

bool BodyCompiler::jump_in(const InExpr& e, bool when, Label target) {
  if (e.in != InKind::kTable) return false;
  const TableType* type = as_table(e.container->type);
  if (by_pattern(type, e.keys[0]) || by_prefix(type, e.keys[0])) return false;
  if (e.negated) when = !when;
  Key k = key(type, e.keys);
  Reg t = value(e.container);
  switch (k.form) {
  case Key::Form::kPlain:
    if (when)
      emit<op::JumpIfInTableByPlain>(t, k.operand, target);
    else
      emit<op::JumpUnlessInTableByPlain>(t, k.operand, target);
    break;
  case Key::Form::kString:
    if (when)
      emit<op::JumpIfInTableByString>(t, k.operand, target);
    else
      emit<op::JumpUnlessInTableByString>(t, k.operand, target);
    break;
  case Key::Form::kValue:
    if (when)
      emit<op::JumpIfInTableByValue>(t, k.operand, target);
    else
      emit<op::JumpUnlessInTableByValue>(t, k.operand, target);
    break;
  case Key::Form::kList:
    if (when)
      emit<op::JumpIfInTableByKeys>(t, k.operand, target);
    else
      emit<op::JumpUnlessInTableByKeys>(t, k.operand, target);
    break;
  }
  return true;
}

}  // namespace avocet
