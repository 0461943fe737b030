// One walk over a body, with two sets of variables at each point:
//
//   must   set on every path that leads here
//   may    set on some path that leads here
//
// A variable read where it is not in `must` may be unset: the compiler then keeps a flag for it. If
// it is not even in `may`, the read always fails. Code that cannot be reached has every variable in
// `must` and none added to `may`, so that nothing is said about it. Loops: what the body
// may set counts as maybe set at its head, too, since control comes back; nothing else is needed,
// because a set never becomes smaller by going round.
#include "sema/flow.h"

#include "sema/walk.h"

namespace avocet::sema {

using namespace tree;

namespace {

bool is_true(const Expr* e) {
  return e->kind == ExprKind::kConstant && e->type->kind == TypeKind::kBool &&
         static_cast<const ConstantExpr*>(e)->value.b();
}

// Whether an expression ends the run, so that nothing comes behind it.
bool ends_run(const Expr* e) {
  if (e->kind != ExprKind::kCall) return false;
  const Global* callee = as<CallExpr>(e).global;
  if (!callee || callee->variable) return false;
  return callee->name == "exit" || callee->name == "Reporter::fatal" ||
         callee->name == "Reporter::fatal_error_with_core";
}

struct Ending {
  bool completes = true;
  bool breaks = false;
  bool falls = false;  // into the next case
};

Ending ending(const Stmt* s);

Ending ending(std::span<Stmt* const> statements) {
  Ending out;
  for (const Stmt* s : statements) {
    Ending e = ending(s);
    out.breaks = out.breaks || e.breaks;
    out.falls = out.falls || e.falls;
    if (!e.completes) {
      out.completes = false;
      return out;
    }
  }
  return out;
}

Ending ending_of_switch(const SwitchStmt* s) {
  Ending out{.completes = false};
  bool has_default = false, falls = false;
  for (const SwitchCase& c : s->cases) {
    has_default = has_default || c.is_default;
    if (!c.body) continue;
    Ending e = ending(c.body);
    out.completes = out.completes || e.breaks || e.completes;
    falls = e.falls;
  }
  // Behind the last case is the end of the switch.
  out.completes = out.completes || falls || !has_default;
  return out;
}

Ending ending(const Stmt* s) {
  switch (s->kind) {
  case StmtKind::kBlock: return ending(static_cast<const BlockStmt*>(s)->statements);
  case StmtKind::kIf: {
    const auto* i = static_cast<const IfStmt*>(s);
    Ending a = ending(i->then);
    Ending b = i->otherwise ? ending(i->otherwise) : Ending{};
    return {a.completes || b.completes, a.breaks || b.breaks, a.falls || b.falls};
  }
  case StmtKind::kWhile: {
    const auto* w = static_cast<const WhileStmt*>(s);
    return {.completes = !is_true(w->condition) || ending(w->body).breaks};
  }
  case StmtKind::kSwitch: return ending_of_switch(static_cast<const SwitchStmt*>(s));
  case StmtKind::kReturn:
  case StmtKind::kNext: return {.completes = false};
  case StmtKind::kFallthrough: return {.completes = false, .falls = true};
  case StmtKind::kBreak: return {.completes = false, .breaks = true};
  case StmtKind::kWhen: return {.completes = !static_cast<const WhenStmt*>(s)->is_return};
  case StmtKind::kExpr: return {.completes = !ends_run(static_cast<const ExprStmt*>(s)->expr)};
  case StmtKind::kFor:
  case StmtKind::kLocal:
  case StmtKind::kPrint:
  case StmtKind::kAdd:
  case StmtKind::kDelete:
  case StmtKind::kEvent:
  case StmtKind::kAssert:
  case StmtKind::kNull: return {};
  }
  UNREACHABLE();
}

using Bits = std::vector<bool>;

struct State {
  Bits must, may;
  bool reached = true;
};

void join(State& into, const State& other) {
  if (!other.reached) return;
  if (!into.reached) {
    into = other;
    return;
  }
  for (size_t i = 0; i < into.must.size(); ++i) {
    into.must[i] = into.must[i] && other.must[i];
    into.may[i] = into.may[i] || other.may[i];
  }
}

enum class Calls : uint8_t { kYield, kMayNotYield };

// A variable that a function captures may be unset: so may be what functions within capture of it.
void pass_on(const tree::Function& function, const Local* unset);

void pass_on(std::span<const Capture> list, const tree::Function& function, const Local* unset) {
  for (const Capture& c : list) {
    if (c.outer != unset || c.inner->maybe_unset) continue;
    c.inner->maybe_unset = true;
    pass_on(function, c.inner);
  }
}

void pass_on(const Expr* e, const Local* unset) {
  if (e->kind == ExprKind::kLambda) {
    const tree::Function& function = *as<LambdaExpr>(e).function;
    pass_on(function.captures, function, unset);
  }
  for_each_evaluated(e, [&](const Expr* x) { pass_on(x, unset); });
}

// The functions of a `when`, and how many of their captures are variables around it.
template <class F> void for_each_part_of_when(const WhenStmt& s, F&& visit) {
  for (const tree::Function* f : {s.condition, s.body, s.timeout_body})
    if (f) visit(*f, f->captures.first(std::min(f->captures.size(), s.captures.size())));
}

void pass_on(const Stmt* s, const Local* unset) {
  if (s->kind == StmtKind::kWhen)
    for_each_part_of_when(as<WhenStmt>(s),
                          [&](const tree::Function& f, std::span<const Capture> captures) {
                            pass_on(captures, f, unset);
                          });
  for_each_evaluated(
      s, [&](const Expr* e) { pass_on(e, unset); }, [&](const Stmt* x) { pass_on(x, unset); });
}

void pass_on(const tree::Function& function, const Local* unset) {
  if (function.body) pass_on(function.body, unset);
}

class Walk {
 public:
  Walk(const FlowInput& input, Reporter& report, Calls calls)
      : input_(input), report_(report), calls_(calls),
        tells_(calls == Calls::kYield && input.lint) {
    size_t n = input.tracked.size();
    state_.must.assign(n, false);
    state_.may.assign(n, false);
    reported_.assign(n, false);
    for (size_t i = 0; i < n; ++i) {
      uint32_t index = input.tracked[i]->index;
      if (slots_.size() <= index) slots_.resize(index + 1, -1);
      slots_[index] = int(i);
    }
  }

