// Encapsulation: the tunnels around a packet, innermost first.
#pragma once

#include <cstdint>

#include "base/ip_address.h"

namespace avocet {

// The values and order of the script-level enum Tunnel::Type.
enum class TunnelType : uint8_t {
  kNone,
  kIp,
  kAyiya,
  kTeredo,
  kSocks,
  kGtpv1,
  kHttp,
  kGre,
  kVxlan,
  kGeneve
};

// One layer. Lives on the stack of whoever decapsulates; copy what must stay.
struct Encapsulation {
  TunnelType type = TunnelType::kNone;
  uint8_t protocol = 0;  // IP protocol of the outer packet: 17 for tunnels over UDP
  uint16_t orig_port = 0;
  uint16_t resp_port = 0;
  IpAddress orig;
  IpAddress resp;
  uint64_t uid_high = 0;  // unique id of the outer flow (see flow/identity.h)
  uint64_t uid_low = 0;
  const Encapsulation* outer = nullptr;  // the tunnel around this tunnel, null for the outermost

  int depth() const {
    int count = 0;
    for (const Encapsulation* layer = this; layer != nullptr; layer = layer->outer) ++count;
    return count;
  }
};

}  // namespace avocet
