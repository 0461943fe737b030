// The rules of the signature language that are at work.

#include "builtin/entries.h"
#include "signature/rule_set.h"

namespace avocet {

void register_signatures(NativeRegistry& registry) {
  registry.add({R"(
## What the automata behind the signatures have grown to: states and transitions are made while traffic is matched.
##
## Example: print get_matcher_stats()$misses;   # 0
global get_matcher_stats: function(): MatcherStats;
)",
                [](NativeCall& call) -> Value {
                  const auto* rules = call.machine.try_service<RuleSet>();
                  RuleStatistics now = rules ? rules->statistics() : RuleStatistics{};
                  return RecordResult(call, "MatcherStats")
                      .count("matchers", now.matchers)
                      .count("nfa_states", now.expression_states)
                      .count("dfa_states", now.automata.states)
                      .count("computed", now.automata.transitions)
                      .count("mem", now.automata.bytes)
                      .count("hits", now.automata.reused)
                      .count("misses", now.automata.transitions - now.automata.reused)
                      .take();
                },
                kNoEffects});
}

}  // namespace avocet
