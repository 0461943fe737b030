#include "protocol/http/lines.h"

#include <charconv>

#include "base/text.h"
#include "mime/header.h"

namespace avocet {

namespace {

constexpr std::string_view kKeyword = "HTTP/";
constexpr size_t kShortestMethod = 3;

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_token(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c)) return true;
  return std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

bool starts_with_keyword(std::string_view text) {
  return text.size() >= kKeyword.size() && ascii_equal(text.substr(0, kKeyword.size()), kKeyword);
}

// "1.1", whatever follows.
std::optional<HttpVersion> parse_version(std::string_view text) {
  if (text.size() < 3 || !is_digit(text[0]) || text[1] != '.' || !is_digit(text[2]))
    return std::nullopt;
  return HttpVersion{uint8_t(text[0] - '0'), uint8_t(text[2] - '0')};
}

// Where the last version of a line begins: behind a blank, its keyword. npos: nowhere.
size_t find_version(std::string_view line) {
  for (size_t i = line.size(); i-- > 1;)
    if (is_blank(line[i - 1]) && starts_with_keyword(line.substr(i))) return i;
  return std::string_view::npos;
}

template <class Line> void take_version(std::string_view text, Line& line) {
  line.is_lowercase = text.substr(0, 4) != "HTTP";
  std::optional<HttpVersion> version = parse_version(text.substr(kKeyword.size()));
  line.is_bad_version = !version;
  line.version = version.value_or(HttpVersion{});
}

HttpLineError refuse(std::string_view line) {
  size_t at = find_version(line);
  bool has_version =
      at != std::string_view::npos && parse_version(line.substr(at + kKeyword.size()));
  return has_version ? HttpLineError::kBadWithVersion : HttpLineError::kBad;
}

}  // namespace

HttpLineError parse_http_request(std::string_view line, HttpRequestLine& to) {
  size_t end = 0;
  while (end < line.size() && is_token(line[end])) ++end;
  if (end == 0) return refuse(line);
  if (end < kShortestMethod || end == line.size() || !is_blank(line[end]))
    return HttpLineError::kBad;
  to.method = line.substr(0, end);
  std::string_view rest = mime_trimmed(line.substr(end));
  if (rest.empty()) return HttpLineError::kBad;
  if (starts_with_keyword(rest)) {
    to.lacks_uri = true;
    to.uri = rest.substr(0, 0);
    take_version(rest, to);
    return HttpLineError::kNone;
  }
  size_t version = find_version(rest);
  if (version != std::string_view::npos) {
    take_version(rest.substr(version), to);
    to.uri = mime_trimmed(rest.substr(0, version));
    return HttpLineError::kNone;
  }
  // HTTP/0.9 has nothing behind the URI.
  if (rest.find_first_of(" \t") != std::string_view::npos) return HttpLineError::kBad;
  to.version = kHttp09;
  to.uri = rest;
  return HttpLineError::kNone;
}

std::optional<HttpStatusLine> parse_http_status(std::string_view line) {
  if (!starts_with_keyword(line)) return std::nullopt;
  HttpStatusLine status;
  take_version(line, status);
  size_t blank = line.find_first_of(" \t");
  if (blank == std::string_view::npos) return std::nullopt;
  std::string_view rest = without_blanks(line.substr(blank));
  auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), status.code);
  if (error != std::errc()) return std::nullopt;
  status.reason = mime_trimmed(rest.substr(size_t(end - rest.data())));
  return status;
}

std::optional<uint64_t> parse_http_number(std::string_view text) {
  text = mime_trimmed(text);
  uint64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<uint64_t> parse_chunk_size(std::string_view line) {
  line = mime_trimmed(line);
  uint64_t number = 0;
  auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number, 16);
  if (error != std::errc() || number > uint64_t(INT64_MAX)) return std::nullopt;
  std::string_view rest = without_blanks(line.substr(size_t(end - line.data())));
  if (!rest.empty() && rest.front() != ';') return std::nullopt;
  return number;
}

std::string_view without_range_unit(std::string_view value) {
  value = mime_trimmed(value);
  bool has_unit = value.size() > 5 && ascii_equal(value.substr(0, 5), "bytes");
  return has_unit ? mime_trimmed(value.substr(5)) : value;
}

std::optional<HttpContentRange> parse_content_range(std::string_view value) {
  value = without_range_unit(value);
  size_t dash = value.find('-'), slash = value.find('/');
  if (dash == std::string_view::npos || slash == std::string_view::npos || slash < dash)
    return std::nullopt;
  auto first = parse_http_number(value.substr(0, dash));
  auto last = parse_http_number(value.substr(dash + 1, slash - dash - 1));
  std::string_view size = mime_trimmed(value.substr(slash + 1));
  if (!first || !last) return std::nullopt;
  HttpContentRange range{*first, *last, parse_http_number(size)};
  if (!range.size && size != "*") return std::nullopt;
  return range;
}

}  // namespace avocet
