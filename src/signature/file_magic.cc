#include "signature/file_magic.h"

#include <algorithm>

#include "value/pattern_syntax.h"

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

void FileMagic::make_groups() {
  // So few bytes are read soon.
  constexpr uint32_t kShallow = 16;
  groups_.emplace_back();
  for (uint32_t position = 0; position < magic_.size(); ++position) {
    for (const ContentCondition& content : rules_.rules()[magic_[position]].contents) {
      PatternMatcher::Expression expression{content.expression, {content.ignore_case, true}};
      size_t begin = any_bytes_at_begin(parse_pattern(expression.source, expression.flags));
      if (begin <= kShallow) begin = 0;
      expression.is_behind_any_bytes = begin > 0;
      auto group = std::find_if(groups_.begin(), groups_.end(),
                                [&](const Group& one) { return one.begin == begin; });
      if (group == groups_.end()) {
        group = groups_.emplace(groups_.end());
        group->begin = begin;
      }
      group->expressions.push_back(expression);
      group->rules.push_back(position);
    }
  }
  for (Group& group : groups_)
    group.matcher =
        std::make_unique<PatternMatcher>(group.expressions, PatternMatcher::Begin::kAtStart);
}

std::vector<MimeMatch> FileMagic::match(ByteSpan begin) {
  if (magic_.empty()) return {};
  if (groups_.empty()) make_groups();
  // Few rules match any of their expressions: those are looked at, not all rules.
  std::vector<uint32_t> matched;
  for (Group& group : groups_) {
    if (begin.size() < group.begin) continue;
    auto note = [&](uint32_t id, size_t = 0) { matched.push_back(group.rules[id]); };
    PatternMatcher::Stream stream(*group.matcher);
    ByteSpan seen = begin.subspan(group.begin);
    stream.feed({reinterpret_cast<const char*>(seen.data()), seen.size()}, note);
    stream.finish(note);
  }
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
