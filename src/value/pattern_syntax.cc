#include "value/pattern_syntax.h"

#include <charconv>
#include <string>

namespace avocet {

namespace {

// Bytes that an expression may take after unrolling beyond what is written: keeps hostile patterns
// from filling the memory, and lets long lists of alternatives be. What is written may be twice
// what it takes: groups around groups come of joining in a loop.
constexpr size_t kMaxSize = 50000;
constexpr size_t kMaxText = 4000000;
constexpr int kMaxNesting = 200;
constexpr size_t kNoLimit = SIZE_MAX;

bool is_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

// The named classes, of ASCII whatever the locale.
bool in_named_class(std::string_view name, unsigned char c, bool& known) {
  bool lower = c >= 'a' && c <= 'z';
  bool upper = c >= 'A' && c <= 'Z';
  bool control = c < 0x20 || c == 0x7f;
  bool graphic = c > 0x20 && c < 0x7f;
  bool hex_letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  if (name == "alnum") return lower || upper || is_digit(c);
  if (name == "alpha") return lower || upper;
  if (name == "blank") return c == ' ' || c == '\t';
  if (name == "cntrl") return control;
  if (name == "digit") return is_digit(c);
  if (name == "graph") return graphic;
  if (name == "print") return graphic || c == ' ';
  if (name == "punct") return graphic && !lower && !upper && !is_digit(c);
  if (name == "space") return c == ' ' || (c >= '\t' && c <= '\r');
  if (name == "xdigit") return is_digit(c) || hex_letter;
  if (name == "lower") return lower;
  if (name == "upper") return upper;
  known = false;
  return false;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  PatternTree run(PatternFlags flags) {
    if (text_.size() > 2 * kMaxText) fail("the pattern is too large");
    Part all = alternatives(flags, 0);
    if (!error_ && at_ < text_.size()) fail("unmatched )");
    tree_.root = all.node;
    tree_.error = std::move(error_);
    return std::move(tree_);
  }

 private:
  using Kind = PatternNode::Kind;

  // A parsed part, and how many bytes it takes once unrolled.
  struct Part {
    uint32_t node = 0;
    size_t size = 0;
  };

  bool done() const { return at_ >= text_.size() || error_; }
  char peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool starts(std::string_view s) const {
    return text_.substr(std::min(at_, text_.size())).starts_with(s);
  }

  void fail(std::string message) { fail_at(std::move(message), at_); }
  void fail_at(std::string message, size_t offset) {
    if (!error_) error_ = PatternError{std::move(message), offset};
  }

  Part add(PatternNode node, size_t size) {
    tree_.nodes.push_back(node);
    return {uint32_t(tree_.nodes.size() - 1), size};
  }
  Part empty() { return add({.kind = Kind::kEmpty}, 0); }
  Part bytes(const ByteSet& set) {
    tree_.sets.push_back(set);
    return add({.kind = Kind::kBytes, .first = uint32_t(tree_.sets.size() - 1)}, 1);
  }
  // A sequence or a choice, unless one part is all there is.
  Part join(Kind kind, const std::vector<Part>& parts) {
    if (parts.size() == 1) return parts.front();
    if (parts.empty()) return empty();
    auto first = uint32_t(tree_.children.size());
    size_t size = 0;
    for (const Part& part : parts) {
      tree_.children.push_back(part.node);
      size += part.size;
    }
    return add({.kind = kind, .first = first, .count = uint32_t(parts.size())}, size);
  }

  Part alternatives(PatternFlags flags, int depth) {
    std::vector<Part> parts{sequence(flags, depth)};
    size_t size = parts.back().size;
    while (!done() && peek() == '|') {
      ++at_;
      parts.push_back(sequence(flags, depth));
      size += parts.back().size;
      check_size(size);
    }
    return join(Kind::kChoice, parts);
  }

  Part sequence(PatternFlags flags, int depth) {
    std::vector<Part> parts;
    size_t size = 0;
    while (!done() && peek() != '|' && peek() != ')') {
      parts.push_back(repeated(flags, depth));
      size += parts.back().size;
      check_size(size);
    }
    return join(Kind::kSequence, parts);
  }

  void check_size(size_t size) {
    if (size > kMaxSize + std::min(text_.size(), kMaxText)) fail("the pattern is too large");
  }

  Part repeated(PatternFlags flags, int depth) {
    Part part = atom(flags, depth);
    while (!done()) {
      size_t begin = at_;
      size_t least = 0;
      size_t most = kNoLimit;
      if (!quantifier(least, most)) break;
      part = repeat(part, least, most, begin);
    }
    return part;
  }

  // Reads a quantifier, if one stands here.
  bool quantifier(size_t& least, size_t& most) {
    switch (peek()) {
    case '*': break;
    case '+': least = 1; break;
    case '?': most = 1; break;
    case '{': return braces(least, most);
    default: return false;
    }
    ++at_;
    return true;
  }

  bool braces(size_t& least, size_t& most) {
    size_t begin = at_++;
    if (!number(least)) return false;
    most = least;
    if (peek() == ',') {
      ++at_;
      most = kNoLimit;
      if (peek() != '}' && !number(most)) return false;
    }
    if (peek() != '}') {
      fail("expected } after the repetition");
      return false;
    }
    ++at_;
    if (most < least) fail_at("the repetition's upper bound is below the lower one", begin);
    return !error_;
  }

  bool number(size_t& n) {
    const char* begin = text_.data() + at_;
    auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), n);
    if (error != std::errc() || n > kMaxSize) {
      fail(error == std::errc::invalid_argument ? "expected a number of repetitions"
                                                : "the repetition is too large");
      return false;
    }
    at_ += size_t(end - begin);
    return true;
  }

