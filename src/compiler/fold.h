// Values that are known before anything runs.
#pragma once

#include <optional>

#include "sema/tree.h"

namespace avocet {

class Compiler;

// The value of an expression that has one now: constants, constants of the language that cannot be
// redefined, and arithmetic on plain ones that cannot fail. Managed values are immortal or inline.
std::optional<Value> fold(const tree::Expr* expr, const Compiler& compiler);

// Whether leaving out the evaluation changes nothing but time: no call, no assignment.
bool is_pure(const tree::Expr* expr);

}  // namespace avocet
