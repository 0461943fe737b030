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
  const RuleSet& rules_;
  std::vector<uint32_t> magic_;               // indices of rules with a type
  std::vector<uint32_t> rule_of_expression_;  // positions in magic_
  std::unique_ptr<PatternMatcher> matcher_;   // made on first use
};

}  // namespace avocet
