#include "sema/walk.h"

namespace avocet::tree {

bool owes_result(const CallExpr& call) {
  bool is_native =
      call.global && !call.global->variable && call.global->kind == GlobalKind::kNative;
  return !is_native && call.function->flavor == Flavor::kFunction &&
         call.function->result->kind != TypeKind::kVoid;
}

bool wants_results(const Expr* expr) {
  bool wants = expr->kind == ExprKind::kCall && owes_result(as<CallExpr>(expr));
  for_each_evaluated(expr, [&](const Expr* x) { wants = wants || wants_results(x); });
  return wants;
}

bool can_be_abandoned(const Stmt* statement) {
  switch (statement->kind) {
  case StmtKind::kExpr:
  case StmtKind::kLocal:
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
  case StmtKind::kNext:
  case StmtKind::kBreak:
  case StmtKind::kFallthrough:
  case StmtKind::kWhen:
  case StmtKind::kAssert:
  case StmtKind::kNull: return false;
  }
  bool wants = false;
  for_each_evaluated(
      statement, [&](const Expr* e) { wants = wants || wants_results(e); }, [](const Stmt*) {});
  return wants;
}

bool makes_itself(const Type* type) {
  return type->kind == TypeKind::kRecord || type->kind == TypeKind::kTable ||
         type->kind == TypeKind::kSet || type->kind == TypeKind::kVector;
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
