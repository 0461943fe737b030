// FlowEvent and FlowInterest: which reports about flows somebody wants.
//
// The flow room builds no argument and makes no call for a report that nobody
// wants. A table has a default interest; each flow starts with a copy, which
// upper rooms may widen or narrow at any time.
#pragma once

#include <cstdint>
#include <initializer_list>

namespace avocet {

enum class FlowEvent : uint8_t {
  // Reported by FlowObserver::flow_event(), named like the script-level events.
  kNewConnection,
  kConnectionAttempt,
  kConnectionEstablished,
  kPartialConnection,
  kConnectionRejected,
  kConnectionReset,
  kConnectionFinished,
  kConnectionHalfFinished,
  kConnectionPartialClose,
  kConnectionPending,
  kConnectionTimeout,
  kConnectionReused,
  kConnectionFlipped,
  kConnectionFirstAck,
  kConnectionStateRemove,
  kNewConnectionContents,
  kUdpSessionDone,
  // Reported by functions of their own.
  kConnectionSynPacket,
  kConnectionEof,
  kFlowLabelChanged,
  kTunnelChanged,
  kContentGap,
  kTcpPacket,
  kTcpOptions,
  kTcpRexmit,
  kRexmitInconsistency,
  kHistoryThreshold,
  kNewPacket,
  kIpv6ExtHeaders,
  kDatagram,
  kIcmp,
  kStream,
  kThreshold,
  kTunnelPayload,
  kGenericThreshold,
  kTunnelOpened,
  // By flow_event() again.
  kConnectionStatusUpdate,
  kUdpPacket,
  kCount  // not an event: their number
};

class FlowInterest {
 public:
  constexpr FlowInterest() = default;
  constexpr FlowInterest(std::initializer_list<FlowEvent> events) {
    for (FlowEvent event : events) add(event);
  }
  static constexpr FlowInterest everything() {
    FlowInterest all;
    all.bits_ = (uint64_t{1} << static_cast<int>(FlowEvent::kCount)) - 1;
    return all;
  }

  constexpr void add(FlowEvent event) { bits_ |= bit(event); }
  constexpr void remove(FlowEvent event) { bits_ &= ~bit(event); }
  constexpr bool wants(FlowEvent event) const { return (bits_ & bit(event)) != 0; }
  friend constexpr FlowInterest operator|(FlowInterest a, FlowInterest b) {
    a.bits_ |= b.bits_;
    return a;
  }
  constexpr bool any() const { return bits_ != 0; }

  friend constexpr bool operator==(FlowInterest, FlowInterest) = default;

 private:
  static constexpr uint64_t bit(FlowEvent event) { return uint64_t{1} << static_cast<int>(event); }
  uint64_t bits_ = 0;
};

static_assert(static_cast<int>(FlowEvent::kCount) < 64);

}  // namespace avocet
