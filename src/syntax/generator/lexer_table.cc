#include "lexer_table.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include <atn/ATNState.h>
#include <atn/RuleStartState.h>
#include <atn/RuleTransition.h>
#include <atn/TokensStartState.h>
#include <atn/Transition.h>

#include "write_array.h"

namespace avocet::generator {

using antlr4::atn::ATNState;
using antlr4::atn::RuleTransition;
using antlr4::atn::Transition;

namespace {
constexpr size_t kBytes = 256;
constexpr size_t kLastCodePoint = 0x10FFFF;
}  // namespace

LexerTable::LexerTable(const InterpFile& lexer) : lexer_(lexer) {
  number_of({});  // state 0: nothing can match any more
  for (const auto* mode : lexer.atn.modeToStartState) {
    ConfigSet set;
    close({mode->stateNumber, {}}, set);
    start_.push_back(number_of(set));
  }
  for (size_t state = 0; state < sets_.size(); ++state) {
    std::vector<uint32_t> row(kBytes);
    for (size_t byte = 0; byte < kBytes; ++byte) row[byte] = number_of(step(*sets_[state], byte));
    next_.push_back(std::move(row));
  }
}

// Adds `config` and everything reachable from it without reading a byte.
void LexerTable::close(const Config& config, ConfigSet& set) const {
  if (!set.insert(config).second) return;
  ATNState* state = lexer_.atn.states[config.state];
  if (state->getStateType() == ATNState::RULE_STOP) {
    if (config.returns.empty()) return;
    Config back{config.returns.back(), config.returns};
    back.returns.pop_back();
    return close(back, set);
  }
  for (const Transition* transition : state->transitions) {
    if (!transition->isEpsilon()) continue;
    Config to{transition->target->stateNumber, config.returns};
    if (transition->getSerializationType() == Transition::RULE) {
      to.returns.push_back(
          static_cast<const RuleTransition*>(transition)->followState->stateNumber);
    }
    // The transitions of a mode's start state lead to the token rules and are no calls.
    close(to, set);
  }
}

LexerTable::ConfigSet LexerTable::step(const ConfigSet& from, size_t byte) const {
  ConfigSet to;
  for (const Config& config : from) {
    for (const Transition* transition : lexer_.atn.states[config.state]->transitions) {
      if (!transition->isEpsilon() && transition->matches(byte, 0, kLastCodePoint)) {
        close({transition->target->stateNumber, config.returns}, to);
      }
    }
  }
  return to;
}

uint32_t LexerTable::number_of(const ConfigSet& set) {
  auto [at, added] = numbers_.try_emplace(set, static_cast<uint32_t>(sets_.size()));
  if (added) {
    sets_.push_back(&at->first);
    accept_.push_back(accepted(set));
  }
  return at->second;
}

// The type of the first rule that ends in this set; rules are numbered in the order they stand.
uint32_t LexerTable::accepted(const ConfigSet& set) const {
  size_t rule = SIZE_MAX;
  for (const Config& config : set) {
    ATNState* state = lexer_.atn.states[config.state];
    if (config.returns.empty() && state->getStateType() == ATNState::RULE_STOP) {
      rule = std::min(rule, state->ruleIndex);
    }
  }
  return rule == SIZE_MAX ? 0 : static_cast<uint32_t>(lexer_.atn.ruleToTokenType[rule]);
}

// Bytes that no state tells apart share a class.
std::vector<uint32_t> LexerTable::byte_classes(size_t& count) const {
  std::map<std::vector<uint32_t>, uint32_t> columns;
  std::vector<uint32_t> classes;
  for (size_t byte = 0; byte < kBytes; ++byte) {
    std::vector<uint32_t> column;
    for (const auto& row : next_) column.push_back(row[byte]);
    classes.push_back(
        columns.try_emplace(column, static_cast<uint32_t>(columns.size())).first->second);
  }
  count = columns.size();
  return classes;
}

void LexerTable::write(std::ostream& out) const {
  size_t count = 0;
  std::vector<uint32_t> classes = byte_classes(count);
  size_t width = count + 1;
  if (accept_.size() * width > UINT16_MAX) {
    std::cerr << "the lexer has too many states for its table\n";
    std::exit(1);
  }
  std::vector<uint32_t> rows(accept_.size() * width);
  for (size_t state = 0; state < accept_.size(); ++state) {
    for (size_t byte = 0; byte < kBytes; ++byte) {
      rows[state * width + classes[byte]] = static_cast<uint32_t>(next_[state][byte] * width);
    }
    rows[state * width + count] = accept_[state];
  }
  std::vector<uint32_t> start;
  for (uint32_t state : start_) start.push_back(static_cast<uint32_t>(state * width));
  out << "inline constexpr int kLexerAccept = " << count << ";\n";
  write_array(out, "uint8_t", "kLexerClasses", classes);
  write_array(out, "uint16_t", "kLexerRows", rows);
  write_array(out, "uint16_t", "kLexerStart", start);
}

}  // namespace avocet::generator
