#include "syntax/copied_text.h"

#include <array>
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
    bool is_known = c.code == 0xfeff || c.code == 0x3000;
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
  if (!is_letter(c.code)) return std::nullopt;
  Diagnostic diagnostic;
  diagnostic.span = {source.base + found.begin, c.length};
  diagnostic.message =
      "the letter `" + source.text.substr(found.begin, c.length) + "` cannot stand in a name";
  diagnostic.hint = "names are made of the letters a to z and A to Z, digits and `_`";
  diagnostic.code = "syntax";
  return diagnostic;
}

}  // namespace avocet
