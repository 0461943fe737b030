// Whom an IPv6 packet is for, and from, in the end: extension headers may name others than the
// fixed header does.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/byte_reader.h"
#include "base/ip_address.h"
#include "packet/weird.h"

namespace avocet {

// While segments are left, the last address of type 0 (RFC 2460 4.4) or the one of type 2 (RFC 6275
// 6.4) is where the packet goes.
struct RoutingHeader {
  static constexpr uint8_t kType0 = 0, kType2 = 2;

  uint8_t type = 0;
  bool has_segments_left = false;
  bool is_sound = true;                  // its length is one that the type can have
  std::optional<IpAddress> destination;  // none when no segments are left
};

// The whole header.
RoutingHeader read_routing_header(ByteSpan header);

// RFC 6275 6.3: a mobile node names its home, which is what the packet is from.
struct HomeAddress {
  std::optional<IpAddress> address;
  std::vector<Weird> problems;
};

// A whole header of destination options.
HomeAddress read_home_address(ByteSpan header);

struct Ipv6Addresses {
  IpAddress source, destination;
};

// By the fixed header and what extension headers follow, up to a fragment header; what is damaged
// changes nothing. Nothing if the fixed header is cut.
std::optional<Ipv6Addresses> final_addresses(ByteSpan packet);

}  // namespace avocet
