// The lexer grammar as one deterministic automaton over bytes.
#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <set>
#include <vector>

#include "interp_file.h"

namespace avocet::generator {

// Subset construction over the states of the lexer's ATN, starting once for each mode. It keeps to
// ANTLR's rules: the longest match wins, then the rule that stands first. Only greedy operators and
// channel commands are allowed in the grammar, so order matters nowhere else.
class LexerTable {
 public:
  explicit LexerTable(const InterpFile& lexer);

  // C++ arrays: kLexerClasses[256], kLexerRows and kLexerStart[mode]. A state is the offset of its
  // row. In the row stand the state that follows for each class of bytes and, at kLexerAccept, the
  // type of the token that ends here, or 0. State 0 has no way out.
  void write(std::ostream& out) const;
  size_t state_count() const { return accept_.size(); }

 private:
  // A state of the ATN and where the rules that are being matched return to, innermost last.
  struct Config {
    size_t state;
    std::vector<size_t> returns;
    bool operator<(const Config& other) const {
      return state != other.state ? state < other.state : returns < other.returns;
    }
  };
  using ConfigSet = std::set<Config>;

  void close(const Config& config, ConfigSet& set) const;
  ConfigSet step(const ConfigSet& from, size_t byte) const;
  uint32_t number_of(const ConfigSet& set);
  uint32_t accepted(const ConfigSet& set) const;
  std::vector<uint32_t> byte_classes(size_t& count) const;

  const InterpFile& lexer_;
  std::map<ConfigSet, uint32_t> numbers_;
  std::vector<const ConfigSet*> sets_;
  std::vector<uint32_t> accept_;
  std::vector<std::vector<uint32_t>> next_;  // by state, then byte
  std::vector<uint32_t> start_;
};

}  // namespace avocet::generator
