// Unique ids of flows: the same capture and seed give the same ids, whichever
// engine of how many handles the flow.
#pragma once

#include <cstdint>

#include "base/ip_address.h"
#include "base/net_time.h"
#include "flow/flow.h"

namespace avocet {

struct UidBits {
  uint64_t high = 0;
  uint64_t low = 0;
  friend bool operator==(const UidBits&, const UidBits&) = default;
};

// From the endpoints, the protocol, the VLANs, the tunnels and the time of the first packet; does
// not change when the flow is turned.
UidBits uid_of(const Flow& flow, uint64_t seed);

// Of a tunnel that is no flow itself (IP in IP, GRE).
UidBits tunnel_uid(const IpAddress& one, const IpAddress& other, uint8_t protocol, NetTime start,
                   uint64_t seed);

}  // namespace avocet
