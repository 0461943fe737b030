// FlowKey: how a packet finds its flow: addresses, ports and protocol of both
// directions alike, VLAN ids where asked. Internal to flow/.
#pragma once

#include <cstdint>

#include "flow/flow.h"
#include "packet/packet_view.h"

namespace avocet {

struct FlowKey {
  IpAddress source, destination;
  uint16_t source_port = 0, destination_port = 0;
  uint16_t vlan = kNoVlan, inner_vlan = kNoVlan;
  uint8_t protocol = 0;
  // ICMP messages without a counterpart: only the same direction matches.
  bool one_way = false;

  // Precondition: view.transport is not kNone.
  static FlowKey of(const PacketView& view, bool with_vlans);

  // The same for both directions of a flow.
  uint32_t hash() const;
};

enum class KeyMatch : uint8_t { kNone, kSame, kReverse };

// Whether a packet with this key belongs to `flow`, and in which sense.
KeyMatch match(const FlowKey& key, const Flow& flow, bool with_vlans);

}  // namespace avocet
