// ARP and RARP messages (RFC 826, RFC 903) for Ethernet and IPv4.
#pragma once

#include <optional>

#include "base/byte_reader.h"
#include "base/ip_address.h"
#include "packet/packet_view.h"

namespace avocet {

struct ArpView {
  uint16_t hardware = 0;
  uint16_t protocol = 0;
  uint8_t hardware_length = 0;
  uint8_t protocol_length = 0;
  uint16_t operation = 0;  // 1 request, 2 reply, 3 and 4 of RARP
  MacAddress sender_mac{};
  MacAddress target_mac{};
  IpAddress sender;
  IpAddress target;
};

enum class ArpProblem : uint8_t { kNone, kTruncated, kBadHardware, kBadProtocol, kCorrupted };

// Unless it is truncated, addresses are read as far as they fit, whatever else is wrong.
struct ArpResult {
  ArpProblem problem = ArpProblem::kNone;
  ArpView arp;
};

// Precondition: none; `body` is what follows the link header.
ArpResult decode_arp(ByteSpan body);

}  // namespace avocet
