#include "syntax/copied_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

#include "syntax/parse_stop.h"

namespace avocet {
namespace {

using T = TokenType;

// A character of UTF-8.
struct Character {
  uint32_t code = 0;
  uint32_t length = 1;
};

Character character_at(std::string_view text, size_t at) {
  auto byte = static_cast<unsigned char>(text[at]);
  uint32_t length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
  if (length == 1 || at + length > text.size()) return {byte, 1};
  uint32_t code = byte & (0x7fU >> length);
  for (uint32_t i = 1; i < length; ++i) {
    auto next = static_cast<unsigned char>(text[at + i]);
    if ((next & 0xc0) != 0x80) return {byte, 1};
    code = code << 6 | (next & 0x3f);
  }
  return {code, length};
}

// A range of characters and what scripts have instead; empty: nothing.
struct Replacement {
  uint32_t first, last;
  std::string_view instead;
};
constexpr std::array<Replacement, 17> kReplacements = {{
    {0x00a0, 0x00a0, " "},
    {0x00ab, 0x00ab, "\""},
    {0x00ad, 0x00ad, ""},
    {0x00b4, 0x00b4, "\""},
    {0x00bb, 0x00bb, "\""},
    {0x00d7, 0x00d7, "*"},
    {0x037e, 0x037e, ";"},
    {0x2000, 0x200a, " "},
    {0x200b, 0x200f, ""},
    {0x2010, 0x2015, "-"},
    {0x2018, 0x201f, "\""},
    {0x202a, 0x202f, " "},
    {0x205f, 0x2064, " "},
    {0x2212, 0x2212, "-"},
    {0x2260, 0x2260, "!="},
    {0x2264, 0x2264, "<="},
    {0x2265, 0x2265, ">="},
}};

constexpr uint32_t kInvisibleMark = 0xfeff;

// Of no width: it may stand within a word.
bool is_without_width(uint32_t code) {
  return code == 0xad || code == kInvisibleMark || (code >= 0x200b && code <= 0x200f) ||
         (code >= 0x2060 && code <= 0x2064);
}

bool is_invisible(uint32_t code) {
  bool is_blank = code == 0xa0 || code == 0x3000 || (code >= 0x2000 && code <= 0x200a) ||
                  (code >= 0x202a && code <= 0x202f) || code == 0x205f;
  return is_blank || is_without_width(code);
}

// Letters of Greek and Cyrillic and the Latin ones that look the same.
struct LookAlike {
  uint32_t code;
  char latin;
};
constexpr std::array<LookAlike, 34> kLookAlikes = {{
    {0x391, 'A'}, {0x392, 'B'}, {0x395, 'E'}, {0x397, 'H'}, {0x399, 'I'}, {0x39a, 'K'},
    {0x39c, 'M'}, {0x39d, 'N'}, {0x39f, 'O'}, {0x3a1, 'P'}, {0x3a4, 'T'}, {0x3a7, 'X'},
    {0x3bf, 'o'}, {0x405, 'S'}, {0x406, 'I'}, {0x410, 'A'}, {0x412, 'B'}, {0x415, 'E'},
    {0x41a, 'K'}, {0x41c, 'M'}, {0x41d, 'H'}, {0x41e, 'O'}, {0x420, 'P'}, {0x421, 'C'},
    {0x422, 'T'}, {0x425, 'X'}, {0x430, 'a'}, {0x435, 'e'}, {0x43e, 'o'}, {0x440, 'p'},
    {0x441, 'c'}, {0x443, 'y'}, {0x445, 'x'}, {0x456, 'i'},
}};

// Of an alphabet, a syllabary or the like.
bool is_letter(uint32_t code) {
  bool is_latin = code >= 0xc0 && code < 0x250 && code != 0xd7 && code != 0xf7;
  return is_latin || (code >= 0x370 && code < 0x2000 && code != 0x37e) ||
         (code >= 0x3040 && code < 0xd800);
}

struct Entity {
  std::string_view name, meant;
};
constexpr std::array<Entity, 6> kEntities = {
    {{"gt", ">"}, {"lt", "<"}, {"amp", "&"}, {"quot", "\""}, {"apos", "\""}, {"nbsp", " "}}};

class CopiedText : ParseStop {
 public:
  using ParseStop::ParseStop;

  std::optional<Diagnostic> describe() const {
    if (std::optional<Diagnostic> known = fence()) return known;
    if (std::optional<Diagnostic> known = foreign_character()) return known;
    return entity();
  }

 private:
  Diagnostic make(uint32_t begin, uint32_t length, std::string message, std::string hint) const {
    Diagnostic diagnostic;
    diagnostic.span = {source_.base + begin, length};
    diagnostic.message = std::move(message);
    diagnostic.hint = std::move(hint);
    diagnostic.code = "syntax";
    return diagnostic;
  }

  // ```zeek
  std::optional<Diagnostic> fence() const {
    constexpr uint32_t kLength = 3;
    if (!std::string_view(source_.text).substr(found_.begin).starts_with("```"))
      return std::nullopt;
    return make(found_.begin, kLength, "a fence of Markdown is no part of a script",
                "take the line out");
  }

