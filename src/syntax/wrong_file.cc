#include "syntax/wrong_file.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace avocet {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Diagnostic make_whole(const Source& source, const Token& at, std::string message,
                      std::string hint) {
  Diagnostic diagnostic;
  diagnostic.span = {source.base + at.begin, at.length};
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  diagnostic.code = "syntax";
  return diagnostic;
}

// With or without a byte order mark: of two bytes of ASCII one is 0.
bool is_utf16(std::string_view text) {
  if (text.size() < 2) return false;
  bool is_marked = text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff");
  return is_marked || (text[0] == 0) != (text[1] == 0);
}

// Programs, images and packed files: of the first bytes, many are controls that no script has.
bool is_binary(std::string_view text) {
  constexpr size_t kLookedAt = 1024, kFew = 4, kOneOf = 40;
  text = text.substr(0, kLookedAt);
  size_t controls = size_t(std::count_if(text.begin(), text.end(), [](char c) {
    bool is_blank = (c >= '\t' && c <= '\r') || c == '\x1b';
    return (static_cast<unsigned char>(c) < ' ' && !is_blank) || c == '\x7f';
  }));
  return controls >= kFew && controls * kOneOf >= text.size();
}

bool is_packed(std::string_view text) {
  return text.starts_with("\x1f\x8b") || text.starts_with("PK\x03\x04") ||
         text.starts_with("BZh") ||
         text.starts_with("\xfd"
                          "7zXZ") ||
         text.starts_with("\x28\xb5\x2f\xfd");
}

bool is_patch(std::string_view rest) {
  if (rest.starts_with("diff --git ") || rest.starts_with("Index: ")) return true;
  std::string_view next = rest.substr(std::min(rest.find('\n'), rest.size() - 1) + 1);
  if (rest.starts_with("--- ") && next.starts_with("+++ ")) return true;
  return rest.starts_with("@@ -") && rest.substr(4).find_first_not_of("0123456789,") != 0;
}

// The number that a line begins with, which a blank or the end of the line follows.
std::optional<uint64_t> line_number(std::string_view line) {
  constexpr size_t kMostDigits = 6;
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  size_t n = 0;
  uint64_t value = 0;
  for (; n < line.size() && n < kMostDigits && is_digit(line[n]); ++n)
    value = value * 10 + uint64_t(line[n] - '0');
  bool ends = n == line.size() || std::string_view(" \t\r\n:|").find(line[n]) != line.npos;
  return n > 0 && ends ? std::optional(value) : std::nullopt;
}

// Two lines in a row that are numbered so.
bool is_numbered(std::string_view rest) {
  std::optional<uint64_t> number = line_number(rest);
  size_t end = rest.find('\n');
  if (!number || end == rest.npos) return false;
  std::optional<uint64_t> next = line_number(rest.substr(end + 1));
  return next && *next == *number + 1;
}

}  // namespace

std::optional<Diagnostic> describe_wrong_file(const Source& source, const Token& first) {
  std::string_view rest = std::string_view(source.text).substr(first.begin);
  if (rest.empty()) return std::nullopt;
  if (first.begin == 0 && is_utf16(source.text))
    return make_whole(source, {first.type, true, 0, 1}, "this file is encoded as UTF-16",
                      "save it as UTF-8");
  if (is_binary(rest))
    return make_whole(source, {first.type, true, first.begin, 1}, "this is no text, so no script",
                      is_packed(rest) ? "unpack it first" : "");
  if (is_patch(rest))
    return make_whole(source, first, "this is a patch, not a script",
                      "apply it to the script that it changes");
  if (is_digit(rest[0]) && is_numbered(rest))
    return make_whole(source, first, "the lines are numbered",
                      "copy the script without the numbers of its lines");
  return std::nullopt;
}

}  // namespace avocet
