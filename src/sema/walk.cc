#include "sema/walk.h"

namespace avocet::tree {

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
