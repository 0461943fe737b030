// Headers of MIME (RFC 2045, RFC 5322), as mail and HTTP have them: names, values, parameters.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"

namespace avocet {

struct MimeHeader {
  std::string name;   // as it was sent
  std::string value;  // without blanks around it; lines that were folded are joined
};

// Without blanks and ends of lines around it.
std::string_view mime_trimmed(std::string_view text);

// "Name: value" on one line, folded ones already joined. Nothing if there is no name.
std::optional<MimeHeader> parse_mime_header(std::string_view line);

struct MimeType {
  std::string type, subtype;  // in upper case: "TEXT", "PLAIN"
  std::string_view parameters;
};
// The value of Content-Type; nothing if it is none. The parameters are a part of `value`.
std::optional<MimeType> parse_mime_type(std::string_view value);

// A parameter of a value such as `form-data; name="x"; filename=y`, unquoted; nothing if it is not
// there. `name` is compared regardless of case.
std::optional<std::string> mime_parameter(std::string_view parameters, std::string_view name);

}  // namespace avocet
