#include "signature/file_magic.h"

#include <algorithm>

namespace avocet {

FileMagic::FileMagic(const RuleSet& rules) : rules_(rules) {
  for (uint32_t i = 0; i < rules.rules().size(); ++i) {
    const SignatureRule& rule = rules.rules()[i];
    auto is_magic = [](const ContentCondition& c) { return c.kind == ContentKind::kFileMagic; };
    bool magic = !rule.mimes.empty() && !rule.contents.empty() &&
                 std::all_of(rule.contents.begin(), rule.contents.end(), is_magic);
    if (magic) magic_.push_back(i);
  }
}

std::vector<MimeMatch> FileMagic::match(ByteSpan begin) {
  if (magic_.empty()) return {};
  if (!matcher_) {
    std::vector<PatternMatcher::Expression> expressions;
    for (uint32_t position = 0; position < magic_.size(); ++position) {
      for (const ContentCondition& content : rules_.rules()[magic_[position]].contents) {
        expressions.push_back({content.expression, {content.ignore_case, true}});
        rule_of_expression_.push_back(position);
      }
    }
    matcher_ = std::make_unique<PatternMatcher>(expressions, PatternMatcher::Begin::kAtStart);
  }
  // Few rules match any of their expressions: those are looked at, not all rules.
  std::vector<uint32_t> matched;
  auto note = [&](uint32_t id, size_t = 0) { matched.push_back(rule_of_expression_[id]); };
  PatternMatcher::Stream stream(*matcher_);
  stream.feed({reinterpret_cast<const char*>(begin.data()), begin.size()}, note);
  stream.finish(note);
  std::sort(matched.begin(), matched.end());
  std::vector<MimeMatch> found;
  for (auto at = matched.begin(); at != matched.end();) {
    auto next = std::upper_bound(at, matched.end(), *at);
    const SignatureRule& rule = rules_.rules()[magic_[*at]];
    bool is_whole = size_t(next - at) >= rule.contents.size();
    at = next;
    if (!is_whole) continue;
    for (const MimeAction& mime : rule.mimes) found.push_back({mime.type, mime.strength});
  }
  std::sort(found.begin(), found.end(), [](const MimeMatch& a, const MimeMatch& b) {
    return a.strength != b.strength ? a.strength > b.strength : a.type < b.type;
  });
  return found;
}

std::string_view FileMagic::best(ByteSpan begin) {
  std::vector<MimeMatch> found = match(begin);
  return found.empty() ? std::string_view() : found.front().type;
}

}  // namespace avocet
