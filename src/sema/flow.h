// Flow: where control can go in a checked body, and which variables are set on the way.
#pragma once

#include <span>
#include <vector>

#include "sema/report.h"
#include "sema/tree.h"

namespace avocet::sema {

// Whether control may pass the end of a statement: it does not where that returns, or ends the run.
bool completes(const tree::Stmt* statement);

struct FlowInput {
  tree::Stmt* body;
  // Variables that their declaration does not set: those of types that do not make themselves, and
  // loop variables.
  std::span<tree::Local* const> tracked;
  bool lint = false;
  bool doubts = false;  // what is unset is warned of, also if only some path leaves it so
};

// Marks tracked variables that some path reads before it sets them (Local::maybe_unset). In lint, a
// read that no path sets before is an error, and statements that nothing reaches are warnings.
void analyse_flow(const FlowInput& input, Reporter& report);

// Whether an expression gives a variable its value, whichever way it is evaluated.
bool sets_always(const tree::Expr* expr, tree::Local* local, Reporter& report);

// A variable around a function may be unset where the function is made: so may be what that and
// the functions within capture of it.
void mark_captures(const tree::Function& function, const tree::Local* unset);

// Marks those, too, that are unset only where a call ended without the result it owes, which left
// the statement around it (tree::can_be_abandoned). That is no news for people. The variables are
// all that the body declares.
void analyse_lacking_flow(const FlowInput& input, Reporter& report);

}  // namespace avocet::sema
