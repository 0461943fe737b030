#include "sema/walk.h"

namespace avocet::tree {

namespace {

struct Findings {
  bool calls = false;
  bool sets = false;  // a local that its declaration leaves unset
  bool builds = false;
};

// A local may be given parts of its new value before the others are known.
bool builds_in_place(const Expr* e) {
  if (e->kind == ExprKind::kListAssign) return true;
  if (e->kind != ExprKind::kAssign || as<AssignExpr>(e).target->kind != ExprKind::kLocal)
    return false;
  const Expr* value = as<AssignExpr>(e).value;
  return value->kind != ExprKind::kCall && value->type->managed();
}

void look_at(const Expr* target, Findings& found) {
  found.sets =
      found.sets || (target->kind == ExprKind::kLocal && as<LocalExpr>(target).local->tracked);
}

void look_into(const Expr* e, Findings& found) {
  if (e->kind == ExprKind::kCall) found.calls = found.calls || owes_result(as<CallExpr>(e));
  found.builds = found.builds || builds_in_place(e);
  if (e->kind == ExprKind::kAssign) look_at(as<AssignExpr>(e).target, found);
  if (e->kind == ExprKind::kListAssign)
    for (const Expr* target : as<ListAssignExpr>(e).targets) look_at(target, found);
  for_each_operand(e, [&](const Expr* x) { look_into(x, found); });
}

}  // namespace

bool owes_result(const CallExpr& call) {
  bool is_native =
      call.global && !call.global->variable && call.global->kind == GlobalKind::kNative;
  return !is_native && call.function->flavor == Flavor::kFunction &&
         call.function->result->kind != TypeKind::kVoid;
}

bool can_be_abandoned(const Stmt* statement) {
  switch (statement->kind) {
  case StmtKind::kExpr:
  case StmtKind::kIf:
  case StmtKind::kWhile:
  case StmtKind::kFor:
  case StmtKind::kSwitch:
  case StmtKind::kReturn:
  case StmtKind::kPrint:
  case StmtKind::kAdd:
  case StmtKind::kDelete:
  case StmtKind::kEvent: break;
  case StmtKind::kBlock:
  case StmtKind::kLocal:
  case StmtKind::kNext:
  case StmtKind::kBreak:
  case StmtKind::kFallthrough:
  case StmtKind::kWhen:
  case StmtKind::kAssert:
  case StmtKind::kNull: return false;
  }
  Findings found;
  for_each_part(
      statement, [&](const Expr* e) { look_into(e, found); }, [](const Stmt*) {});
  return found.calls && !found.sets && !found.builds;
}

bool needs_locals(const Expr* expr) {
  if (expr->kind == ExprKind::kLocal) return true;
  if (expr->kind == ExprKind::kLambda) return !as<LambdaExpr>(expr).function->captures.empty();
  bool needs = false;
  auto look = [&](const Expr* x) { needs = needs || needs_locals(x); };
  for_each_operand(expr, look);
  if (expr->kind == ExprKind::kContainer)
    for_each_attribute(as<ContainerExpr>(expr).attributes, look);
  return needs;
}

}  // namespace avocet::tree