  std::optional<Diagnostic> foreign_character() const {
    if (found_.type != T::kInvalid || static_cast<unsigned char>(source_.text[found_.begin]) < 0x80)
      return std::nullopt;
    Character c = character_at(source_.text, found_.begin);
    std::string_view instead;
    bool is_known = c.code == kInvisibleMark || c.code == 0x3000;
    std::string ascii;
    if (c.code > 0xff00 && c.code < 0xff5f) {  // of full width
      ascii = char(c.code - 0xff00 + 0x20);
      instead = ascii;
      is_known = true;
    }
    for (const Replacement& known : kReplacements) {
      if (c.code < known.first || c.code > known.last) continue;
      instead = known.instead;
      is_known = true;
    }
    if (!is_known) return std::nullopt;
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string code = "U+";
    for (int shift = 12; shift >= 0; shift -= 4) code += kHex[c.code >> shift & 15];
    if (instead.empty() || instead == " ")
      return make(found_.begin, c.length, "an invisible character (" + code + ") stands here",
                  instead.empty() ? "take it out" : "write a blank instead");
    std::string spelt(std::string_view(source_.text).substr(found_.begin, c.length));
    return make(found_.begin, c.length,
                "the character `" + spelt + "` (" + code + ") has no meaning in scripts",
                "write `" + std::string(instead) + "`");
  }

  // x &gt; y: the parse stops at the `;`, or at the `&`.
  std::optional<Diagnostic> entity() const {
    std::string_view all = source_.text;
    for (uint32_t begin :
         {found_.begin, previous() ? previous()->begin : 0, previous(1) ? previous(1)->begin : 0}) {
      if (all.substr(begin, 1) != "&") continue;
      for (const Entity& known : kEntities) {
        if (!all.substr(begin + 1).starts_with(known.name) ||
            all.substr(begin + 1 + known.name.size(), 1) != ";")
          continue;
        std::string spelt(all.substr(begin, known.name.size() + 2));
        return make(begin, uint32_t(spelt.size()),
                    "`" + spelt + "` is how a page of HTML writes `" + std::string(known.meant) +
                        "`",
                    "write `" + std::string(known.meant) + "`");
      }
    }
    return std::nullopt;
  }
};

}  // namespace

std::optional<Diagnostic>
describe_copied_text(const Source& source, const std::vector<Token>& taken, const Token& found) {
  return CopiedText(source, taken, found).describe();
}

std::optional<Diagnostic> describe_foreign_letter(const Source& source, const Token& found) {
  bool is_foreign = found.type == T::kInvalid && found.begin < source.text.size() &&
                    static_cast<unsigned char>(source.text[found.begin]) >= 0x80;
  if (!is_foreign) return std::nullopt;
  Character c = character_at(source.text, found.begin);
  if (is_invisible(c.code)) return CopiedText(source, {}, found).describe();
  if (!is_letter(c.code)) return std::nullopt;
  Diagnostic diagnostic;
  diagnostic.span = {source.base + found.begin, c.length};
  diagnostic.message =
      "the letter `" + source.text.substr(found.begin, c.length) + "` cannot stand in a name";
  diagnostic.hint = "names are made of the letters a to z and A to Z, digits and `_`";
  diagnostic.code = "syntax";
  return diagnostic;
}

bool is_conflict_mark(std::string_view text, size_t at) {
  constexpr size_t kFar = 100;  // a line may be as long as the file
  size_t from = at < kFar ? 0 : at - kFar;
  size_t newline = text.substr(from, at - from).rfind('\n');
  if (newline == text.npos && from != 0) return false;
  std::string_view line = text.substr(newline == text.npos ? 0 : from + newline + 1);
  return line.starts_with("<<<<<<<") || line.starts_with("=======") ||
         line.starts_with(">>>>>>>") || line.starts_with("|||||||");
}

size_t end_of_foreign_word(std::string_view text, size_t begin) {
  size_t end = begin;
  while (end < text.size()) {
    Character c = character_at(text, end);
    bool is_ascii = c.code < 0x80;
    bool is_part = is_ascii
                       ? text[end] == '_' || std::isalnum(static_cast<unsigned char>(text[end]))
                       : is_letter(c.code) || is_without_width(c.code);
    if (!is_part) break;
    end += c.length;
  }
  return end;
}

uint32_t invisible_length(std::string_view text, size_t at) {
  if (at >= text.size()) return 0;
  Character c = character_at(text, at);
  return is_invisible(c.code) ? c.length : 0;
}

std::string meant_name(std::string_view spelt) {
  std::string meant;
  for (size_t at = 0; at < spelt.size();) {
    Character c = character_at(spelt, at);
    auto known = std::find_if(kLookAlikes.begin(), kLookAlikes.end(),
                              [&c](const LookAlike& l) { return l.code == c.code; });
    if (known != kLookAlikes.end())
      meant += known->latin;
    else if (!is_invisible(c.code))
      meant += spelt.substr(at, c.length);
    at += c.length;
  }
  return meant;
}

}  // namespace avocet
