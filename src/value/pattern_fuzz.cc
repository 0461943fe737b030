// Pattern syntax and matching. The input is one byte of flags, the pattern up to the first newline,
// and the text to match. The ways of matching must agree with each other, and with themselves when
// the automaton has next to no memory.

#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "value/pattern.h"
#include "value/pattern_matcher.h"

namespace avocet {
namespace {

// Fed byte by byte, with room for a handful of states.
bool streamed(std::string_view source, PatternFlags flags, std::string_view text) {
  const PatternMatcher::Expression expressions[] = {{source, flags}, {"x+y", {}}};
  PatternMatcher matcher(expressions, PatternMatcher::Begin::kAnywhere, 1000);
  PatternMatcher::Stream stream(matcher);
  bool found = false;
  auto note = [&](uint32_t id) { found = found || id == 0; };
  stream.feed({}, note);
  for (size_t i = 0; i < text.size(); ++i) stream.feed(text.substr(i, 1), note);
  stream.finish(note);
  return found;
}

void check_agreement(const Pattern* p, std::string_view text) {
  Match first = find_match(p, text, 0);
  CHECK(first.found() == matches_anywhere(p, text));
  bool all = matches_exactly(p, text);
  Match at_begin = match_at(p, text, 0);
  if (all) CHECK(at_begin.found() && at_begin.size == text.size());
  if (all) CHECK(first.begin == 0 && first.size == text.size());
  if (first.found() && first.begin == 0) CHECK(at_begin.size == first.size);
  for (size_t from = 0; from <= text.size() && from < 20; ++from) {
    Match m = find_match(p, text, from);
    if (m.found()) CHECK(m.begin >= from && m.begin + m.size <= text.size());
    Match here = match_at(p, text, from);
    CHECK(here.found() == (m.found() && m.begin == from));
  }
}

void fuzz(std::string_view input) {
  if (input.size() > 4000) return;
  uint8_t bits = input.empty() ? 0 : static_cast<uint8_t>(input[0]);
  PatternFlags flags{.ignore_case = (bits & 1) != 0, .single_line = (bits & 2) != 0};
  input.remove_prefix(input.empty() ? 0 : 1);
  size_t line = input.find('\n');
  std::string_view source = input.substr(0, line);
  std::string_view text = line == input.npos ? std::string_view() : input.substr(line + 1);
  std::optional<PatternError> error = check_pattern(source, flags);
  if (error) CHECK(error->offset <= source.size() && !error->message.empty());
  Heap heap;
  Pattern* p = make_pattern(heap, source, flags);
  if (!error) {
    check_agreement(p, text);
    const Pattern* const both[] = {p, p};
    size_t expected = matches_exactly(p, text) ? 2 : 0;
    CHECK(PatternSet(both).matching_exactly(text).size() == expected);
    if (text.size() < 200) CHECK(streamed(source, flags, text) == matches_anywhere(p, text));
  }
  release(p);
  CHECK(heap.live_bytes() == 0);
}

}  // namespace
}  // namespace avocet

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  avocet::fuzz({reinterpret_cast<const char*>(data), size});
  return 0;
}
