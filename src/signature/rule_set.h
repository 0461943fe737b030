// RuleSet: all rules of a world, made ready: names resolved, expressions checked, and which rules
// may match on one side of a connection worked out from its first packet.
//
// Rules whose headers fit together form a group; sides with the same rules share one, with one
// automaton for each kind of content, made when the first byte of that kind arrives.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "base/diagnostic.h"
#include "packet/packet_view.h"
#include "signature/rule.h"
#include "value/pattern_matcher.h"

namespace avocet {

// A content condition by its place.
struct ContentPlace {
  uint32_t position;  // of its rule in the group
  uint32_t content;   // in SignatureRule::contents
};

struct RuleGroup {
  struct Kind {
    std::vector<ContentPlace> contents;
    std::unique_ptr<PatternMatcher> matcher;  // ids are indices into `contents`
  };
  std::vector<uint32_t> rules;  // ascending
  std::vector<uint32_t> pure;   // positions of rules without contents
  std::vector<uint16_t> sizes;  // how many contents each rule has
  std::array<Kind, size_t(ContentKind::kCount)> kinds;
  bool enables = false;  // some rule attaches analyzers

  bool wants(ContentKind kind) const { return !kinds[size_t(kind)].contents.empty(); }
  bool wants_payload_only() const;
  // The position of a rule, or -1.
  int position_of(uint32_t rule) const;
};

// What the automata of a set's rules have grown to so far.
struct RuleStatistics {
  uint64_t matchers = 0;  // one for each kind of content that rules look at, or what was made
  uint64_t expression_states = 0;
  AutomatonStatistics automata;
};

class RuleSet {
 public:
  // Reports what does not fit: unknown ids, ids used twice, expressions that are no good.
  RuleSet(std::vector<SignatureRule> rules, DiagnosticSink& sink);

  const std::vector<SignatureRule>& rules() const { return rules_; }
  bool empty() const { return rules_.empty(); }
  // Whether some rule looks at traffic, not at files.
  bool watches_traffic() const { return watches_traffic_; }
  // The rules that wait for another: indices of those that depend on `rule`.
  const std::vector<uint32_t>& dependents(uint32_t rule) const { return dependents_[rule]; }

  // The group for one side by its first packet; null if no rule fits. Lives as long as the set.
  RuleGroup* group_for(const PacketView& packet);
  RuleStatistics statistics() const;
  // The matcher of a kind. Precondition: group.wants(kind).
  PatternMatcher& matcher(RuleGroup& group, ContentKind kind) const;

 private:
  void resolve(DiagnosticSink& sink);
  void index_headers();
  RuleGroup* find_group(std::string_view held);
  std::unique_ptr<RuleGroup> make_group(std::vector<uint32_t> rules) const;

  std::vector<SignatureRule> rules_;
  std::vector<std::vector<uint32_t>> dependents_;
  std::vector<HeaderCondition> conditions_;             // each once
  std::vector<std::vector<uint32_t>> rule_conditions_;  // of each rule: indices
  std::vector<uint32_t> traffic_rules_;                 // those that do not look at files
  std::map<std::vector<uint32_t>, std::unique_ptr<RuleGroup>> groups_;
  // What was found for which conditions hold ('1') and which do not ('0').
  boost::unordered_flat_map<std::string, RuleGroup*> by_conditions_;
  std::string held_;  // of the packet
  bool watches_traffic_ = false;
};

}  // namespace avocet
