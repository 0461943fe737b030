#include "signature/rule_set.h"

#include <algorithm>
#include <unordered_map>

#include "signature/header_match.h"

namespace avocet {

int RuleGroup::position_of(uint32_t rule) const {
  auto at = std::lower_bound(rules.begin(), rules.end(), rule);
  return at != rules.end() && *at == rule ? int(at - rules.begin()) : -1;
}

bool RuleGroup::wants_payload_only() const {
  for (size_t kind = 0; kind < kinds.size(); ++kind)
    if (ContentKind(kind) != ContentKind::kPayload && wants(ContentKind(kind))) return false;
  return true;
}

RuleSet::RuleSet(std::vector<SignatureRule> rules, DiagnosticSink& sink)
    : rules_(std::move(rules)) {
  std::erase_if(rules_, [](const SignatureRule& rule) { return !rule.active; });
  resolve(sink);
  index_headers();
}

void RuleSet::resolve(DiagnosticSink& sink) {
  dependents_.resize(rules_.size());
  std::unordered_map<std::string_view, uint32_t> by_id;
  for (uint32_t i = 0; i < rules_.size(); ++i) {
    auto [first, added] = by_id.try_emplace(rules_[i].id, i);
    if (!added) {
      Diagnostic twice;
      twice.span = rules_[i].span;
      twice.message = "there are two signatures `" + rules_[i].id + "`";
      twice.hint = "give this one an id of its own";
      twice.notes.push_back({rules_[first->second].span, "the other one is here"});
      sink.report(std::move(twice));
    }
    for (const ContentCondition& content : rules_[i].contents) {
      auto error = check_pattern(content.expression, {content.ignore_case, true});
      if (!error) continue;
      Span at = content.span;
      if (at.known() && error->offset < content.expression.size())
        at = {at.begin + 1 + uint32_t(error->offset), 1};
      sink.error(at, "this expression is not one: " + error->message);
    }
  }
  for (uint32_t i = 0; i < rules_.size(); ++i) {
    for (RuleDependency& dependency : rules_[i].dependencies) {
      auto found = by_id.find(dependency.id);
      if (found == by_id.end()) {
        sink.error(dependency.span, "there is no signature `" + dependency.id + "`");
        continue;
      }
      dependency.rule = found->second;
      if (!dependency.negated) dependents_[found->second].push_back(i);
    }
  }
}

RuleStatistics RuleSet::statistics() const {
  std::array<bool, size_t(ContentKind::kCount)> wanted{};
  for (const SignatureRule& rule : rules_)
    for (const ContentCondition& content : rule.contents) wanted[size_t(content.kind)] = true;
  RuleStatistics all;
  uint64_t made = 0;
  for (const auto& [rules, group] : groups_) {
    for (const RuleGroup::Kind& kind : group->kinds) {
      if (!kind.matcher) continue;
      ++made;
      all.expression_states += kind.matcher->expression_states();
      AutomatonStatistics one = kind.matcher->statistics();
      all.automata.states += one.states;
      all.automata.transitions += one.transitions;
      all.automata.reused += one.reused;
      all.automata.bytes += one.bytes;
      all.automata.flushes += one.flushes;
    }
  }
  all.matchers = std::max<uint64_t>(made, uint64_t(std::count(wanted.begin(), wanted.end(), true)));
  return all;
}

void RuleSet::index_headers() {
  rule_conditions_.resize(rules_.size());
  for (uint32_t i = 0; i < rules_.size(); ++i) {
    auto is_magic = [](const ContentCondition& c) { return c.kind == ContentKind::kFileMagic; };
    const SignatureRule& rule = rules_[i];
    if (std::none_of(rule.contents.begin(), rule.contents.end(), is_magic)) watches_traffic_ = true;
    if (rule.contents.empty() || !is_magic(rule.contents.front())) traffic_rules_.push_back(i);
    for (const HeaderCondition& condition : rule.headers) {
      auto known = std::find(conditions_.begin(), conditions_.end(), condition);
      rule_conditions_[i].push_back(uint32_t(known - conditions_.begin()));
      if (known == conditions_.end()) conditions_.push_back(condition);
    }
  }
}

// Packets that agree in all conditions have one group, and traffic knows few combinations. Those
// who would like to make many get a table of limited size.
RuleGroup* RuleSet::group_for(const PacketView& packet) {
  constexpr size_t kMostCombinations = 4096;
  held_.resize(conditions_.size());
  for (size_t i = 0; i < conditions_.size(); ++i)
    held_[i] = holds(conditions_[i], packet) ? '1' : '0';
  auto known = by_conditions_.find(held_);
  if (known != by_conditions_.end()) return known->second;
  if (by_conditions_.size() >= kMostCombinations) by_conditions_.clear();
  return by_conditions_[held_] = find_group(held_);
}

RuleGroup* RuleSet::find_group(std::string_view held) {
  std::vector<uint32_t> fitting;
  for (uint32_t i : traffic_rules_) {
    const std::vector<uint32_t>& conditions = rule_conditions_[i];
    if (std::all_of(conditions.begin(), conditions.end(),
                    [held](uint32_t condition) { return held[condition] == '1'; }))
      fitting.push_back(i);
  }
  if (fitting.empty()) return nullptr;
  std::unique_ptr<RuleGroup>& group = groups_[fitting];
  if (!group) group = make_group(std::move(fitting));
  return group.get();
}

std::unique_ptr<RuleGroup> RuleSet::make_group(std::vector<uint32_t> rules) const {
  auto group = std::make_unique<RuleGroup>();
  group->rules = std::move(rules);
  for (uint32_t position = 0; position < group->rules.size(); ++position) {
    const SignatureRule& rule = rules_[group->rules[position]];
    if (rule.contents.empty()) group->pure.push_back(position);
    group->sizes.push_back(uint16_t(rule.contents.size()));
    if (!rule.enables.empty()) group->enables = true;
    for (uint32_t i = 0; i < rule.contents.size(); ++i)
      group->kinds[size_t(rule.contents[i].kind)].contents.push_back({position, i});
  }
  return group;
}

PatternMatcher& RuleSet::matcher(RuleGroup& group, ContentKind kind) const {
  RuleGroup::Kind& wanted = group.kinds[size_t(kind)];
  if (!wanted.matcher) {
    std::vector<PatternMatcher::Expression> expressions;
    for (const ContentPlace& place : wanted.contents) {
      const ContentCondition& content = rules_[group.rules[place.position]].contents[place.content];
      expressions.push_back({content.expression, {content.ignore_case, true}});
    }
    wanted.matcher = std::make_unique<PatternMatcher>(expressions, PatternMatcher::Begin::kAtStart);
  }
  return *wanted.matcher;
}

}  // namespace avocet
