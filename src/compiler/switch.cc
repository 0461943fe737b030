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
  if (by_type)
    switch_on_type(s, labels, otherwise, exit);
  else {
    dispatch_values(s, labels, otherwise);
    switch_cases(s, labels, exit);
  }
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

// Bindings are taken out of the box where a case begins. `case type A as a, type B as b:` are two
// cases of which the first shares the body of the second; in it the other's variable is unset.
void BodyCompiler::switch_on_type(const SwitchStmt& s, std::span<const Label> labels,
                                  Label otherwise, Label exit) {
  Reg v = box(s.value);
  for (const SwitchCase& c : s.cases)
    if (c.binding) place_local(c.binding);
  dispatch_types(s, v, labels, otherwise);
  std::vector<Label> bodies;
  for (size_t i = 0; i < s.cases.size(); ++i) bodies.push_back(b_.new_label());
  bodies.push_back(exit);
  size_t group = 0;  // the first case that shares the body of this one
  for (size_t i = 0; i < s.cases.size(); ++i) {
    const SwitchCase& c = s.cases[i];
    size_t last = i;
    while (!s.cases[last].body && last + 1 < s.cases.size()) ++last;
    b_.bind(labels[i]);
    for (size_t other = group; other <= last; ++other)
      if (other != i && s.cases[other].binding) clear_unset(s.cases[other].binding);
    if (c.binding) bind_case(c, v);
    if (last != i) {
      emit<op::Jump>(bodies[last]);
      b_.bind(bodies[i]);  // nobody jumps there
      continue;
    }
    group = i + 1;
    b_.bind(bodies[i]);
    breakables_.push_back({exit, bodies[i + 1], false});
    statement(c.body);
    breakables_.pop_back();
    if (!b_.unreachable()) emit<op::Jump>(exit);
  }
}

void BodyCompiler::bind_case(const SwitchCase& c, Reg box) {
  Reg to = local_register(c.binding);
  At at(*this, c.span);
  if (c.type->kind == TypeKind::kAny)
    move(to, box);
  else if (to.managed)
    emit<op::UnboxManaged>(to, box, type_operand(c.type));
  else
    emit<op::UnboxPlain>(to, box, type_operand(c.type));
  wrote_local(c.binding);
}

void BodyCompiler::dispatch_types(const SwitchStmt& s, Reg v, std::span<const Label> labels,
                                  Label otherwise) {
  std::vector<std::pair<const Type*, Label>> cases;
  for (size_t i = 0; i < s.cases.size(); ++i)
    if (s.cases[i].type) cases.emplace_back(s.cases[i].type, labels[i]);
  emit<op::SwitchType>(v, b_.type_switch_list(cases, otherwise));
}

void BodyCompiler::dispatch_values(const SwitchStmt& s, std::span<const Label> labels,
                                   Label otherwise) {
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
      if (!v.managed && is_floating(type->kind))
        emit<op::JumpIfEqualDouble>(v, r, labels[i]);
      else if (!v.managed)
        emit<op::JumpIfEqualInt>(v, r, labels[i]);
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
