// The lines of HTTP (RFC 9112): requests, statuses, sizes of chunks, ranges.
//
// Text in, parts out; views are into the text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace avocet {

struct HttpVersion {
  uint8_t major = 0, minor = 0;
  bool operator==(const HttpVersion&) const = default;
  std::string text() const {
    std::string text = "0.0";
    text[0] = char(text[0] + major);
    text[2] = char(text[2] + minor);
    return text;
  }
};
inline constexpr HttpVersion kHttp09{0, 9};

struct HttpRequestLine {
  std::string_view method, uri;
  HttpVersion version = kHttp09;
  bool lacks_uri = false;
  bool is_lowercase = false;    // "http/1.1"
  bool is_bad_version = false;  // the version is taken for 0.0 then
};

enum class HttpLineError : uint8_t {
  kNone,
  kBad,
  kBadWithVersion,  // it names a version of HTTP all the same
};

HttpLineError parse_http_request(std::string_view line, HttpRequestLine& to);

struct HttpStatusLine {
  HttpVersion version;
  uint32_t code = 0;
  std::string_view reason;
  bool is_lowercase = false;
  bool is_bad_version = false;
};
std::optional<HttpStatusLine> parse_http_status(std::string_view line);

// Decimal digits and nothing else.
std::optional<uint64_t> parse_http_number(std::string_view text);
// Hexadecimal digits, then perhaps extensions. Nothing if there are none or the number is too
// large.
std::optional<uint64_t> parse_chunk_size(std::string_view line);

// "bytes 0-499/1234"; the size is missing where "*" stands for it.
struct HttpContentRange {
  uint64_t first = 0, last = 0;
  std::optional<uint64_t> size;
};
// "bytes 5-9/20" without its first word; lent.
std::string_view without_range_unit(std::string_view value);
std::optional<HttpContentRange> parse_content_range(std::string_view value);

}  // namespace avocet