  void statement(const Stmt* s) {
    bool leaves = calls_ == Calls::kMayNotYield && can_be_abandoned(s);
    if (!leaves) return inside(s);
    State before = state_;
    inside(s);
    if (s->kind != StmtKind::kReturn) join(state_, before);
  }
  bool sets(const Expr* e, const Local* local) {
    expr(e);
    return state_.must[size_t(slot(local))];
  }

 private:
  int slot(const Local* local) const {
    return local->index < slots_.size() ? slots_[local->index] : -1;
  }

  void set(const Local* local) {
    int i = local ? slot(local) : -1;
    if (i < 0 || !state_.reached) return;
    state_.must[size_t(i)] = true;
    state_.may[size_t(i)] = true;
  }

  void read(Local* local, Span span) {
    int at = slot(local);
    if (at < 0 || !state_.reached) return;
    auto i = size_t(at);
    if (state_.must[i]) return;
    local->maybe_unset = true;
    if (!tells_ || reported_[i] || in_closure_ || report_.muted()) return;
    if (state_.may[i] && !input_.doubts) return;
    reported_[i] = true;
    std::string what = quoted(local->name) + (state_.may[i] ? " may be" : " is") +
                       " used before it is given a value";
    Message message = input_.doubts ? report_.warning(span, "unset", std::move(what))
                                    : report_.error(span, "unset", std::move(what));
    message.note(local->span, "it is declared here without a value")
        .hint("give it an initial value");
  }

