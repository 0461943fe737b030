#include "syntax/pasted_lines.h"

#include <algorithm>
#include <vector>

namespace avocet {
namespace {

// How many lines are looked at: a block of more that repeats the one before it is passed over.
constexpr size_t kMostLines = 60;
// One line is told by what is wrong with it.
constexpr size_t kFewestLines = 2;
// Less text than this repeats itself by chance: braces, and the like.
constexpr size_t kFewestCharacters = 16;

// The lines around one, and which of them that is.
struct Neighbourhood {
  std::vector<std::string_view> lines;
  size_t here = 0;
};

Neighbourhood lines_around(std::string_view text, size_t at) {
  Neighbourhood around;
  size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  for (size_t n = 0; n < 2 * kMostLines && begin > 0; ++n) {
    begin = begin == 1 ? 0 : text.rfind('\n', begin - 2) + 1;
    ++around.here;
  }
  for (size_t n = 0; n < 3 * kMostLines && n < around.here + kMostLines && begin < text.size();
       ++n) {
    size_t end = std::min(text.find('\n', begin), text.size());
    around.lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return around;
}

size_t characters(std::string_view line) {
  return line.size() - size_t(std::count_if(line.begin(), line.end(),
                                            [](char c) { return c == ' ' || c == '\t'; }));
}

}  // namespace

std::optional<PastedLines> pasted_lines(std::string_view text, size_t at) {
  const Neighbourhood around = lines_around(text, std::min(at, text.size()));
  const std::vector<std::string_view>& lines = around.lines;
  const size_t here = around.here;
  for (size_t length = kFewestLines; length <= kMostLines && length <= here + 1; ++length) {
    auto repeats = [&](size_t i) {
      return i >= length && i < lines.size() && lines[i] == lines[i - length];
    };
    size_t first = repeats(here) ? here : repeats(here + 1) ? here + 1 : here - 1;
    if (here == 0 || !repeats(first)) continue;
    size_t end = first + 1;
    while (first > 0 && repeats(first - 1)) --first;
    while (repeats(end)) ++end;
    size_t count = 0;
    bool is_one_line = true;  // again and again
    for (size_t i = first; i < end; ++i) {
      count += characters(lines[i]);
      is_one_line = is_one_line && lines[i] == lines[first];
    }
    // Between the two may be blank lines.
    bool is_whole = true;
    for (size_t i = end - length; i < first; ++i) is_whole = is_whole && characters(lines[i]) == 0;
    if (!is_whole || end - first < kFewestLines || count < kFewestCharacters || is_one_line)
      continue;
    size_t last = std::min(end, lines.size() - 1);
    return PastedLines{size_t(lines[first - 1].data() - text.data()),
                       size_t(lines[last].data() - text.data()) + lines[last].size()};
  }
  return std::nullopt;
}

bool is_paste_told(const DiagnosticSink& sink, const Source& source, Span span) {
  auto offset = [&source](Span place) -> std::optional<size_t> {
    bool is_here = place.known() && place.begin >= source.base &&
                   place.begin <= source.base + source.text.size();
    return is_here ? std::optional<size_t>(place.begin - source.base) : std::nullopt;
  };
  std::optional<size_t> at = offset(span);
  if (!at || !sink.has_errors()) return false;
  std::optional<PastedLines> pasted = pasted_lines(source.text, *at);
  if (!pasted) return false;
  const auto& told = sink.diagnostics();
  return std::any_of(told.begin(), told.end(), [&](const Diagnostic& d) {
    std::optional<size_t> place = offset(d.span);
    return d.severity == Severity::kError && place && *place >= pasted->begin &&
           *place <= pasted->end;
  });
}

}  // namespace avocet
