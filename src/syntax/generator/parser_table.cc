#include "parser_table.h"

#include <atn/ATNState.h>
#include <atn/LL1Analyzer.h>
#include <atn/RuleStartState.h>
#include <atn/RuleTransition.h>
#include <atn/Transition.h>
#include <misc/IntervalSet.h>

#include "write_array.h"

namespace avocet::generator {

using antlr4::atn::ATNState;
using antlr4::atn::LL1Analyzer;
using antlr4::atn::RuleTransition;
using antlr4::atn::Transition;

ParserTable::ParserTable(const InterpFile& parser, std::set<std::string> greedy)
    : parser_(parser), width_(parser.symbolic_names.size() + 1), greedy_(std::move(greedy)) {
  ops_.push_back({});  // 0 is the error
  for (auto* start : parser.atn.ruleToStartState) entries_.push_back(op_at(start));
  for (const std::string& name : greedy_) {
    if (!greedy_used_.count(name))
      problems_.push_back(name + " is called greedy, but has no conflict");
  }
}

// States that do nothing are passed over. Loops of such states do not exist in a valid ATN.
uint32_t ParserTable::op_at(ATNState* state) {
  while (state->getStateType() != ATNState::RULE_STOP && state->transitions.size() == 1 &&
         state->transitions[0]->isEpsilon() &&
         state->transitions[0]->getSerializationType() != Transition::RULE) {
    state = state->transitions[0]->target;
  }
  auto [at, added] = numbers_.try_emplace(state, static_cast<uint32_t>(ops_.size()));
  uint32_t number = at->second;
  if (added) {
    ops_.push_back({});
    Op op = compile(state);
    ops_[number] = op;
  }
  return number;
}

ParserTable::Op ParserTable::compile(ATNState* state) {
  if (state->getStateType() == ATNState::RULE_STOP) return {kReturn};
  if (state->transitions.size() > 1) return compile_decision(state);
  const Transition* transition = state->transitions[0];
  if (transition->getSerializationType() != Transition::RULE) return compile_match(transition);
  const auto* call = static_cast<const RuleTransition*>(transition);
  uint32_t to = op_at(call->target);
  return {kCall, static_cast<uint32_t>(call->target->ruleIndex), to, op_at(call->followState)};
}

ParserTable::Op ParserTable::compile_match(const Transition* transition) {
  std::vector<uint32_t> words((width_ + 31) / 32);
  uint32_t count = 0;
  uint32_t last = 0;
  for (uint32_t token = 1; token + 1 < width_; ++token) {
    if (!transition->matches(token, 1, width_ - 2)) continue;
    words[token / 32] |= 1u << (token % 32);
    last = token;
    ++count;
  }
  uint32_t next = op_at(transition->target);
  if (count == 1) return {kMatch, last, 0, next};
  uint32_t set = sets_.try_emplace(words, static_cast<uint32_t>(sets_.size())).first->second;
  return {kMatchSet, set, 0, next};
}

// Whether the end of the rule, or what stands behind a loop or option, can come first here.
bool ParserTable::can_skip(ATNState* state) const {
  switch (state->getStateType()) {
  case ATNState::RULE_STOP:
  case ATNState::BLOCK_END:
  case ATNState::LOOP_END: return true;
  default:
    return state->transitions.size() == 1 && state->transitions[0]->isEpsilon() &&
           state->transitions[0]->getSerializationType() != Transition::RULE &&
           can_skip(state->transitions[0]->target);
  }
}

ParserTable::Op ParserTable::compile_decision(ATNState* state) {
  std::vector<antlr4::misc::IntervalSet> look =
      LL1Analyzer(parser_.atn).getDecisionLookahead(state);
  size_t row = rows_.size();
  rows_.emplace_back();
  std::vector<uint32_t> targets(width_, 0);
  uint32_t skip = 0;
  for (size_t alt = 0; alt < look.size(); ++alt) {
    ATNState* target = state->transitions[alt]->target;
    uint32_t op = op_at(target);
    if (can_skip(target)) skip = op;
    for (size_t token = 1; token + 1 < width_; ++token) {
      if (!look[alt].contains(token)) continue;
      if (targets[token] == 0)
        targets[token] = op;
      else
        conflict(state, token, can_skip(target));
    }
  }
  for (uint32_t& target : targets) {
    if (target == 0) target = skip;
  }
  rows_[row] = std::move(targets);
  return {kSwitch, 0, static_cast<uint32_t>(row), 0};
}

void ParserTable::conflict(ATNState* state, size_t token, bool skips) {
  const std::string& rule = parser_.rule_names[state->ruleIndex];
  std::string name = rule + ":" + parser_.symbolic_names[token];
  std::string any = rule + ":*";
  if (skips && greedy_.count(name))
    greedy_used_.insert(name);
  else if (skips && greedy_.count(any))
    greedy_used_.insert(any);
  else
    problems_.push_back("not LL(1): " + name + " begins two alternatives");
}

void ParserTable::write(std::ostream& out) const {
  out << "inline constexpr ParserOp kParserOps[] = {\n";
  for (const Op& op : ops_) {
    out << "{ParserCode(" << op.code << ")," << op.arg << "," << op.to << "," << op.next << "},\n";
  }
  out << "};\n";
  std::vector<uint32_t> rows;
  for (const auto& row : rows_) rows.insert(rows.end(), row.begin(), row.end());
  write_array(out, "uint16_t", "kParserRows", rows);
  std::vector<uint32_t> sets(sets_.size() * ((width_ + 31) / 32));
  for (const auto& [words, number] : sets_) {
    std::copy(words.begin(), words.end(),
              sets.begin() + static_cast<ptrdiff_t>(number * words.size()));
  }
  write_array(out, "uint32_t", "kParserSets", sets);
  write_array(out, "uint16_t", "kParserEntry", entries_);
}

}  // namespace avocet::generator
