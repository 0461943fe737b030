#include "base/uri.h"

namespace avocet {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// Letters, digits, and the punctuation of RFC 3986 and of RFC 2396 before it.
bool may_stand_alone(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return std::string_view("-_.~!*'();:@&=+$,/?#[]\\").find(c) != std::string_view::npos;
}

}  // namespace

std::string unescape_uri(std::string_view uri, UriOddities& oddities) {
  std::string plain;
  plain.reserve(uri.size());
  for (size_t i = 0; i < uri.size(); ++i) {
    char c = uri[i];
    if (c != '%') {
      oddities.special_char |= !may_stand_alone(c);
      plain += c;
      continue;
    }
    size_t left = uri.size() - i - 1;
    if (left == 0) {
      oddities.percent_at_end = true;
      plain += c;
    } else if (uri[i + 1] == '%') {
      oddities.double_percent = true;
      plain += c;
      ++i;
    } else if (hex_digit(uri[i + 1]) >= 0 && left == 1) {
      oddities.partial_at_end = true;
      plain += c;
    } else if (hex_digit(uri[i + 1]) >= 0 && hex_digit(uri[i + 2]) >= 0) {
      plain += char(hex_digit(uri[i + 1]) << 4 | hex_digit(uri[i + 2]));
      i += 2;
    } else {
      oddities.lone_percent = true;
      plain += c;
    }
  }
  return plain;
}

}  // namespace avocet
