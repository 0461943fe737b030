#include "value/pattern.h"

#include <algorithm>
#include <cctype>

#include "value/pattern_anywhere.h"
#include "value/pattern_automaton.h"
#include "value/pattern_begins.h"
#include "value/pattern_join.h"
#include "value/pattern_syntax.h"

namespace avocet {

namespace {

// The text that scripts see, which is an expression again.
std::string exact_text(std::string_view inner) { return "^?(" + std::string(inner) + ")$?"; }

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

using Kind = PatternAutomaton::Kind;
using Direction = PatternProgram::Direction;

// Where `^` holds.
enum class Begins : uint8_t { kText, kMatch };

// An automaton with its program, made when first asked for.
class Lazy {
 public:
  Lazy(const String* text, Direction direction, Kind kind, Begins begins = Begins::kText)
      : text_(text), direction_(direction), kind_(kind), begins_(begins) {}

  PatternAutomaton& operator*() {
    if (!made_) made_ = std::make_unique<Made>(text_->view(), direction_, kind_, begins_);
    return made_->automaton;
  }

 private:
  struct Made {
    Made(std::string_view text, Direction direction, Kind kind, Begins begins)
        : program(program_of(text, direction, begins)), automaton(program, kind) {}
    // What is no good matches nothing.
    static PatternProgram program_of(std::string_view text, Direction direction, Begins begins) {
      PatternProgram program(direction);
      PatternTree tree = parse_pattern(text);
      if (begins == Begins::kMatch && !tree.error) drop_begins(tree);
      if (!tree.error) program.add(tree, 0);
      program.finish();
      return program;
    }
    PatternProgram program;
    PatternAutomaton automaton;
  };

