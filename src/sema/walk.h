// Visiting what is directly below a node of the typed tree, in the order of evaluation, and what
// can be told by it.
#pragma once

#include "sema/tree.h"

namespace avocet::tree {

template <class T> const T& as(const Expr* e) { return *static_cast<const T*>(e); }
template <class T> const T& as(const Stmt* s) { return *static_cast<const T*>(s); }

// Calls `visit(const Expr*)` for each operand.
template <class F> void for_each_operand(const Expr* e, F&& visit) {
  auto maybe = [&](const Expr* x) {
    if (x) visit(x);
  };
  auto all = [&](std::span<Expr* const> xs) {
    for (const Expr* x : xs) visit(x);
  };
  switch (e->kind) {
  case ExprKind::kConstant:
  case ExprKind::kLocal:
  case ExprKind::kGlobal:
  case ExprKind::kFunctionValue:
  case ExprKind::kLambda: return;
  case ExprKind::kUnary: return visit(as<UnaryExpr>(e).operand);
  case ExprKind::kBinary: visit(as<BinaryExpr>(e).left); return visit(as<BinaryExpr>(e).right);
  case ExprKind::kConditional: {
    auto& c = as<ConditionalExpr>(e);
    visit(c.condition);
    visit(c.yes);
    return visit(c.no);
  }
  case ExprKind::kAssign:
  case ExprKind::kCompound: visit(as<AssignExpr>(e).value); return visit(as<AssignExpr>(e).target);
  case ExprKind::kStep: return visit(as<StepExpr>(e).target);
  case ExprKind::kIndex: visit(as<IndexExpr>(e).container); return all(as<IndexExpr>(e).keys);
  case ExprKind::kSlice: {
    auto& s = as<SliceExpr>(e);
    visit(s.container);
    maybe(s.from);
    return maybe(s.to);
  }
  case ExprKind::kField:
  case ExprKind::kHasField: return visit(as<FieldExpr>(e).record);
  case ExprKind::kCall: maybe(as<CallExpr>(e).callee); return all(as<CallExpr>(e).arguments);
  case ExprKind::kIn: all(as<InExpr>(e).keys); return visit(as<InExpr>(e).container);
  case ExprKind::kRecord:
    for (const FieldValue& f : as<RecordExpr>(e).fields) visit(f.value);
    return;
  case ExprKind::kContainer:
    for (const ContainerItem& item : as<ContainerExpr>(e).items) {
      all(item.keys);
      maybe(item.value);
    }
    return;
  case ExprKind::kConvert: return visit(as<ConvertExpr>(e).operand);
  case ExprKind::kCast:
  case ExprKind::kIs: return visit(as<CastExpr>(e).operand);
  case ExprKind::kSchedule:
    visit(as<ScheduleExpr>(e).delay);
    maybe(as<ScheduleExpr>(e).callee);
    return all(as<ScheduleExpr>(e).arguments);
  case ExprKind::kListAssign:
    maybe(as<ListAssignExpr>(e).value);
    all(as<ListAssignExpr>(e).values);
    return all(as<ListAssignExpr>(e).targets);
  }
}

// Calls `visit(const Expr*)` for what the attributes of a table evaluate where it is made.
template <class F> void for_each_attribute(const Attributes* attributes, F&& visit) {
  if (!attributes) return;
  for (const Expr* e : {attributes->default_value, attributes->expire_interval,
                        attributes->expire_function, attributes->on_change})
    if (e) visit(e);
}

// Calls `visit(const Expr*)` for all that is evaluated with an expression: its operands, and what
// the attributes of a table that it makes hold.
template <class F> void for_each_evaluated(const Expr* e, F&& visit) {
  for_each_operand(e, visit);
  if (e->kind == ExprKind::kContainer) for_each_attribute(as<ContainerExpr>(e).attributes, visit);
}

// Calls `expr(const Expr*)` and `stmt(const Stmt*)` for what a statement holds.
template <class E, class S> void for_each_part(const Stmt* s, E&& expr, S&& stmt) {
  auto maybe = [&](const Expr* x) {
    if (x) expr(x);
  };
  auto maybe_stmt = [&](const Stmt* x) {
    if (x) stmt(x);
  };
  switch (s->kind) {
  case StmtKind::kNext:
  case StmtKind::kBreak:
  case StmtKind::kFallthrough:
  case StmtKind::kNull: return;
  case StmtKind::kBlock:
    for (const Stmt* x : as<BlockStmt>(s).statements) stmt(x);
    return;
  case StmtKind::kExpr:
  case StmtKind::kAdd:
  case StmtKind::kDelete: return expr(as<ExprStmt>(s).expr);
  case StmtKind::kLocal: return maybe(as<LocalStmt>(s).value);
  case StmtKind::kIf: {
    auto& i = as<IfStmt>(s);
    expr(i.condition);
    maybe_stmt(i.then);
    return maybe_stmt(i.otherwise);
  }
  case StmtKind::kWhile: expr(as<WhileStmt>(s).condition); return maybe_stmt(as<WhileStmt>(s).body);
  case StmtKind::kFor: expr(as<ForStmt>(s).container); return maybe_stmt(as<ForStmt>(s).body);
  case StmtKind::kSwitch: {
    auto& w = as<SwitchStmt>(s);
    expr(w.value);
    for (const SwitchCase& c : w.cases) {
      for (const Expr* v : c.values) expr(v);
      maybe_stmt(c.body);
    }
    return;
  }
  case StmtKind::kReturn: return maybe(as<ReturnStmt>(s).value);
  case StmtKind::kPrint:
    for (const Expr* x : as<PrintStmt>(s).values) expr(x);
    return;
  case StmtKind::kEvent:
    maybe(as<EventStmt>(s).callee);
    for (const Expr* x : as<EventStmt>(s).arguments) expr(x);
    return;
  case StmtKind::kWhen: return maybe(as<WhenStmt>(s).timeout);
  case StmtKind::kAssert:
    expr(as<AssertStmt>(s).condition);
    return maybe(as<AssertStmt>(s).message);
  }
}

// The same with what the attributes of a variable that it declares hold.
template <class E, class S> void for_each_evaluated(const Stmt* s, E&& expr, S&& stmt) {
  for_each_part(s, expr, stmt);
  if (s->kind == StmtKind::kLocal) for_each_attribute(as<LocalStmt>(s).attributes, expr);
}

// Whether a call is of a function of scripts that owes a result.
bool owes_result(const CallExpr& call);

// Whether there is such a call in an expression.
bool wants_results(const Expr* expr);

// Whether a statement is left at its end if a function that it calls ends without its result: in a
// body with Function::may_lack_results, which goes on there.
bool can_be_abandoned(const Stmt* statement);

// Whether a declaration without a value makes one: of containers and records.
bool makes_itself(const Type* type);

// Whether it can be evaluated only within the body that it stands in.
bool needs_locals(const Expr* expr);

}  // namespace avocet::tree
