#include "value/pattern_syntax.h"

#include <bitset>
#include <charconv>

namespace avocet {

namespace {

// RE2 refuses repetitions whose nested product is beyond this.
constexpr size_t kMaxRepeat = 1000;
// Atoms after unrolling: keeps hostile patterns from filling the memory.
constexpr size_t kMaxSize = 50000;
constexpr int kMaxDepth = 200;
constexpr size_t kNoLimit = SIZE_MAX;

using Bytes = std::bitset<256>;

struct Flags {
  bool ignore_case;
  bool single_line;
};

// A translated part: how many atoms it has, and the largest product of the repetitions in it.
struct Part {
  std::string text;
  size_t size = 0;
  size_t repeats = 1;
  bool anchor = false;  // matches no byte: ^ or $
};

void add(Part& to, const Part& part) {
  to.text += part.text;
  to.size += part.size;
  to.repeats = std::max(to.repeats, part.repeats);
}

bool is_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

void append_byte(std::string& out, unsigned char c) {
  constexpr char kHex[] = "0123456789abcdef";
  if (is_letter(c) || is_digit(c)) {
    out += char(c);
    return;
  }
  const char escaped[] = {'\\', 'x', kHex[c >> 4], kHex[c & 15]};
  out.append(escaped, sizeof escaped);
}

void append_class(std::string& out, const Bytes& set) {
  if (set.none()) {
    out += "[^\\x00-\\xff]";
    return;
  }
  out += '[';
  for (size_t c = 0; c < 256; ++c) {
    if (!set[c]) continue;
    size_t last = c;
    while (last + 1 < 256 && set[last + 1]) ++last;
    append_byte(out, static_cast<unsigned char>(c));
    if (last > c) {
      if (last > c + 1) out += '-';
      append_byte(out, static_cast<unsigned char>(last));
    }
    c = last;
  }
  out += ']';
}

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

class Translator {
 public:
  Translator(std::string_view text) : text_(text) {}

  Translation run(Flags flags) {
    Part all = alternatives(flags, 0);
    if (!error_ && at_ < text_.size()) fail("unmatched )");
    if (error_) return {{}, error_};
    return {std::move(all.text), std::nullopt};
  }

 private:
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

  Part alternatives(Flags flags, int depth) {
    Part all = sequence(flags, depth);
    while (!done() && peek() == '|') {
      ++at_;
      all.text += '|';
      add(all, sequence(flags, depth));
    }
    return all;
  }

  Part sequence(Flags flags, int depth) {
    Part all;
    while (!done() && peek() != '|' && peek() != ')') {
      add(all, repeated(flags, depth));
      if (all.size > kMaxSize) fail("the pattern is too large");
    }
    return all;
  }

