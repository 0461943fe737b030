// SIP messages (RFC 3261): text in, parts out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace avocet {

struct SipHeader {
  std::string_view name;  // as sent
  std::string value;      // with its further lines, without blanks around it
};

// Views are into the message.
struct SipMessage {
  bool is_request = false;
  std::string_view method, uri;  // of a request
  uint32_t code = 0;             // of a reply
  std::string_view reason;
  std::string_view version;  // "2.0"
  std::vector<SipHeader> headers;
  std::string_view body;
};

// More of one message than any needs.
inline constexpr size_t kMaxSipHeaders = 1000;

// What comes before a message in its datagram to keep ways through routers open: blank lines and
// zeros. All of it, if there is nothing else.
std::string_view without_sip_keepalive(std::string_view bytes);

// Nothing if it is no SIP. Lines that are no headers are left out.
std::optional<SipMessage> parse_sip(std::string_view bytes);

}  // namespace avocet
