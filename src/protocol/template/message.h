// Ident messages (RFC 1413): who owns a connection, asked and answered in one line each.
//
// The parser of this folder: text in, parts out. It knows neither flows nor scripts, so that tests
// and the fuzzer need nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace avocet {

// "6193, 23": a port of the one who is asked, and one of the asker.
struct IdentPorts {
  uint16_t local = 0;
  uint16_t remote = 0;
};

struct IdentReply {
  IdentPorts ports;
  bool is_error = false;
  std::string_view system;  // of a reply: "UNIX", perhaps with a character set
  std::string_view text;    // the user of a reply, or the kind of an error
};

inline constexpr size_t kMaxIdentLine = 1000;

// Nothing if the line is something else. Views are into the line.
std::optional<IdentPorts> parse_ident_request(std::string_view line);
std::optional<IdentReply> parse_ident_reply(std::string_view line);

}  // namespace avocet
