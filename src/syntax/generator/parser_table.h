// The parser grammar as a program for a stack machine that looks one token ahead.
//
// Each state of the ATN from which something happens becomes one operation:
//
//   kMatch t, next       the next token must be t
//   kMatchSet s, next    the next token must be in set s
//   kCall rule, to, next parse the rule that starts at `to`, then go on at next
//   kReturn              the rule ends
//   kSwitch row          the next token decides: go on at kParserRows[row][token]
//
// A row sends every token that begins none of its alternatives to the alternative that skips or
// leaves, if there is one: then the operation that expects something finds the error, and it does
// so before any further token is read. Other such tokens get 0, which means an error here.
#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "interp_file.h"

namespace avocet::generator {

class ParserTable {
 public:
  // `greedy` names, as `rule:TOKEN` or `rule:*`, the tokens that may begin an optional part and
  // also follow it. Any conflict that is not named there is an error, as is a name without a
  // conflict.
  ParserTable(const InterpFile& parser, std::set<std::string> greedy);

  // What keeps the grammar from being LL(1), one sentence each; empty if nothing does.
  const std::vector<std::string>& problems() const { return problems_; }

  // C++ arrays: kParserOps (ParserOp), kParserRows, kParserSets and kParserEntry[rule].
  void write(std::ostream& out) const;
  size_t op_count() const { return ops_.size(); }

 private:
  enum Code : uint32_t { kError, kMatch, kMatchSet, kCall, kReturn, kSwitch };
  struct Op {
    Code code = kError;
    uint32_t arg = 0;
    uint32_t to = 0;
    uint32_t next = 0;
  };

  uint32_t op_at(antlr4::atn::ATNState* state);
  Op compile(antlr4::atn::ATNState* state);
  Op compile_match(const antlr4::atn::Transition* transition);
  Op compile_decision(antlr4::atn::ATNState* state);
  bool can_skip(antlr4::atn::ATNState* state) const;
  void conflict(antlr4::atn::ATNState* state, size_t token, bool skips);

  const InterpFile& parser_;
  size_t width_;  // token types, the two of our own included
  std::set<std::string> greedy_;
  std::set<std::string> greedy_used_;
  std::vector<std::string> problems_;
  std::map<antlr4::atn::ATNState*, uint32_t> numbers_;
  std::vector<Op> ops_;
  std::vector<std::vector<uint32_t>> rows_;
  std::map<std::vector<uint32_t>, uint32_t> sets_;  // words of 32 bits
  std::vector<uint32_t> entries_;
};

}  // namespace avocet::generator
