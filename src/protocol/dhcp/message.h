// DHCP messages (RFC 2131) and their options (RFC 2132 and others).
//
// The parser of this folder: bytes in, parts out. It knows neither flows nor scripts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"

namespace avocet {

struct DhcpOption {
  uint8_t code = 0;
  ByteSpan value;
};

struct DhcpMessage {
  uint8_t operation = 0, hardware_type = 0, hardware_size = 0;
  uint32_t transaction = 0;
  uint16_t seconds = 0, flags = 0;
  uint32_t client = 0, yours = 0, server = 0, relay = 0;  // IPv4 addresses
  ByteSpan hardware;                                      // 16 bytes
  std::string_view server_name, file;
  std::vector<DhcpOption> options;  // without padding and end
  uint8_t type = 0;                 // from its option; 0: there is none
};

enum class DhcpProblem : uint8_t { kNone, kShort, kNoCookie, kBadOption };

// Views in `message` are into the bytes.
DhcpProblem parse_dhcp(ByteSpan bytes, DhcpMessage& message);

// A hardware address: "02:00:00:00:00:01".
std::string hardware_text(ByteSpan bytes);

}  // namespace avocet
