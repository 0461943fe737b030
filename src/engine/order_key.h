// OrderKey: where in a run something was written, so that what several engines write can be put in
// the order in which one engine would have written it.
#pragma once

#include <cstdint>
#include <tuple>

#include "flow/flow_table.h"

namespace avocet {

// What an engine does with time and packets, in this order for each packet.
enum class RunPhase : uint8_t {
  kBegin,         // zeek_init
  kFlowTimers,    // flows that end before the packet
  kExpiry,        // elements of tables that expire, and `when` that waited too long
  kDelays,        // records of logs that were held back
  kRotation,      // logs that get another name
  kScriptTimers,  // scheduled events
  kPacket,
  kFlowsEnd,  // flows that end with the capture
  kDone,      // zeek_done
};

struct OrderKey {
  uint64_t packet = 0;  // number of the packet at hand
  RunPhase phase = RunPhase::kBegin;
  FlowTable::Rank rank{};  // within the phase

  friend bool operator==(const OrderKey&, const OrderKey&) = default;
  friend bool operator<(const OrderKey& a, const OrderKey& b) {
    return std::tie(a.packet, a.phase, a.rank) < std::tie(b.packet, b.phase, b.rank);
  }
};

}  // namespace avocet
