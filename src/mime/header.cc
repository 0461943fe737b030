#include "mime/header.h"

#include <algorithm>

#include "base/text.h"

namespace avocet {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// What RFC 2045 lets a token consist of.
bool is_token(char c) {
  return c > ' ' && c < 127 &&
         std::string_view("()<>@,;:\\\"/[]?=").find(c) == std::string_view::npos;
}

// Blanks, and comments in parentheses.
void skip_blanks(std::string_view& text) {
  int depth = 0;
  size_t i = 0;
  for (; i < text.size(); ++i) {
    char c = text[i];
    if (c == '(') {
      ++depth;
    } else if (depth > 0) {
      if (c == '\\')
        ++i;
      else if (c == ')')
        --depth;
    } else if (!is_blank(c)) {
      break;
    }
  }
  text.remove_prefix(std::min(i, text.size()));
}

std::string_view take_token(std::string_view& text) {
  size_t end = 0;
  while (end < text.size() && is_token(text[end])) ++end;
  std::string_view token = text.substr(0, end);
  text.remove_prefix(end);
  return token;
}

bool take_char(std::string_view& text, char c) {
  skip_blanks(text);
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  skip_blanks(text);
  return true;
}

std::string take_quoted(std::string_view& text) {
  std::string value;
  size_t i = 1;
  for (; i < text.size() && text[i] != '"'; ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    value += text[i];
  }
  text.remove_prefix(std::min(i + 1, text.size()));
  return value;
}

// Quoted, or up to the next separator: senders are lax about what needs quotes.
std::string take_value(std::string_view& text) {
  if (!text.empty() && text.front() == '"') return take_quoted(text);
  size_t end = std::min(text.find(';'), text.size());
  std::string_view value = mime_trimmed(text.substr(0, end));
  text.remove_prefix(end);
  return std::string(value);
}

}  // namespace

std::string_view mime_trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::optional<MimeHeader> parse_mime_header(std::string_view line) {
  size_t colon = line.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view name = mime_trimmed(line.substr(0, colon));
  if (name.empty()) return std::nullopt;
  return MimeHeader{std::string(name), std::string(mime_trimmed(line.substr(colon + 1)))};
}

std::optional<MimeType> parse_mime_type(std::string_view value) {
  skip_blanks(value);
  MimeType found;
  found.type = ascii_upper(take_token(value));
  if (found.type.empty() || !take_char(value, '/')) return std::nullopt;
  found.subtype = ascii_upper(take_token(value));
  found.parameters = value;
  return found;
}

std::optional<std::string> mime_parameter(std::string_view parameters, std::string_view name) {
  while (true) {
    size_t separator = parameters.find(';');
    if (separator == std::string_view::npos) return std::nullopt;
    parameters.remove_prefix(separator + 1);
    skip_blanks(parameters);
    std::string_view found = take_token(parameters);
    if (found.empty() || !take_char(parameters, '=')) continue;
    std::string value = take_value(parameters);
    if (ascii_equal(found, name)) return value;
  }
}

}  // namespace avocet
