#include "compiler/usage.h"

#include "sema/walk.h"

namespace avocet {

using namespace tree;

LocalUsage& Usage::at(const Local* local) {
  if (local->index >= locals_.size()) locals_.resize(local->index + 1);
  return locals_[local->index];
}

void Usage::write(const Expr* target, bool nested) {
  if (target->kind != ExprKind::kLocal) return;
  LocalUsage& usage = at(as<LocalExpr>(target).local);
  usage.used = usage.written = true;
  usage.nested_write |= nested;
}

// A loop gives the variable its values.
void Usage::bind(const Local* local) {
  LocalUsage& usage = at(local);
  bool from_outside = local->parameter || local->capture;
  usage.given |= from_outside || usage.looped;
  usage.rebound |= from_outside || usage.declared;
  usage.declared = usage.looped = true;
}

void Usage::loop(const ForStmt& loop) {
  std::vector<const Local*> begun;
  auto begin = [&](const Local* local) {
    if (!at(local).looped) begun.push_back(local);
    bind(local);
  };
  for (const Local* key : loop.keys) begin(key);
  if (loop.value) begin(loop.value);
  expression(loop.container, true);
  if (loop.body) add(loop.body);
  for (const Local* local : begun) at(local).looped = false;
}

void Usage::captures(std::span<const Capture> list) {
  for (const Capture& c : list) read(c.outer);
}

// The &default of a table may capture variables.
void Usage::attributes(const Attributes* attributes) {
  for_each_attribute(attributes, [&](const Expr* x) { expression(x, true); });
}

void Usage::expression(const Expr* expr, bool nested) {
  switch (expr->kind) {
  case ExprKind::kLocal: read(as<LocalExpr>(expr).local); break;
  case ExprKind::kAssign:
  case ExprKind::kCompound: write(as<AssignExpr>(expr).target, nested); break;
  case ExprKind::kStep: write(as<StepExpr>(expr).target, nested); break;
  case ExprKind::kListAssign:
    for (const Expr* target : as<ListAssignExpr>(expr).targets) write(target, true);
    break;
  case ExprKind::kContainer: attributes(as<ContainerExpr>(expr).attributes); break;
  case ExprKind::kLambda: captures(as<LambdaExpr>(expr).function->captures); break;
  default: break;
  }
  for_each_operand(expr, [&](const Expr* x) { expression(x, true); });
}

void Usage::add(const Expr* expr) { expression(expr, true); }

void Usage::add(const Stmt* stmt) {
  switch (stmt->kind) {
  case StmtKind::kExpr: return expression(as<ExprStmt>(stmt).expr, false);
  case StmtKind::kLocal: {
    LocalUsage& usage = at(as<LocalStmt>(stmt).local);
    usage.used = usage.declared = usage.given = true;
    attributes(as<LocalStmt>(stmt).attributes);
    break;
  }
  case StmtKind::kFor: return loop(as<ForStmt>(stmt));
  case StmtKind::kSwitch:
    for (const SwitchCase& c : as<SwitchStmt>(stmt).cases)
      if (c.binding) at(c.binding).declared = at(c.binding).given = true;
    break;
  case StmtKind::kWhen: captures(as<WhenStmt>(stmt).captures); break;
  default: break;
  }
  for_each_part(
      stmt, [&](const Expr* x) { expression(x, true); }, [&](const Stmt* x) { add(x); });
}

bool mentions(const Expr* expr, const Local* local) {
  if (expr->kind == ExprKind::kLocal) return as<LocalExpr>(expr).local == local;
  if (expr->kind == ExprKind::kLambda) {
    for (const Capture& c : as<LambdaExpr>(expr).function->captures)
      if (c.outer == local) return true;
    return false;
  }
  bool found = false;
  auto look = [&](const Expr* x) { found = found || mentions(x, local); };
  for_each_operand(expr, look);
  if (expr->kind == ExprKind::kContainer)
    for_each_attribute(as<ContainerExpr>(expr).attributes, look);
  return found;
}

bool makes_default(const Expr* expr, const TableType* type) {
  return expr->type->kind == TypeKind::kFunction &&
         !(type->value && type->value->kind == TypeKind::kFunction &&
           same_type(type->value, expr->type));
}

bool same_place(const Expr* a, const Expr* b) {
  if (a->kind != b->kind) return false;
  switch (a->kind) {
  case ExprKind::kLocal: return as<LocalExpr>(a).local == as<LocalExpr>(b).local;
  case ExprKind::kGlobal: return as<GlobalExpr>(a).global == as<GlobalExpr>(b).global;
  case ExprKind::kField:
    return as<FieldExpr>(a).field == as<FieldExpr>(b).field &&
           same_place(as<FieldExpr>(a).record, as<FieldExpr>(b).record);
  default: return false;
  }
}

}  // namespace avocet
