// Syslog messages (RFC 3164, 5424), and how they are framed over TCP (RFC 6587).
//
// The parser of this folder: bytes in, parts out. It knows neither flows nor scripts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace avocet {

struct SyslogMessage {
  static constexpr uint32_t kUnspecified = 999;
  uint32_t facility = kUnspecified, severity = kUnspecified;
  std::string_view text;
};

// "<34>text"; without a number in front the whole is text. Views are into the bytes.
SyslogMessage parse_syslog(std::string_view bytes);

// The messages of a stream: each with its length in front, or up to a line's end.
class SyslogFrames {
 public:
  // Adds bytes, and gives what they complete.
  void feed(std::string_view bytes) { waiting_ += bytes; }
  std::optional<std::string> next();
  // A message without an end, when nothing follows.
  std::optional<std::string> rest();
  // Longer messages are cut; what lies behind the cut is a message of its own.
  static constexpr size_t kLongest = 65536;

 private:
  std::string waiting_;
};

}  // namespace avocet
