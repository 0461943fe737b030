// Values that are known before anything runs.
#pragma once

#include <optional>

#include "sema/tree.h"

namespace avocet {

class Compiler;

// The value of an expression that has one now: constants, constants of the language that cannot be
// redefined, and arithmetic on plain ones that cannot fail. Managed values are immortal or inline.
std::optional<Value> fold(const tree::Expr* expr, const Compiler& compiler);

// Whether evaluating it may change variables or what they hold: calls, assignments, and what may
// call a function on its way.
bool has_effects(const tree::Expr* expr);

// Whether leaving out the evaluation changes nothing but time: it has no effects and does not fail.
// Fields are taken to be set unless they are optional.
bool is_pure(const tree::Expr* expr);

}  // namespace avocet
