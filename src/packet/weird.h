// Weirds: what is wrong or odd about a packet or a flow, under the names that
// script users know. A weird never stops the engine; it is counted and reported.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace avocet {

enum class Weird : uint8_t {
  // Link and network.
  kTruncatedEthernetFrame,
  kTruncatedLinkHeader,
  kTruncatedVlanFrame,
  kTruncatedFabricPath,
  kTruncatedPppoeHeader,
  kTruncatedRadiotapHeader,
  kTruncated80211Header,
  kTruncatedSllHeader,
  kTooManyLinkHeaders,
  kUndefinedEtherType,
  kPppoeExtraData,
  kPppoeTruncated,
  kTripleTaggedVlan,
  kNflogBadTlvLength,
  kUnknownIpVersion,
  kTruncatedIp,
  kTruncatedIpLength,
  kInvalidIpHeaderSize,
  kIpv4MinHeaderSize,
  kIpHeaderLengthZero,
  kInternallyTruncatedHeader,
  kTruncatedHeader,
  kInvalidInnerIpVersion,
  kBadIpChecksum,
  kBadMobilityChecksum,
  kBadIpv6DestinationOptionLength,
  kBadHomeAddressLength,
  kMultipleHomeAddressOptions,
  kRoutingHeader0,
  kUnknownRoutingType,
  kMultipleRoutingHeaders,
  kOddRouting0Length,
  kBadRouting2Length,
  kIpv6NoNext,
  kMobilityPiggyback,
  kUnknownMobilityType,
  // Fragments.
  kExcessivelyLargeFragment,
  kExcessivelySmallFragment,
  kFragmentWithDf,
  kFragmentOverlap,
  kFragmentInconsistency,
  kFragmentSizeInconsistency,
  kFragmentProtocolInconsistency,
  kIncompletelyCapturedFragment,
  kFragmentLimitReached,
  kNestedFragmentHeader,
  // Tunnels.
  kExceededTunnelMaxDepth,
  kTruncatedGre,
  kUnknownGreVersion,
  kUnknownGreProtocol,
  kEnhancedGreProtocol,
  kUnknownGreFlags,
  kNonIpPacketInEncapsulation,
  kGreRouting,
  kTeredoBubbleWithPayload,
  kGeneveEmptyPacket,
  // ARP and transport.
  kTruncatedArp,
  kCorruptedArp,
  kBadTcpHeaderLength,
  kBadTcpChecksum,
  kBadUdpChecksum,
  kBadIcmpChecksum,
  kUdpDatagramLengthMismatch,
  kTruncatedMldV2Record,
  kTcpChristmas,
  kTcpScaleRange,
  kTcpSequenceUnderflow,
  kTcpAckUnderflow,
  kTruncatedTcpPayload,
  kTcpOptionMssLength,
  kTcpOptionWindowScaleLength,
  kTcpOptionSackPermittedLength,
  kTcpOptionSackLength,
  kTcpOptionTimestampsLength,
  kTcpOptionQuickStartLength,
  kTcpOptionUserTimeoutLength,
  kTcpOptionAuthenticationLength,
  kTcpOptionFastOpenLength,
  // TCP flows.
  kAboveHoleDataWithoutAnyAcks,
  kActiveConnectionReuse,
  kBadSynAck,
  kBaroqueSyn,
  kConnectionOriginatorSynAck,
  kDataAfterReset,
  kDataBeforeEstablished,
  kExcessiveDataWithoutFurtherAcks,
  kFinAdvancedLastSeq,
  kFinAfterReset,
  kFinStorm,
  kInappropriateFin,
  kPossibleSplitRouting,
  kPrematureConnectionReuse,
  kRepeatedSynReplyWithoutAck,
  kRepeatedSynWithAck,
  kRstStorm,
  kSimultaneousOpen,
  kSpontaneousFin,
  kSpontaneousRst,
  kSynAfterClose,
  kSynAfterPartial,
  kSynAfterReset,
  kSynInsideConnection,
  kSynSeqJump,
  kSynWithData,
  kUnsolicitedSynResponse,
  kWindowRecision,
  // Limits of our own.
  kReassemblyLimitReached,
  kFlowLimitReached,
  kCount  // not a weird: their number
};

inline constexpr size_t kWeirdCount = static_cast<size_t>(Weird::kCount);

// The script-level name, for example "bad_TCP_checksum".
std::string_view weird_name(Weird weird);

// What found it, as scripts see the source of a weird; empty for most.
std::string_view weird_source(Weird weird);

// How often each weird was met, whether or not anybody listened.
class WeirdCounters {
 public:
  void add(Weird weird) { ++counts_[static_cast<size_t>(weird)]; }
  uint64_t count(Weird weird) const { return counts_[static_cast<size_t>(weird)]; }

 private:
  std::array<uint64_t, kWeirdCount> counts_{};
};

struct PacketView;

// Who hears of weirds in packets that belong to no flow (yet). Counts them all.
class PacketWeirdSink {
 public:
  virtual ~PacketWeirdSink() = default;
  // Counts and passes on. The view holds what was decoded so far: with has_ip() the weird concerns
  // two hosts, else only the net. Inside a tunnel (view.tunnel) scripts see "<name>_in_tunnel".
  void report(Weird weird, const PacketView& view, std::string_view additional = {}) {
    report(weird, view, additional, weird_source(weird));
  }
  // For weirds that several may find: `source` is who did.
  void report(Weird weird, const PacketView& view, std::string_view additional,
              std::string_view source) {
    counters_.add(weird);
    packet_weird(weird, view, additional, source);
  }
  const WeirdCounters& counters() const { return counters_; }
  WeirdCounters& counters() { return counters_; }

 protected:
  virtual void packet_weird(Weird, const PacketView&, std::string_view /*additional*/,
                            std::string_view /*source*/) {}

 private:
  WeirdCounters counters_;
};

}  // namespace avocet
