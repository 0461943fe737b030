// switch, by values and by types.
#include "compiler/body.h"
#include "compiler/fold.h"
#include "compiler/operators.h"

namespace avocet {

using namespace tree;

namespace {

// Up to so many constants are compared one after the other.
constexpr size_t kFewCases = 3;

}  // namespace

void BodyCompiler::switch_statement(const SwitchStmt& s) {
  Label exit = b_.new_label();
  std::vector<Label> labels;
  Label otherwise = exit;
  bool by_type = false;
  for (const SwitchCase& c : s.cases) {
    labels.push_back(b_.new_label());
    if (c.is_default) otherwise = labels.back();
    by_type = by_type || c.type;
  }
  if (by_type) {
    Reg v = box(s.value);
    dispatch_types(s, v, labels, otherwise);
    // Bindings are taken out of the box where a case begins.
    for (size_t i = 0; i < s.cases.size(); ++i) {
      const SwitchCase& c = s.cases[i];
      b_.bind(labels[i]);
      if (c.binding) {
        place_local(c.binding);
        Reg to = local_register(c.binding);
        At at(*this, c.span);
        if (c.type->kind == TypeKind::kAny) move(to, v);
        else if (to.managed) emit<op::UnboxManaged>(to, v, type_operand(c.type));
        else emit<op::UnboxPlain>(to, v, type_operand(c.type));
        wrote_local(c.binding);
      }
      Label following = i + 1 < labels.size() ? labels[i + 1] : exit;
      breakables_.push_back({exit, following, false});
      statement(c.body);
      breakables_.pop_back();
      if (c.body && !b_.unreachable()) emit<op::Jump>(exit);
    }
    return b_.bind(exit);
  }
  dispatch_values(s, labels, otherwise);
  switch_cases(s, labels, exit);
  b_.bind(exit);
}

void BodyCompiler::switch_cases(const SwitchStmt& s, std::span<const Label> labels, Label exit) {
  for (size_t i = 0; i < s.cases.size(); ++i) {
    b_.bind(labels[i]);
    if (!s.cases[i].body) continue;  // shares the next one's
    Label following = i + 1 < labels.size() ? labels[i + 1] : exit;
    breakables_.push_back({exit, following, false});
    statement(s.cases[i].body);
    breakables_.pop_back();
    if (!b_.unreachable()) emit<op::Jump>(exit);
  }
}

void BodyCompiler::dispatch_types(const SwitchStmt& s, Reg v, std::span<const Label> labels, Label otherwise) {
  std::vector<std::pair<const Type*, Label>> cases;
  for (size_t i = 0; i < s.cases.size(); ++i)
    if (s.cases[i].type) cases.emplace_back(s.cases[i].type, labels[i]);
  emit<op::SwitchType>(v, b_.type_switch_list(cases, otherwise));
}

void BodyCompiler::dispatch_values(const SwitchStmt& s, std::span<const Label> labels, Label otherwise) {
  Temporaries scope(*this);
  const Type* type = s.value->type;
  Reg v = value(s.value);
  std::vector<CodeBuilder::Case> constants;
  bool constant = true;
  for (size_t i = 0; i < s.cases.size(); ++i) {
    for (const Expr* e : s.cases[i].values) {
      auto known = fold(e, compiler_);
      constant = constant && known;
      if (known) constants.emplace_back(*known, labels[i]);
    }
  }
  if (constant && constants.size() > kFewCases) {
    uint32_t list = b_.switch_list(constants, type, otherwise);
    if (v.managed) return emit<op::SwitchValue>(v, list, type_operand(type));
    if (is_floating(type->kind)) return emit<op::SwitchDouble>(v, list);
    return emit<op::SwitchPlain>(v, list);
  }
  for (size_t i = 0; i < s.cases.size(); ++i) {
    for (const Expr* e : s.cases[i].values) {
      Temporaries one(*this);
      auto known = fold(e, compiler_);
      uint32_t c = known && !v.managed ? plain_constant(*known, type) : UINT32_MAX;
      if (c <= UINT16_MAX && !is_floating(type->kind)) {
        emit<op::JumpIfEqualIntConst>(v, c, labels[i]);
        continue;
      }
      Reg r = value(e);
      if (!v.managed && is_floating(type->kind)) emit<op::JumpIfEqualDouble>(v, r, labels[i]);
      else if (!v.managed) emit<op::JumpIfEqualInt>(v, r, labels[i]);
      else {
        Reg answer = temporary(false);
        managed_comparison(BinaryOp::kEqual, type, answer, v, r);
        emit<op::JumpIf>(answer, labels[i]);
      }
    }
  }
  emit<op::Jump>(otherwise);
}

}  // namespace avocet
