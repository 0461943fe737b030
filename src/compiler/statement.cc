// Statements but loops and switches (loop.cc, switch.cc).
#include <utility>

#include "compiler/body.h"
#include "compiler/fold.h"
#include "value/adapted.h"

namespace avocet {

using namespace tree;

void BodyCompiler::statement(const Stmt* s) {
  if (!s || (b_.unreachable() && optimise())) return;
  At at(*this, s->span);
  std::optional<Label> end;
  auto* outer =
      std::exchange(end_of_statement_, may_lack_results_ && can_be_abandoned(s) ? &end : nullptr);
  statement_itself(s);
  end_of_statement_ = outer;
  if (!end) return;
  b_.bind(*end);
  if (s->kind == StmtKind::kReturn) leave(false);
}

void BodyCompiler::statement_itself(const Stmt* s) {
  Temporaries scope(*this);
  switch (s->kind) {
  case StmtKind::kBlock: return block(as<BlockStmt>(s));
  case StmtKind::kExpr: return effect(as<ExprStmt>(s).expr);
  case StmtKind::kLocal: return declare_local(as<LocalStmt>(s));
  case StmtKind::kIf: return if_statement(as<IfStmt>(s));
  case StmtKind::kWhile: return while_statement(as<WhileStmt>(s));
  case StmtKind::kFor: return for_statement(as<ForStmt>(s));
  case StmtKind::kSwitch: return switch_statement(as<SwitchStmt>(s));
  case StmtKind::kReturn: return return_statement(as<ReturnStmt>(s));
  case StmtKind::kNext:
    for (size_t i = breakables_.size(); i-- > 0;)
      if (breakables_[i].loop) return emit<op::Jump>(breakables_[i].next);
    UNREACHABLE();
  case StmtKind::kBreak: return break_statement(*s);
  case StmtKind::kFallthrough:
    CHECK(!breakables_.empty());
    return emit<op::Jump>(breakables_.back().next);
  case StmtKind::kPrint: return print(as<PrintStmt>(s));
  case StmtKind::kAdd: return add_statement(as<ExprStmt>(s));
  case StmtKind::kDelete: return delete_statement(as<ExprStmt>(s));
  case StmtKind::kEvent: return raise(as<EventStmt>(s));
  case StmtKind::kWhen: return when_statement(as<WhenStmt>(s));
  case StmtKind::kAssert: return assert_statement(as<AssertStmt>(s));
  case StmtKind::kNull: return;
  }
}

void BodyCompiler::block(const BlockStmt& s) {
  for (const Stmt* x : s.statements) statement(x);
}

void BodyCompiler::declare_local(const LocalStmt& s) {
  const Local* local = s.local;
  place_local(local);
  Reg home = local_register(local);
  const TableAttributes* attributes = compiler_.table_attributes(s.attributes, local->type);
  if (s.value) {
    TargetScope target(*this, s.value, local);
    into_with(s.value, attributes, home);
    bool has_them = s.value->kind == ExprKind::kContainer &&
                    as<ContainerExpr>(s.value).attributes == s.attributes;
    if (!has_them) own_attributes(s.attributes, local->type, home);
    return wrote_local(local);
  }
  if (make_fresh(local->type, attributes, home)) {
    own_attributes(s.attributes, local->type, home);
    return wrote_local(local);
  }
  clear_unset(local);
}

void BodyCompiler::if_statement(const IfStmt& s) {
  if (auto known = fold(s.condition, compiler_))
    return statement(known->b() ? s.then : s.otherwise);
  Label otherwise = b_.new_label();
  jump(s.condition, false, otherwise);
  statement(s.then);
  if (!s.otherwise) return b_.bind(otherwise);
  if (b_.unreachable()) {
    b_.bind(otherwise);
    return statement(s.otherwise);
  }
  Label end = b_.new_label();
  emit<op::Jump>(end);
  b_.bind(otherwise);
  statement(s.otherwise);
  b_.bind(end);
}

// ---- Leaving

void BodyCompiler::leave(bool broke) {
  // A condition without a result is not true.
  if (is_hook_ || is_condition_) {
    bool holds = is_hook_ && !broke;
    uint32_t answer = plain_constant(Value::of_bool(holds), program_.types.basic(TypeKind::kBool));
    return emit<op::ReturnConstant>(answer);
  }
  if (!result_ || result_->kind == TypeKind::kVoid) return emit<op::Return>();
  Temporaries scope(*this);
  Reg message = temporary(true);
  std::string_view name = program_.functions[owner_].name;
  emit<op::LoadManagedConstant>(
      message, b_.text(name == kAdapterName
                           ? "this function returns nothing, but a value is wanted of it"
                           : "non-void function returning without a value: " + std::string(name)));
  emit<op::FailForResult>(message);
}

void BodyCompiler::return_plain(Reg r) { emit<op::ReturnPlain>(r); }

void BodyCompiler::return_value(const Expr* e) {
  Temporaries scope(*this);
  At at(*this, e->span);
  auto known = fold(e, compiler_);
  if (known && e->type->plain()) return emit<op::ReturnConstant>(plain_constant(*known, e->type));
  bool chooses = e->kind == ExprKind::kConditional && !known && optimise() &&
                 as<ConditionalExpr>(e).condition->type->plain();
  if (chooses) {
    auto& c = as<ConditionalExpr>(e);
    Label no = b_.new_label();
    jump(c.condition, false, no);
    return_value(c.yes);
    b_.bind(no);
    return return_value(c.no);
  }
  Reg r = value(e);
  if (r.managed)
    emit<op::ReturnManaged>(r);
  else
    return_plain(r);
}

void BodyCompiler::return_statement(const ReturnStmt& s) {
  bool yields = result_ && result_->kind != TypeKind::kVoid && !is_hook_;
  if (s.value && yields) return return_value(s.value);
  if (s.value) effect(s.value);
  leave(false);
}

void BodyCompiler::break_statement(const Stmt&) {
  if (breakables_.empty()) return leave(true);
  emit<op::Jump>(breakables_.back().exit);
}

// ---- Elements

void BodyCompiler::add_statement(const ExprStmt& s) {
  if (s.expr->kind != ExprKind::kIndex) return unexpected(s.span, "adding to this");
  auto& element = as<IndexExpr>(s.expr);
  const TableType* type = as_table(element.container->type);
  if (!type) return unexpected(s.span, "adding to this type");
  Reg set = value(element.container);
  add_element(set, key(type, element.keys));
}

void BodyCompiler::delete_statement(const ExprStmt& s) {
  const Expr* e = s.expr;
  if (e->kind == ExprKind::kField) {
    auto& f = as<FieldExpr>(e);
    return emit<op::ClearField>(value(f.record), f.field);
  }
  if (e->kind == ExprKind::kIndex) {
    auto& element = as<IndexExpr>(e);
    if (const TableType* type = as_table(element.container->type)) {
      Reg table = value(element.container);
      return erase_element(table, key(type, element.keys));
    }
  }
  if (as_table(e->type)) return emit<op::ClearTable>(value(e));
  if (as_vector(e->type)) return emit<op::ClearVector>(value(e));
  unexpected(s.span, "deleting this");
}

// The condition is a closure; the bodies share its captures one by one, its own variables included.
void BodyCompiler::when_statement(const WhenStmt& s) {
  Reg condition = temporary(true);
  closure(*s.condition, compiler_.when_locals(*s.condition), condition);
  uint32_t timeout = s.timeout ? value(s.timeout).number : CodeBuilder::kNoRegister;
  uint32_t flag = compiler_.capture_flags(*s.condition).next;
  auto captures = [&](const tree::Function* f) {
    std::vector<uint32_t> numbers(f ? f->captures.size() : 0);
    for (uint32_t i = 0; i < numbers.size(); ++i) numbers[i] = i;
    if (!f) return numbers;
    CaptureFlags flags = compiler_.capture_flags(*f);
    for (uint32_t next = flag; flags.next < flags.end; ++flags.next) numbers.push_back(next++);
    return numbers;
  };
  FunctionId late = s.timeout_body ? compiler_.function_id(s.timeout_body->id) : kNoFunction;
  uint32_t list = b_.when_list(compiler_.function_id(s.body->id), late, timeout, captures(s.body),
                               captures(s.timeout_body));
  if (s.is_return)
    emit<op::ReturnWhen>(condition, list);
  else
    emit<op::When>(condition, list);
}

void BodyCompiler::assert_statement(const AssertStmt& s) {
  bool watched = hook_with_bodies("assertion_failure") || hook_with_bodies("assertion_result");
  if (watched && program_.find_function("backtrace") != kNoFunction) return assert_with_hooks(s);
  Label fine = b_.new_label();
  jump(s.condition, true, fine);
  assertion_failed(s, {});
  b_.bind(fine);
}

// "assertion failure: CONDITION (MESSAGE)". The message is in a register already, or evaluated now.
void BodyCompiler::assertion_failed(const AssertStmt& s, std::optional<Reg> message) {
  Temporaries scope(*this);
  std::string text = "assertion failure: " + std::string(s.text);
  if (!s.message) return fail(text);
  Reg parts[] = {temporary(true), {}, temporary(true)};
  emit<op::LoadManagedConstant>(parts[0], b_.text(text + " ("));
  parts[1] = message ? *message : value(s.message);
  emit<op::LoadManagedConstant>(parts[2], b_.text(")"));
  emit<op::Concat>(parts[0], b_.register_list(parts));
  emit<op::Fail>(parts[0]);
}

std::optional<FunctionId> BodyCompiler::hook_with_bodies(std::string_view name) const {
  FunctionId id = program_.find_function(name);
  if (id == kNoFunction || program_.functions[id].bodies.empty()) return std::nullopt;
  return id;
}

// assertion_result(result, cond, msg, backtrace), then assertion_failure(cond, msg, backtrace) if
// it failed. If one breaks, nothing is reported.
void BodyCompiler::assert_with_hooks(const AssertStmt& s) {
  auto told = hook_with_bodies("assertion_result");
  auto failed = hook_with_bodies("assertion_failure");
  Reg holds = temporary(false), report = temporary(false), message = temporary(true);
  into(s.condition, holds);
  emit<op::LoadNumber>(report, 1);
  Label done = b_.new_label();
  if (!told) emit<op::JumpIf>(holds, done);
  if (s.message)
    into(s.message, message);
  else
    emit<op::LoadManagedConstant>(message, b_.text(""));
  auto ask = [&](FunctionId hook, bool with_result) {
    Temporaries scope(*this);
    uint32_t plain = plain_top_, managed = managed_top_;
    Reg answer = temporary(false);
    if (with_result) move(answer, holds);
    emit<op::LoadManagedConstant>(temporary(true), b_.text(s.text));
    move(temporary(true), message);
    Reg trace = temporary(true);
    FunctionId backtrace = program_.find_function("backtrace");
    emit<op::CallManagedNative>(trace, b_.function(backtrace), b_.argument_list({}, {}));
    emit<op::CallHook>(plain, managed, b_.function(hook));
    emit<op::AndInt>(report, report, answer);
  };
  if (told) {
    ask(*told, true);
    emit<op::JumpIf>(holds, done);
  }
  if (failed) ask(*failed, false);
  Label loud = b_.new_label();
  emit<op::JumpIf>(report, loud);
  emit<op::Abandon>();
  b_.bind(loud);
  assertion_failed(s, message);
  b_.bind(done);
}

// ---- What a load does

void BodyCompiler::initialise(const Action& action) {
  Temporaries scope(*this);
  const Global* global = action.global;
  const tree::Attributes* own = action.attributes ? action.attributes : global->attributes;
  const TableAttributes* attributes = compiler_.table_attributes(own, global->type);
  Reg v = temporary(global->type);
  if (action.value)
    into_with(action.value, attributes, v);
  else if (!make_fresh(global->type, attributes, v))
    return;
  store_global(global, v, true);
}

// `redef x += ...` of a variable with &add_func (&delete_func for -=): x = f(x, ...).
bool BodyCompiler::call_redef_function(const Action& action) {
  const tree::Attributes* attributes =
      action.attributes ? action.attributes : action.global->attributes;
  if (!attributes) return false;
  const Expr* f =
      action.op == Action::Op::kAdd ? attributes->add_function : attributes->delete_function;
  if (!f) return false;
  GlobalExpr old{{ExprKind::kGlobal, action.global->type, action.span}, action.global};
  Expr* arguments[] = {&old, action.value};
  CallExpr call_expr{{ExprKind::kCall, action.global->type, action.span},
                     nullptr,
                     const_cast<Expr*>(f),
                     arguments,
                     as_function(f->type)};
  Reg v = call(call_expr);
  store_global(action.global, v, true);
  return true;
}

void BodyCompiler::redefine(const Action& action) {
  if (action.op == Action::Op::kAssign) return initialise(action);
  Temporaries scope(*this);
  if (call_redef_function(action)) return;
  GlobalExpr target{{ExprKind::kGlobal, action.global->type, action.span}, action.global};
  bool add = action.op == Action::Op::kAdd;
  BinaryOp op = add ? BinaryOp::kAdd : BinaryOp::kSubtract;
  if (action.global->type->kind == TypeKind::kPattern) op = BinaryOp::kBitOr;
  bool append_all = action.global->type->kind == TypeKind::kVector &&
                    same_type(action.global->type, action.value->type);
  AssignExpr change{{ExprKind::kCompound, action.global->type, action.span},
                    &target,
                    action.value,
                    op,
                    append_all};
  compound(change, false);
}

}  // namespace avocet
