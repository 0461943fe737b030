#include "value/pattern.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <cctype>

#include "value/pattern_syntax.h"

namespace avocet {

namespace {

RE2::Options options(int64_t memory) {
  RE2::Options o(RE2::Latin1);
  o.set_longest_match(true);
  o.set_log_errors(false);
  o.set_never_capture(true);
  o.set_max_mem(memory);
  return o;
}

constexpr int64_t kPatternMemory = int64_t(16) << 20;
constexpr int64_t kSetMemory = int64_t(128) << 20;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

// What matches nothing.
constexpr char kNever[] = "[^\\x00-\\xff]";

std::string expression_of(std::string_view pattern_text) {
  Translation t = translate_pattern(pattern_text);
  return t.error ? kNever : t.expression;
}

// The text that scripts see, which is an expression again.
std::string exact_text(std::string_view inner) { return "^?(" + std::string(inner) + ")$?"; }

}  // namespace

namespace {

// The one text that a pattern such as /\./ or /ab c/ matches, if it plainly is of that kind.
std::optional<std::string> literal_of(std::string_view pattern_text) {
  constexpr std::string_view kBefore = "^?(", kAfter = ")$?";
  if (!pattern_text.starts_with(kBefore) || !pattern_text.ends_with(kAfter)) return {};
  pattern_text =
      pattern_text.substr(kBefore.size(), pattern_text.size() - kBefore.size() - kAfter.size());
  constexpr std::string_view kPlain = " ,;:=_@#%&!~<>-";
  auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  std::string literal;
  for (size_t i = 0; i < pattern_text.size(); ++i) {
    char c = pattern_text[i];
    if (c == '\\') {
      if (++i == pattern_text.size() || !std::ispunct(static_cast<unsigned char>(pattern_text[i])))
        return {};
      literal += pattern_text[i];
    } else if (is_word(c) || kPlain.find(c) != std::string_view::npos) {
      literal += c;
    } else {
      return {};
    }
  }
  if (literal.empty()) return {};
  return literal;
}

}  // namespace

// A literal is searched as such: the automaton's locks and set-up cost more than the search.
struct Pattern::Compiled {
  Compiled(const std::string& expression, std::optional<std::string> plain)
      : re(expression, options(kPatternMemory)), literal(std::move(plain)) {}
  RE2 re;
  std::optional<std::string> literal;
};

Pattern::~Pattern() { std::unique_ptr<Compiled>(compiled.load(std::memory_order_relaxed)).reset(); }

namespace {

const Pattern::Compiled& compiled(const Pattern* p) {
  Pattern::Compiled* found = p->compiled.load(std::memory_order_acquire);
  if (found != nullptr) return *found;
  std::string_view text = p->text->view();
  auto made = std::make_unique<Pattern::Compiled>(expression_of(text), literal_of(text));
  if (!made->re.ok()) made = std::make_unique<Pattern::Compiled>(kNever, std::nullopt);
  // Another thread may have been quicker: then its object stays.
  if (p->compiled.compare_exchange_strong(found, made.get(), std::memory_order_acq_rel))
    found = made.release();
  return *found;
}

Pattern* make_from_text(Heap& heap, std::string_view text) {
  auto* p = heap.make<Pattern>(make_string(heap, text));
  heap.adopt(*p);
  return p;
}

Match match(const Pattern* p, std::string_view text, size_t from, RE2::Anchor anchor) {
  if (from > text.size()) return {};
  const Pattern::Compiled& c = compiled(p);
  if (c.literal) {
    bool here = anchor == RE2::ANCHOR_START;
    size_t at = here ? from : text.find(*c.literal, from);
    if (at == std::string_view::npos || text.compare(at, c.literal->size(), *c.literal) != 0)
      return {};
    return {at, c.literal->size()};
  }
  re2::StringPiece found;
  if (!c.re.Match(piece(text), from, text.size(), anchor, &found, 1)) return {};
  return {size_t(found.data() - text.data()), found.size()};
}

}  // namespace

std::optional<PatternError> check_pattern(std::string_view source, PatternFlags flags) {
  return translate_pattern(source, flags).error;
}

Pattern* make_pattern(Heap& heap, std::string_view source, PatternFlags flags) {
  std::string text = exact_text(source);
  if (flags.ignore_case) text = "(?i:" + text + ")";
  if (flags.single_line) text = "(?s:" + text + ")";
  return make_from_text(heap, text);
}

bool matches_exactly(const Pattern* p, std::string_view text) {
  const Pattern::Compiled& c = compiled(p);
  if (c.literal) return text == *c.literal;
  return c.re.Match(piece(text), 0, text.size(), RE2::ANCHOR_BOTH, nullptr, 0);
}

bool matches_anywhere(const Pattern* p, std::string_view text) {
  const Pattern::Compiled& c = compiled(p);
  if (c.literal) return text.find(*c.literal) != std::string_view::npos;
  return c.re.Match(piece(text), 0, text.size(), RE2::UNANCHORED, nullptr, 0);
}

Match find_match(const Pattern* p, std::string_view text, size_t from) {
  return match(p, text, from, RE2::UNANCHORED);
}

Match match_at(const Pattern* p, std::string_view text, size_t from) {
  return match(p, text, from, RE2::ANCHOR_START);
}

Pattern* make_alternative(Heap& heap, const Pattern* a, const Pattern* b) {
  std::string text = "(" + exact_text(a->text->view()) + ")|(" + exact_text(b->text->view()) + ")";
  return make_from_text(heap, text);
}

Pattern* make_sequence(Heap& heap, const Pattern* a, const Pattern* b) {
  std::string text = "(" + exact_text(a->text->view()) + ")(" + exact_text(b->text->view()) + ")";
  return make_from_text(heap, text);
}

// If the set's automaton outgrows its memory, each pattern is tried alone.
struct PatternSet::State {
  State() : set(options(kSetMemory), RE2::ANCHOR_BOTH) {}
  RE2::Set set;
  bool usable = true;
  std::vector<std::string> expressions;
};

PatternSet::PatternSet(std::span<const Pattern* const> patterns)
    : state_(std::make_unique<State>()) {
  for (const Pattern* p : patterns) {
    state_->expressions.push_back(expression_of(p->text->view()));
    if (state_->set.Add(state_->expressions.back(), nullptr) < 0) state_->set.Add(kNever, nullptr);
  }
  state_->usable = state_->set.Compile();
}

PatternSet::~PatternSet() = default;

std::vector<uint32_t> PatternSet::matching_exactly(std::string_view text) const {
  std::vector<uint32_t> matches;
  if (state_->expressions.empty()) return matches;
  RE2::Set::ErrorInfo error{RE2::Set::kNoError};
  std::vector<int> found;
  if (state_->usable) {
    state_->set.Match(piece(text), &found, &error);
    matches.assign(found.begin(), found.end());
    std::sort(matches.begin(), matches.end());
    if (error.kind == RE2::Set::kNoError) return matches;
  }
  for (size_t i = 0; i < state_->expressions.size(); ++i) {
    RE2 alone(state_->expressions[i], options(kPatternMemory));
    if (alone.ok() && alone.Match(piece(text), 0, text.size(), RE2::ANCHOR_BOTH, nullptr, 0))
      matches.push_back(uint32_t(i));
  }
  return matches;
}

}  // namespace avocet
