#include "protocol/finger/message.h"

#include <algorithm>

namespace avocet {

namespace {

std::string_view without_leading_blanks(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
}

}  // namespace

FingerRequest parse_finger_request(std::string_view line) {
  FingerRequest request;
  line = without_leading_blanks(line);
  if (line.starts_with("/W") || line.starts_with("/w")) {
    request.is_full = true;
    line = without_leading_blanks(line.substr(2));
  }
  size_t at = std::min(line.find('@'), line.size());
  request.user = line.substr(0, at);
  request.host = line.substr(std::min(at + 1, line.size()));
  return request;
}

}  // namespace avocet
