#include "syntax/table_parser.h"

namespace avocet {
namespace {

// See generator/parser_table.h for what they do.
enum class ParserCode : uint8_t { kError, kMatch, kMatchSet, kCall, kReturn, kSwitch };
struct ParserOp {
  ParserCode code;
  uint8_t arg;
  uint16_t to;
  uint16_t next;
};

#include "syntax/parser_tables.inc"

constexpr int kSetWords = (kTokenTypeCount + 31) / 32;

bool in_set(uint8_t set, TokenType type) {
  auto token = static_cast<uint32_t>(type);
  return (kParserSets[set * kSetWords + token / 32] >> (token % 32) & 1) != 0;
}

uint16_t switch_target(const ParserOp& op, TokenType type) {
  return kParserRows[op.to * kTokenTypeCount + static_cast<uint32_t>(type)];
}

}  // namespace

std::string_view rule_name(Rule rule) {
  switch (rule) {
#define AVOCET_RULE(name, text)                                                                    \
  case Rule::name:                                                                                 \
    return text;
#include "syntax/rules.inc"
#undef AVOCET_RULE
  }
  return {};
}

uint64_t grammar_fingerprint() { return kGrammarFingerprint; }

void TableParser::leave_rule() {
  events_[frames_.back().event].end = static_cast<uint32_t>(events_.size());
  frames_.pop_back();
}

TableParser::Status TableParser::parse(Rule entry, TokenFeed& feed) {
  events_.clear();
  frames_.clear();
  events_.push_back({static_cast<uint32_t>(entry), 0});
  frames_.push_back({0, 0});
  for (uint32_t at = kParserEntry[static_cast<int>(entry)];;) {
    const ParserOp& op = kParserOps[at];
    switch (op.code) {
    case ParserCode::kMatch:
    case ParserCode::kMatchSet: {
      TokenType type = feed.peek().type;
      bool fits = op.code == ParserCode::kMatch ? type == static_cast<TokenType>(op.arg)
                                                : in_set(op.arg, type);
      if (!fits) return Status::kError;
      events_.push_back({ParseEvent::kTokenBit | feed.take(), 0});
      at = op.next;
      break;
    }
    case ParserCode::kSwitch: at = switch_target(op, feed.peek().type); break;
    case ParserCode::kCall:
      if (frames_.size() >= kMaxFrames) return Status::kTooDeep;
      frames_.push_back({op.next, static_cast<uint32_t>(events_.size())});
      events_.push_back({op.arg, 0});
      at = op.to;
      break;
    case ParserCode::kReturn:
      at = frames_.back().next;
      leave_rule();
      if (frames_.empty()) return Status::kOk;
      break;
    case ParserCode::kError: return Status::kError;
    }
  }
}

// Runs the machine over the beginning without events, and stays where it needs one token more.
Expectation::Expectation(Rule entry, const std::vector<TokenType>& tokens)
    : op_(kParserEntry[static_cast<int>(entry)]), rules_{entry} {
  returns_.push_back(0);
  for (size_t i = 0; i < tokens.size();) {
    const ParserOp& op = kParserOps[op_];
    switch (op.code) {
    case ParserCode::kMatch:
    case ParserCode::kMatchSet:
      op_ = op.next;
      ++i;
      break;
    case ParserCode::kSwitch: op_ = switch_target(op, tokens[i]); break;
    case ParserCode::kCall:
      returns_.push_back(op.next);
      rules_.push_back(static_cast<Rule>(op.arg));
      op_ = op.to;
      break;
    case ParserCode::kReturn:
      op_ = returns_.back();
      returns_.pop_back();
      rules_.pop_back();
      if (returns_.empty()) return;
      break;
    case ParserCode::kError: return;
    }
  }
}

bool Expectation::accepts(TokenType type) const {
  std::vector<uint16_t> returns = returns_;
  for (uint16_t at = op_; !returns.empty();) {
    const ParserOp& op = kParserOps[at];
    switch (op.code) {
    case ParserCode::kMatch: return static_cast<TokenType>(op.arg) == type;
    case ParserCode::kMatchSet: return in_set(op.arg, type);
    case ParserCode::kSwitch: at = switch_target(op, type); break;
    case ParserCode::kCall:
      returns.push_back(op.next);
      at = op.to;
      break;
    case ParserCode::kReturn:
      at = returns.back();
      returns.pop_back();
      break;
    case ParserCode::kError: return false;
    }
  }
  return false;
}

TokenSet Expectation::accepted() const {
  TokenSet set;
  for (int type = 1; type < kTokenTypeCount; ++type) {
    if (accepts(static_cast<TokenType>(type))) set.set(static_cast<size_t>(type));
  }
  return set;
}

}  // namespace avocet