  void inside(const Stmt* s);
  void expr(const Expr* e);
  void exprs(std::span<Expr* const> list) {
    for (const Expr* e : list) expr(e);
  }
  void attributes(const tree::Attributes* of_table) {
    for_each_attribute(of_table, [&](const Expr* e) { expr(e); });
  }
  void target(const Expr* e);
  void captures(std::span<const Capture> list, const tree::Function& function, Span span);
  void block(std::span<Stmt* const> statements);
  void loop(const Stmt* body, const Expr* condition, const ForStmt* variables);
  void switch_statement(const SwitchStmt* s);
  void leave(State* to) {
    if (to) join(*to, state_);
    state_.reached = false;
  }

  const FlowInput& input_;
  Reporter& report_;
  Calls calls_;
  bool tells_;  // what it finds, to people
  State state_;
  std::vector<int> slots_;  // by index of the local
  std::vector<bool> reported_;
  State* break_to_ = nullptr;
  State* next_to_ = nullptr;
  State* fall_to_ = nullptr;
  bool in_closure_ = false;
};

// What is assigned to: everything but a variable itself is read on the way.
void Walk::target(const Expr* e) {
  if (e->kind == ExprKind::kLocal) return;
  expr(e);
}

void Walk::captures(std::span<const Capture> list, const tree::Function& function, Span span) {
  in_closure_ = true;
  for (const Capture& c : list) {
    read(c.outer, span);
    if (c.outer->maybe_unset) pass_on({&c, 1}, function, c.outer);
  }
  in_closure_ = false;
}

void Walk::expr(const Expr* e) {
  switch (e->kind) {
  case ExprKind::kConstant:
  case ExprKind::kGlobal:
  case ExprKind::kFunctionValue: return;
  case ExprKind::kLocal: return read(static_cast<const LocalExpr*>(e)->local, e->span);
  case ExprKind::kUnary: return expr(static_cast<const UnaryExpr*>(e)->operand);
  case ExprKind::kBinary: {
    const auto* b = static_cast<const BinaryExpr*>(e);
    expr(b->left);
    if (b->op != BinaryOp::kAnd && b->op != BinaryOp::kOr) return expr(b->right);
    State skipped = state_;
    expr(b->right);
    return join(state_, skipped);
  }
  case ExprKind::kConditional: {
    const auto* c = static_cast<const ConditionalExpr*>(e);
    expr(c->condition);
    State before = state_;
    expr(c->yes);
    std::swap(before, state_);
    expr(c->no);
    return join(state_, before);
  }
  case ExprKind::kAssign: {
    const auto* a = static_cast<const AssignExpr*>(e);
    expr(a->value);
    target(a->target);
    if (a->target->kind == ExprKind::kLocal) set(static_cast<const LocalExpr*>(a->target)->local);
    return;
  }
  case ExprKind::kCompound: {
    const auto* a = static_cast<const AssignExpr*>(e);
    expr(a->target);
    return expr(a->value);
  }
  case ExprKind::kStep: return expr(static_cast<const StepExpr*>(e)->target);
  case ExprKind::kIndex: {
    const auto* i = static_cast<const IndexExpr*>(e);
    expr(i->container);
    return exprs(i->keys);
  }
  case ExprKind::kSlice: {
    const auto* s = static_cast<const SliceExpr*>(e);
    expr(s->container);
    if (s->from) expr(s->from);
    if (s->to) expr(s->to);
    return;
  }
  case ExprKind::kField:
  case ExprKind::kHasField: return expr(static_cast<const FieldExpr*>(e)->record);
  case ExprKind::kCall: {
    const auto* c = static_cast<const CallExpr*>(e);
    if (c->callee) expr(c->callee);
    return exprs(c->arguments);
  }
  case ExprKind::kIn: {
    const auto* i = static_cast<const InExpr*>(e);
    exprs(i->keys);
    return expr(i->container);
  }
  case ExprKind::kRecord:
    for (const FieldValue& f : static_cast<const RecordExpr*>(e)->fields) expr(f.value);
    return;
  case ExprKind::kContainer:
    for (const ContainerItem& item : static_cast<const ContainerExpr*>(e)->items) {
      exprs(item.keys);
      if (item.value) expr(item.value);
    }
    return attributes(as<ContainerExpr>(e).attributes);
  case ExprKind::kLambda:
    return captures(as<LambdaExpr>(e).function->captures, *as<LambdaExpr>(e).function, e->span);
  case ExprKind::kConvert: return expr(static_cast<const ConvertExpr*>(e)->operand);
  case ExprKind::kCast:
  case ExprKind::kIs: return expr(static_cast<const CastExpr*>(e)->operand);
  case ExprKind::kSchedule: {
    const auto* s = static_cast<const ScheduleExpr*>(e);
    expr(s->delay);
    if (s->callee) expr(s->callee);
    return exprs(s->arguments);
  }
  case ExprKind::kListAssign: {
    const auto* l = static_cast<const ListAssignExpr*>(e);
    if (l->value) expr(l->value);
    exprs(l->values);
    for (const Expr* t : l->targets) {
      target(t);
      if (t->kind == ExprKind::kLocal) set(static_cast<const LocalExpr*>(t)->local);
    }
    return;
  }
  }
  UNREACHABLE();
}

void Walk::block(std::span<Stmt* const> statements) {
  bool reached = state_.reached;
  for (const Stmt* s : statements) {
    if (reached && !state_.reached && tells_) {
      // What only satisfies Zeek's rules about ends is no news.
      if (s->kind != StmtKind::kBreak && s->kind != StmtKind::kNull && s->kind != StmtKind::kReturn)
        report_.warning(s->span, "unreachable", "this is never reached")
            .hint("the statement before never gets here");
      reached = false;
    }
    statement(s);
  }
}

void Walk::loop(const Stmt* body, const Expr* condition, const ForStmt* variables) {
  State after;
  after.reached = false;
  State entry = state_;
  State nexts;
  nexts.reached = false;
  State* outer_break = std::exchange(break_to_, &after);
  State* outer_next = std::exchange(next_to_, &nexts);
  auto round = [&] {
    if (condition) expr(condition);
    if (!condition || !is_true(condition)) join(after, state_);
    if (variables) {
      for (const Local* k : variables->keys) set(k);
      set(variables->value);
    }
    statement(body);
    join(state_, nexts);
  };
  // What is not set before the first round is not when its condition is asked.
  if (condition) expr(condition);
  state_ = entry;
  // First round: finds what the body may set. It says nothing. Loops within need but one round
  // then, so that nesting does not multiply.
  bool once = report_.muted();
  report_.mute();
  round();
  report_.unmute();
  if (once) {
    break_to_ = outer_break;
    next_to_ = outer_next;
    if (!condition || !is_true(condition)) join(after, state_);
    state_ = after;
    return;
  }
  Bits may = state_.reached ? state_.may : entry.may;
  for (size_t i = 0; i < may.size(); ++i) may[i] = may[i] || (after.reached && after.may[i]);
  // Second round, with what comes back from the end. `must` at the head is what it was at the
  // entry.
  after = State{};
  after.reached = false;
  nexts = after;
  state_ = entry;
  if (state_.reached)
    for (size_t i = 0; i < may.size(); ++i) state_.may[i] = state_.may[i] || may[i];
  round();
  break_to_ = outer_break;
  next_to_ = outer_next;
  // `while ( T )` is left by `break` alone.
  if (!condition || !is_true(condition)) join(after, state_);
  state_ = after;
}

void Walk::switch_statement(const SwitchStmt* s) {
  expr(s->value);
  for (const SwitchCase& c : s->cases) exprs(c.values);
  State after, fall;
  after.reached = fall.reached = false;
  State entry = state_;
  State* outer_break = std::exchange(break_to_, &after);
  State* outer_fall = std::exchange(fall_to_, &fall);
  bool has_default = false;
  for (const SwitchCase& c : s->cases) {
    has_default = has_default || c.is_default;
    if (!c.body) continue;
    state_ = entry;
    State fallen = fall;
    fall.reached = false;
    join(state_, fallen);
    set(c.binding);
    statement(c.body);
    join(after, state_);
  }
  join(after, fall);
  if (!has_default) join(after, entry);
  break_to_ = outer_break;
  fall_to_ = outer_fall;
  state_ = after;
}

void Walk::inside(const Stmt* s) {
  switch (s->kind) {
  case StmtKind::kBlock: return block(static_cast<const BlockStmt*>(s)->statements);
  case StmtKind::kExpr:
  case StmtKind::kAdd:
  case StmtKind::kDelete: return expr(static_cast<const ExprStmt*>(s)->expr);
  case StmtKind::kLocal: {
    const auto* l = static_cast<const LocalStmt*>(s);
    attributes(l->attributes);
    if (l->value) {
      expr(l->value);
      set(l->local);
    } else if (makes_itself(l->local->type)) {
      set(l->local);
    } else if (int i = slot(l->local); i >= 0 && state_.reached) {
      state_.must[size_t(i)] = false;  // unset again in each round of a loop
      state_.may[size_t(i)] = false;
    }
    return;
  }
  case StmtKind::kIf: {
    const auto* i = static_cast<const IfStmt*>(s);
    expr(i->condition);
    State before = state_;
    statement(i->then);
    std::swap(before, state_);
    if (i->otherwise) statement(i->otherwise);
    return join(state_, before);
  }
  case StmtKind::kWhile: {
    const auto* w = static_cast<const WhileStmt*>(s);
    return loop(w->body, w->condition, nullptr);
  }
  case StmtKind::kFor: {
    const auto* f = static_cast<const ForStmt*>(s);
    expr(f->container);
    State none = state_;
    loop(f->body, nullptr, f);
    return join(state_, none);
  }
  case StmtKind::kSwitch: return switch_statement(static_cast<const SwitchStmt*>(s));
  case StmtKind::kReturn: {
    const auto* r = static_cast<const ReturnStmt*>(s);
    if (r->value) expr(r->value);
    return leave(nullptr);
  }
  case StmtKind::kNext: return leave(next_to_);
  case StmtKind::kBreak: return leave(break_to_);
  case StmtKind::kFallthrough: return leave(fall_to_);
  case StmtKind::kPrint: return exprs(static_cast<const PrintStmt*>(s)->values);
  case StmtKind::kEvent: {
    const auto* v = static_cast<const EventStmt*>(s);
    if (v->callee) expr(v->callee);
    return exprs(v->arguments);
  }
  case StmtKind::kWhen: {
    const auto* w = static_cast<const WhenStmt*>(s);
    if (w->timeout) expr(w->timeout);
    for_each_part_of_when(*w, [&](const tree::Function& f, std::span<const Capture> list) {
      captures(list, f, s->span);
    });
    if (w->is_return) leave(nullptr);
    return;
  }
  case StmtKind::kAssert: {
    const auto* a = static_cast<const AssertStmt*>(s);
    expr(a->condition);
    State before = state_;
    if (a->message) expr(a->message);
    state_ = before;
    return;
  }
  case StmtKind::kNull: return;
  }
  UNREACHABLE();
}

}  // namespace

bool completes(const Stmt* statement) { return ending(statement).completes; }

void analyse_flow(const FlowInput& input, Reporter& report) {
  Walk(input, report, Calls::kYield).statement(input.body);
}

bool sets_always(const Expr* expr, Local* local, Reporter& report) {
  Local* tracked[] = {local};
  FlowInput input{nullptr, tracked};
  return Walk(input, report, Calls::kYield).sets(expr, local);
}

void mark_captures(const tree::Function& function, const Local* unset) {
  pass_on(function.captures, function, unset);
}

void analyse_lacking_flow(const FlowInput& input, Reporter& report) {
  if (!input.tracked.empty()) Walk(input, report, Calls::kMayNotYield).statement(input.body);
}

}  // namespace avocet::sema
