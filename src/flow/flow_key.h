// FlowKey: how a packet finds its flow: addresses, ports and protocol of both
// directions alike, VLAN ids where asked. Internal to flow/.
#pragma once

#include <cstdint>

#include "flow/flow.h"
#include "packet/packet_view.h"

namespace avocet {

// What an index of flows hashes with. Whoever knew it could choose addresses and ports so that all
// their flows hash alike, and each packet walks past all of them.
struct FlowHashSeed {
  uint64_t high = 0, low = 0, port = 0;

  // One that nobody can guess.
  static FlowHashSeed fresh();
};

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
  uint32_t hash(const FlowHashSeed& seed) const;
};

// Tells flows apart whose timers are due at the same time: their order is the same in each run,
// and with any number of workers.
uint32_t order_hash(const Flow& flow);

enum class KeyMatch : uint8_t { kNone, kSame, kReverse };

// Whether a packet with this key belongs to `flow`, and in which sense.
KeyMatch match(const FlowKey& key, const Flow& flow, bool with_vlans);

}  // namespace avocet
