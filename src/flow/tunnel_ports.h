// TunnelPorts: which ports of UDP carry which tunnels.
#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <vector>

#include "packet/encapsulation.h"

namespace avocet {

class TunnelPorts {
 public:
  // With the ports that IANA, or whoever made a tunnel, gave it.
  TunnelPorts();

  // Whether tunnels of that type are known by ports of UDP.
  static bool has_ports(TunnelType type);

  // These and no others carry `type`. Precondition of both: it has ports.
  void set(TunnelType type, std::span<const uint16_t> ports);
  void add(TunnelType type, uint16_t port);

  // What a datagram carries by its ports; kNone: by them it is no tunnel. If several fit, the first
  // of VXLAN, Geneve, GTP, GRE, AYIYA and Teredo. Each datagram is asked for: nearly all are none.
  TunnelType of(uint16_t source, uint16_t destination) const {
    bool may_be = is_any_[source] || is_any_[destination];
    return may_be ? first_of(source, destination) : TunnelType::kNone;
  }

 private:
  struct Assigned {
    TunnelType type;
    uint16_t port;
  };

  TunnelType first_of(uint16_t source, uint16_t destination) const;

  std::vector<Assigned> assigned_;
  std::bitset<UINT16_MAX + 1> is_any_;
};

}  // namespace avocet
