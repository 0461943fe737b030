// RuleBinding: the functions and events of scripts that rules name, found and compared with what
// rules have to say to them.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "bytecode/program.h"
#include "signature/rule.h"

namespace avocet {

// How one event of a rule is raised.
struct BoundEvent {
  FunctionId event = kNoFunction;
  const EventAction* action = nullptr;
  bool with_end = false;  // the event has the parameter end_of_match
};

struct BoundRule {
  std::vector<BoundEvent> events;
  std::vector<FunctionId> evals;
};

// Whether some analyzer has that name.
using KnowsAnalyzer = std::function<bool(std::string_view)>;

// What does not fit is reported and left out. The rule outlives the result.
BoundRule bind_rule(const SignatureRule& rule, const Program& program, const KnowsAnalyzer& knows,
                    DiagnosticSink& sink);

}  // namespace avocet