  Part repeated(Flags flags, int depth) {
    Part part = atom(flags, depth);
    while (!done()) {
      size_t begin = at_;
      size_t least = 0;
      size_t most = kNoLimit;
      if (!quantifier(least, most)) break;
      part = repeat(std::move(part), least, most, begin);
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

  Part repeat(Part part, size_t least, size_t most, size_t offset) {
    // An anchor that may be left out says nothing; one that must hold says it once.
    if (part.anchor) return least == 0 ? Part{{}, 0, 1, true} : part;
    size_t times = most == kNoLimit ? std::max<size_t>(least, 1) : most;
    size_t size = part.size * std::max<size_t>(times, 1);
    if (size > kMaxSize) {
      fail_at("the repetition is too large", offset);
      return {};
    }
    Part all;
    all.size = std::max(size, part.size);
    all.repeats = part.repeats;
    std::string group = "(?:" + part.text + ")";
    if (part.repeats * std::max<size_t>(times, 1) <= kMaxRepeat) {
      all.repeats = part.repeats * std::max<size_t>(times, 1);
      all.text = group + bounds(least, most);
      return all;
    }
    for (size_t i = 0; i < least; ++i) all.text += group;
    if (most == kNoLimit) {
      all.text += group + "*";
    } else {
      for (size_t i = least; i < most; ++i) all.text += group + "?";
    }
    return all;
  }

  static std::string bounds(size_t least, size_t most) {
    if (most == kNoLimit && least <= 1) return least == 0 ? "*" : "+";
    if (most == 1 && least == 0) return "?";
    std::string text = "{" + std::to_string(least);
    if (most != least) text += ",";
    if (most != least && most != kNoLimit) text += std::to_string(most);
    return text + "}";
  }

  Part atom(Flags flags, int depth) {
    char c = peek();
    switch (c) {
    case '(': return group(flags, depth);
    case '[': return byte_class(flags);
    case '"': return quoted();
    case '.': ++at_; return {flags.single_line ? "[\\x00-\\xff]" : "[^\\n]", 1};
    case '^': ++at_; return {"\\A", 0, 1, true};
    case '$': ++at_; return {"\\z", 0, 1, true};
    case '*':
    case '+':
    case '?': fail("nothing to repeat"); return {};
    case '{': fail("nothing to repeat before {"); return {};
    default: break;
    }
    Part part;
    append_letter(part, c == '\\' ? escape() : static_cast<unsigned char>(text_[at_++]), flags);
    return part;
  }

  void append_letter(Part& part, unsigned char c, Flags flags) {
    ++part.size;
    if (!flags.ignore_case || !is_letter(c)) return append_byte(part.text, c);
    part.text += '[';
    part.text += char(c | 0x20);
    part.text += char(c & ~0x20);
    part.text += ']';
  }

  Part group(Flags flags, int depth) {
    size_t begin = at_++;
    if (depth >= kMaxDepth) {
      fail_at("groups are nested too deeply", begin);
      return {};
    }
    if (peek() == '?') read_flags(flags);
    Part inner = alternatives(flags, depth + 1);
    if (!error_ && peek() != ')') fail_at("missing )", begin);
    ++at_;
    inner.text = "(?:" + inner.text + ")";
    return inner;
  }

  void read_flags(Flags& flags) {
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
    Part part;
    while (at_ < text_.size() && peek() != '"') {
      append_byte(part.text, peek() == '\\' ? escape() : static_cast<unsigned char>(text_[at_++]));
      ++part.size;
    }
    if (at_ >= text_.size()) fail_at("missing \" at the end of the literal", begin);
    ++at_;
    part.text = "(?:" + part.text + ")";
    return part;
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

  Part byte_class(Flags flags) {
    size_t begin = at_++;
    bool negated = peek() == '^';
    if (negated) ++at_;
    Bytes set;
    // A ] right at the begin is an ordinary member.
    for (bool first = true; !error_ && at_ < text_.size() && (first || peek() != ']');
         first = false)
      member(set);
    if (at_ >= text_.size()) fail_at("missing ] of the character class", begin);
    ++at_;
    if (flags.ignore_case) fold_case(set);
    if (negated) set.flip();
    Part part{{}, 1};
    append_class(part.text, set);
    return part;
  }

  void member(Bytes& set) {
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

  void named(Bytes& set) {
    size_t end = text_.find(":]", at_ + 2);
    bool known = end != std::string_view::npos;
    std::string_view name = known ? text_.substr(at_ + 2, end - at_ - 2) : std::string_view();
    for (unsigned c = 0; c < 256 && known; ++c)
      if (in_named_class(name, static_cast<unsigned char>(c), known)) set.set(c);
    if (!known) return fail("unknown character class");
    at_ = end + 2;
  }

  static void fold_case(Bytes& set) {
    for (unsigned c = 'a'; c <= 'z'; ++c) {
      bool either = set[c] || set[c - 0x20];
      set[c] = set[c - 0x20] = either;
    }
  }

  std::string_view text_;
  size_t at_ = 0;
  std::optional<PatternError> error_;
};

}  // namespace

Translation translate_pattern(std::string_view text, PatternFlags flags) {
  return Translator(text).run({flags.ignore_case, flags.single_line});
}

}  // namespace avocet
