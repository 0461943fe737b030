// URIs (RFC 3986): undoing their escapes.
#pragma once

#include <string>
#include <string_view>

namespace avocet {

// Names of what is odd about a URI, as weirds are called.
struct UriOddities {
  bool percent_at_end = false;  // "illegal_%_at_end_of_URI"
  bool partial_at_end = false;  // "partial_escape_at_end_of_URI"
  bool double_percent = false;  // "double_%_in_URI"
  bool lone_percent = false;    // "unescaped_%_in_URI"
  bool special_char = false;    // "unescaped_special_URI_char"
};

// Each %xx becomes the byte it stands for; what is no escape stays as it is.
std::string unescape_uri(std::string_view uri, UriOddities& oddities);

}  // namespace avocet
