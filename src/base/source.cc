#include "base/source.h"

#include <algorithm>
#include <limits>

#include "base/check.h"

namespace avocet {

Span Span::cover(Span a, Span b) {
  if (!a.known()) return b;
  if (!b.known()) return a;
  uint32_t begin = std::min(a.begin, b.begin);
  return {begin, std::max(a.end(), b.end()) - begin};
}

bool SourceMap::fits(size_t text_size) const {
  return text_size < std::numeric_limits<uint32_t>::max() - next_base_;
}

SourceId SourceMap::add(std::string path, std::string text, std::string full_path) {
  CHECK(fits(text.size()));
  if (full_path.empty()) full_path = path;
  uint32_t base = next_base_;
  // One offset more than bytes, so that the end of a text is a place of its own.
  next_base_ += static_cast<uint32_t>(text.size()) + 1;
  sources_.push_back({std::move(path), std::move(full_path), std::move(text), base});
  return static_cast<SourceId>(sources_.size() - 1);
}

const Source* SourceMap::find(Span span) const {
  if (!span.known()) return nullptr;
  auto after = std::partition_point(sources_.begin(), sources_.end(),
                                    [&](const Source& s) { return s.base <= span.begin; });
  if (after == sources_.begin()) return nullptr;
  const Source& source = *std::prev(after);
  return span.begin - source.base <= source.text.size() ? &source : nullptr;
}

Location SourceMap::location(Span span) const {
  const Source* source = find(span);
  if (!source) return {};
  std::string_view before = std::string_view(source->text).substr(0, span.begin - source->base);
  auto line = static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n'));
  std::string_view head = before.substr(before.rfind('\n') + 1);
  if (line == 0 && head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  auto is_continuation = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; };
  auto continuations = std::count_if(head.begin(), head.end(), is_continuation);
  return {source->path, line + 1,
          static_cast<uint32_t>(head.size() - static_cast<size_t>(continuations)) + 1};
}

std::string_view SourceMap::text(Span span) const {
  const Source* source = find(span);
  if (!source) return {};
  return std::string_view(source->text).substr(span.begin - source->base, span.length);
}

std::string_view SourceMap::line(Span span) const {
  const Source* source = find(span);
  if (!source) return {};
  std::string_view text = source->text;
  size_t at = span.begin - source->base;
  size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  size_t end = std::min(text.find('\n', at), text.size());
  if (end > begin && text[end - 1] == '\r') --end;
  std::string_view line = text.substr(begin, end - begin);
  if (begin == 0 && line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);
  return line;
}

}  // namespace avocet
