// Whether a condition on headers holds for a packet.
#pragma once

#include "packet/packet_view.h"
#include "signature/rule.h"

namespace avocet {

// A header that the packet does not have fulfils no condition.
bool holds(const HeaderCondition& condition, const PacketView& packet);

bool compare(uint64_t left, Comparison how, uint64_t right);

}  // namespace avocet