  // What takes no byte is said once or not at all, and simple repetitions of simple ones melt: the
  // tree stays as shallow as the groups are.
  Part repeat(Part part, size_t least, size_t most, size_t offset) {
    if (error_) return part;
    if (most == 0) return empty();
    if (part.size == 0) return least == 0 ? empty() : part;
    if (least == 1 && most == 1) return part;
    size_t times = most == kNoLimit ? std::max<size_t>(least, 1) : most;
    if (part.size * times > kMaxSize) {
      fail_at("the repetition is too large", offset);
      return part;
    }
    uint32_t limit = most == kNoLimit ? kNoRepeatLimit : uint32_t(most);
    PatternNode node{
        .kind = Kind::kRepeat, .first = part.node, .least = uint32_t(least), .most = limit};
    const PatternNode& inner = tree_.nodes[part.node];
    if (is_simple(node) && is_simple(inner)) {
      node.first = inner.first;
      node.least = std::min(node.least, inner.least);
      node.most = std::max(node.most, inner.most);
    }
    return add(node, part.size * times);
  }
  // x* x+ x?
  static bool is_simple(const PatternNode& node) {
    return node.kind == Kind::kRepeat && node.least <= 1 &&
           (node.most == kNoRepeatLimit || node.most == 1);
  }

  Part atom(PatternFlags flags, int depth) {
    char c = peek();
    switch (c) {
    case '(': return group(flags, depth);
    case '[': return byte_class(flags);
    case '"': return quoted();
    case '.': ++at_; return bytes(any_byte(flags));
    case '^': ++at_; return add({.kind = Kind::kBegin}, 0);
    case '$': ++at_; return add({.kind = Kind::kEnd}, 0);
    case '*':
    case '+':
    case '?': fail("nothing to repeat"); return empty();
    case '{': fail("nothing to repeat before {"); return empty();
    default: break;
    }
    return letter(c == '\\' ? escape() : static_cast<unsigned char>(text_[at_++]), flags);
  }

  static ByteSet any_byte(PatternFlags flags) {
    ByteSet set;
    set.set();
    if (!flags.single_line) set.reset('\n');
    return set;
  }

  Part letter(unsigned char c, PatternFlags flags) {
    ByteSet set;
    set.set(c);
    if (flags.ignore_case && is_letter(c)) set.set(c ^ 0x20);
    return bytes(set);
  }

  Part group(PatternFlags flags, int depth) {
    size_t begin = at_++;
    if (depth >= kMaxNesting) {
      fail_at("groups are nested too deeply", begin);
      return empty();
    }
    if (peek() == '?') read_flags(flags);
    Part inner = alternatives(flags, depth + 1);
    if (!error_ && peek() != ')') fail_at("missing )", begin);
    ++at_;
    return inner;
  }

  void read_flags(PatternFlags& flags) {
    size_t begin = at_++;
    for (; peek() != ':'; ++at_) {
      if (peek() == 'i') {
        flags.ignore_case = true;
      } else if (peek() == 's') {
        flags.single_line = true;
      } else {
        return fail_at("unknown group after (?", begin);
      }
    }
    ++at_;
  }

