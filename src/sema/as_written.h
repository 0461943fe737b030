// Expressions as their authors wrote them.
#pragma once

#include "sema/tree.h"

namespace avocet::sema {

// The expression without the conversions that checking put around it.
inline const tree::Expr* as_written(const tree::Expr* e) {
  while (e->kind == tree::ExprKind::kConvert) e = static_cast<const tree::ConvertExpr*>(e)->operand;
  return e;
}

}  // namespace avocet::sema
