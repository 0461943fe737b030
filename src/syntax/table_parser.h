// TableParser: the stack machine that runs the compiled grammar.
//
// It asks for one token at a time, and only when it cannot go on without: a declaration that ends
// in `;` or `}` is finished without looking at what follows it. What it recognises becomes a flat
// list of events; tree_builder.h makes the tree of them. It never recurses.
#pragma once

#include <bitset>
#include <cstdint>
#include <string_view>
#include <vector>

#include "syntax/token.h"

namespace avocet {

// The rules of grammar/ZeekParser.g4.
enum class Rule : uint8_t {
#define AVOCET_RULE(name, text) name,
#include "syntax/rules.inc"
#undef AVOCET_RULE
};
std::string_view rule_name(Rule rule);  // as in the grammar: `ifStatement`

// Either a token, by its index, or the beginning of a rule together with where it ends.
struct ParseEvent {
  static constexpr uint32_t kTokenBit = 0x80000000u;
  uint32_t what = 0;  // kTokenBit | token index, or a Rule
  uint32_t end = 0;   // of a rule: the index behind its last event

  bool is_token() const { return (what & kTokenBit) != 0; }
  uint32_t token() const { return what & ~kTokenBit; }
  Rule rule() const { return static_cast<Rule>(what); }
};

// Where tokens come from. peek() is repeatable; take() moves past what peek() showed.
class TokenFeed {
 public:
  virtual ~TokenFeed() = default;
  virtual Token peek() = 0;
  // Moves on; the token's index in the item is its event's number.
  virtual uint32_t take() = 0;
};

using TokenSet = std::bitset<kTokenTypeCount>;

class TableParser {
 public:
  enum class Status : uint8_t { kOk, kError, kTooDeep };

  // Parses one sentence of `entry`. On kError the offending token is the one that feed.peek()
  // shows. events() holds what was recognised, in case of an error up to it.
  Status parse(Rule entry, TokenFeed& feed);
  const std::vector<ParseEvent>& events() const { return events_; }

  // Nested rules beyond this are kTooDeep: about a thousand parentheses.
  static constexpr size_t kMaxFrames = 4000;

 private:
  struct Frame {
    uint16_t next;   // operation after the return
    uint32_t event;  // the beginning of the rule
  };
  void leave_rule();

  std::vector<Frame> frames_;
  std::vector<ParseEvent> events_;
};

// What could stand behind a beginning: `tokens` is the beginning of a sentence of `entry`.
class Expectation {
 public:
  Expectation(Rule entry, const std::vector<TokenType>& tokens);

  bool accepts(TokenType type) const;
  TokenSet accepted() const;
  // The rules that are open, outermost first.
  const std::vector<Rule>& open_rules() const { return rules_; }

 private:
  uint16_t op_;
  std::vector<uint16_t> returns_;
  std::vector<Rule> rules_;
};

// A number that changes whenever the grammar does.
uint64_t grammar_fingerprint();

}  // namespace avocet