  Part quoted() {
    size_t begin = at_++;
    std::vector<Part> parts;
    while (at_ < text_.size() && peek() != '"')
      parts.push_back(
          letter(peek() == '\\' ? escape() : static_cast<unsigned char>(text_[at_++]), {}));
    if (at_ >= text_.size()) fail_at("missing \" at the end of the literal", begin);
    ++at_;
    return join(Kind::kSequence, parts);
  }

  // Precondition: at a backslash. What it and the characters after it stand for.
  unsigned char escape() {
    ++at_;
    if (at_ >= text_.size()) {
      fail_at("the pattern ends in a backslash", at_ - 1);
      return 0;
    }
    auto c = static_cast<unsigned char>(text_[at_++]);
    switch (c) {
    case 'n': return '\n';
    case 't': return '\t';
    case 'r': return '\r';
    case 'f': return '\f';
    case 'v': return '\v';
    case 'a': return '\a';
    case 'b': return '\b';
    case 'x': return numeric(16, 2, c);
    default: break;
    }
    if (c < '0' || c > '7') return c;
    --at_;
    return numeric(8, 3, c);
  }

  // Up to `digits` digits; `otherwise` if there is none.
  unsigned char numeric(int base, size_t digits, unsigned char otherwise) {
    unsigned n = 0;
    const char* begin = text_.data() + at_;
    const char* end = begin + std::min(digits, text_.size() - at_);
    auto [stop, error] = std::from_chars(begin, end, n, base);
    if (error != std::errc()) return otherwise;
    at_ += size_t(stop - begin);
    return static_cast<unsigned char>(n);
  }

  Part byte_class(PatternFlags flags) {
    size_t begin = at_++;
    bool negated = peek() == '^';
    if (negated) ++at_;
    ByteSet set;
    // A ] right at the begin is an ordinary member.
    for (bool first = true; !error_ && at_ < text_.size() && (first || peek() != ']');
         first = false)
      member(set);
    if (at_ >= text_.size()) fail_at("missing ] of the character class", begin);
    ++at_;
    if (flags.ignore_case) fold_case(set);
    if (negated) set.flip();
    return bytes(set);
  }

  void member(ByteSet& set) {
    if (starts("[:")) return named(set);
    size_t begin = at_;
    unsigned char low = class_byte();
    unsigned char high = low;
    if (peek() == '-' && peek(1) != ']' && at_ + 1 < text_.size()) {
      ++at_;
      high = class_byte();
    }
    if (high < low) return fail_at("the range of the character class goes backwards", begin);
    for (unsigned c = low; c <= high; ++c) set.set(c);
  }

  unsigned char class_byte() {
    return peek() == '\\' ? escape() : static_cast<unsigned char>(text_[at_++]);
  }

  void named(ByteSet& set) {
    size_t end = text_.find(":]", at_ + 2);
    bool known = end != std::string_view::npos;
    std::string_view name = known ? text_.substr(at_ + 2, end - at_ - 2) : std::string_view();
    for (unsigned c = 0; c < 256 && known; ++c)
      if (in_named_class(name, static_cast<unsigned char>(c), known)) set.set(c);
    if (!known) return fail("unknown character class");
    at_ = end + 2;
  }

  static void fold_case(ByteSet& set) {
    for (unsigned c = 'a'; c <= 'z'; ++c) {
      bool either = set[c] || set[c - 0x20];
      set[c] = set[c - 0x20] = either;
    }
  }

  std::string_view text_;
  size_t at_ = 0;
  PatternTree tree_;
  std::optional<PatternError> error_;
};

}  // namespace

PatternTree parse_pattern(std::string_view text, PatternFlags flags) {
  return Parser(text).run(flags);
}

uint32_t any_bytes_at_begin(const PatternTree& tree) {
  using Kind = PatternNode::Kind;
  if (tree.error) return 0;
  const PatternNode& root = tree.nodes[tree.root];
  if (root.kind != Kind::kSequence || root.count < 2) return 0;
  const PatternNode& first = tree.nodes[tree.children[root.first]];
  if (first.kind != Kind::kRepeat || first.least != first.most) return 0;
  const PatternNode& repeated = tree.nodes[first.first];
  return repeated.kind == Kind::kBytes && tree.sets[repeated.first].all() ? first.least : 0;
}

void drop_any_bytes_at_begin(PatternTree& tree) {
  if (any_bytes_at_begin(tree) == 0) return;
  PatternNode& root = tree.nodes[tree.root];
  ++root.first;
  --root.count;
}

}  // namespace avocet
