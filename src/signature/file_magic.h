// FileMagic: what kind of file some bytes are the begin of, by the rules with `file-magic`.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"
#include "signature/rule_set.h"

namespace avocet {

struct MimeMatch {
  std::string_view type;  // "image/png"; lives as long as the rules
  int64_t strength;
};

class FileMagic {
 public:
  // `rules` outlives it.
  explicit FileMagic(const RuleSet& rules);

  // Every type that fits: the strongest first, those of one strength by name.
  std::vector<MimeMatch> match(ByteSpan begin);
  // The strongest, or an empty view.
  std::string_view best(ByteSpan begin);

 private:
  // Expressions that look at a file from the same place on. Those that look at a place deep inside
  // would keep the automaton of the others busy up to there.
  struct Group {
    size_t begin = 0;
    std::vector<PatternMatcher::Expression> expressions;
    std::vector<uint32_t> rules;  // of the expressions: positions in magic_
    std::unique_ptr<PatternMatcher> matcher;
  };

  void make_groups();

  const RuleSet& rules_;
  std::vector<uint32_t> magic_;  // indices of rules with a type
  std::vector<Group> groups_;    // made on first use
};

}  // namespace avocet