  const String* text_;
  Direction direction_;
  Kind kind_;
  Begins begins_;
  std::unique_ptr<Made> made_;
};

}  // namespace

struct Pattern::Compiled {
  explicit Compiled(const String* text)
      : literal(literal_of(text->view())), whole(text, Direction::kForward, Kind::kAnchored),
        part(text, Direction::kForward, Kind::kFloating),
        leftmost(text, Direction::kForward, Kind::kLeftmost),
        backward(text, Direction::kBackward, Kind::kAnchored),
        anywhere(text, Direction::kForward, Kind::kLeftmost, Begins::kMatch),
        anywhere_backward(text, Direction::kBackward, Kind::kAnchored, Begins::kMatch) {}
  std::optional<std::string> literal;  // searched as such
  Lazy whole;
  Lazy part;
  Lazy leftmost;
  Lazy backward;  // from the end of a match to its begin
  // The same where `^` holds at the begin of every match, if it can only stand there.
  std::optional<bool> begins_anywhere;
  Lazy anywhere;
  Lazy anywhere_backward;
};

Pattern::Pattern(String* t) : Object(ObjectKind::kPattern), text(t) {}

Pattern::~Pattern() = default;

namespace {

Pattern::Compiled& compiled(const Pattern* p) {
  if (!p->compiled) p->compiled = std::make_unique<Pattern::Compiled>(p->text);
  return *p->compiled;
}

Pattern* make_from_text(Heap& heap, std::string_view text) {
  auto* p = heap.make<Pattern>(make_string(heap, text));
  heap.adopt(*p);
  return p;
}

}  // namespace

std::optional<PatternError> check_pattern(std::string_view source, PatternFlags flags) {
  return parse_pattern(source, flags).error;
}

Pattern* make_pattern(Heap& heap, std::string_view source, PatternFlags flags) {
  std::string text = exact_text(source);
  if (flags.ignore_case) text = "(?i:" + text + ")";
  if (flags.single_line) text = "(?s:" + text + ")";
  return make_from_text(heap, text);
}

bool matches_exactly(const Pattern* p, std::string_view text) {
  Pattern::Compiled& c = compiled(p);
  if (c.literal) return text == *c.literal;
  return (*c.whole).matches_all(text);
}

bool matches_anywhere(const Pattern* p, std::string_view text) {
  Pattern::Compiled& c = compiled(p);
  if (c.literal) return text.find(*c.literal) != std::string_view::npos;
  return (*c.part).matches_part(text);
}

namespace {

// Forward to the end of the match, and back from there to its begin.
Match search(Lazy& forward, Lazy& backward, std::string_view text, size_t from) {
  size_t to = (*forward).longest(text.substr(from), from == 0, true);
  if (to == std::string_view::npos) return {};
  bool reaches_end = from + to == text.size();
  size_t size = (*backward).longest_backward(text.substr(from, to), reaches_end, from == 0);
  DCHECK(size <= to);
  return {from + to - size, size};
}

Match search_literal(const std::string& literal, std::string_view text, size_t from) {
  size_t at = text.find(literal, from);
  return at == std::string_view::npos ? Match{} : Match{at, literal.size()};
}

}  // namespace

Match find_match(const Pattern* p, std::string_view text, size_t from) {
  if (from > text.size()) return {};
  Pattern::Compiled& c = compiled(p);
  return c.literal ? search_literal(*c.literal, text, from)
                   : search(c.leftmost, c.backward, text, from);
}

std::optional<Match> find_match_anywhere(const Pattern* p, std::string_view text, size_t from) {
  Pattern::Compiled& c = compiled(p);
  if (!c.begins_anywhere) {
    PatternTree tree = parse_pattern(p->text->view());
    c.begins_anywhere = !tree.error && drop_begins(tree);
  }
  if (!*c.begins_anywhere) return std::nullopt;
  if (from > text.size()) return Match{};
  return c.literal ? search_literal(*c.literal, text, from)
                   : search(c.anywhere, c.anywhere_backward, text, from);
}

Match match_at(const Pattern* p, std::string_view text, size_t from) {
  if (from > text.size()) return {};
  Pattern::Compiled& c = compiled(p);
  std::string_view rest = text.substr(from);
  if (c.literal) return rest.starts_with(*c.literal) ? Match{from, c.literal->size()} : Match{};
  size_t size = (*c.whole).longest(rest, from == 0, true);
  return size == std::string_view::npos ? Match{} : Match{from, size};
}

namespace {

// As a part of a sequence.
std::string part_text(std::string_view text) {
  PatternTree tree = parse_pattern(text);
  bool is_choice = !tree.error && tree.nodes[tree.root].kind == PatternNode::Kind::kChoice;
  return is_choice ? "(" + std::string(text) + ")" : std::string(text);
}

}  // namespace

// The text is as Zeek writes it, with each side in groups of its own. Where those nest too deeply,
// as they come to do in a loop, it is the same without them.
Result<Pattern*> join_patterns(Heap& heap, PatternJoin how, const Pattern* a, const Pattern* b) {
  std::string_view left = a->text->view(), right = b->text->view();
  bool is_choice = how == PatternJoin::kAlternative;
  std::string grouped =
      "(" + exact_text(left) + (is_choice ? ")|(" : ")(") + exact_text(right) + ")";
  if (!check_pattern(grouped)) return make_from_text(heap, grouped);
  std::string flat =
      is_choice ? std::string(left) + "|" + std::string(right) : part_text(left) + part_text(right);
  if (std::optional<PatternError> error = check_pattern(flat)) return Error{error->message};
  return make_from_text(heap, flat);
}

namespace {
constexpr size_t kSetMemory = size_t(32) << 20;
}

struct PatternSet::State {
  explicit State(std::span<const Pattern* const> patterns)
      : program(program_of(patterns)), automaton(program, Kind::kAnchored, kSetMemory) {}
  static PatternProgram program_of(std::span<const Pattern* const> patterns) {
    PatternProgram program(Direction::kForward);
    for (uint32_t i = 0; i < patterns.size(); ++i) {
      PatternTree tree = parse_pattern(patterns[i]->text->view());
      if (!tree.error) program.add(tree, i);
    }
    program.finish();
    return program;
  }
  PatternProgram program;
  PatternAutomaton automaton;
};

PatternSet::PatternSet(std::span<const Pattern* const> patterns)
    : state_(std::make_unique<State>(patterns)) {}

PatternSet::~PatternSet() = default;

std::span<const uint32_t> PatternSet::matching_exactly(std::string_view text) {
  return state_->automaton.all_matching(text);
}

PatternStatistics PatternSet::statistics() const {
  AutomatonStatistics now = state_->automaton.statistics();
  return {.expression_states = state_->program.state_count(),
          .states = now.states,
          .transitions = now.transitions,
          .reused = now.reused,
          .bytes = now.bytes};
}

}  // namespace avocet
