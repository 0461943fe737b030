// PacketGate: who may have packets passed over before anything is made of them.
#pragma once

#include "packet/packet_view.h"

namespace avocet {

class PacketGate {
 public:
  virtual ~PacketGate() = default;
  // Whether a packet, or a fragment of one, is passed over. Its IP headers are known.
  virtual bool discards_ip(const PacketView&) = 0;
  // The same of a packet of TCP, UDP or ICMP whose transport header is known.
  virtual bool discards_transport(const PacketView&) = 0;
};

}  // namespace avocet
