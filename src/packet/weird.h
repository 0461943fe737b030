// Weirds: what is wrong or odd about a packet or a flow, under the names that
// script users know. A weird never stops the engine; it is counted and reported.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace avocet {

enum class Weird : uint8_t {
  // Link and network.
  kTruncatedLinkFrame, kNonIpPacketInEthernet, kUnknownLinkType, kUnknownIpVersion,
  kTruncatedIp, kTruncatedIpv6, kTruncatedHeader, kTruncatedHeaderInIp, kTruncatedHeaderInIpv6,
  kInternallyTruncatedHeader, kInvalidIpHeaderSize, kInvalidIpHeaderSizeInTunnel,
  kInvalidInnerIpVersion, kBadIpChecksum, kIpv4ProtocolMismatch, kUnknownProtocol,
  kTruncatedIpOptions, kIpv6ExcessExtensionHeaders, kEspAuthHeader, kIpv6ZeroLengthAuthHeader,
  kRoutingHeader0, kBadMobilityChecksum,
  // Fragments.
  kExcessivelyLargeFragment, kExcessivelySmallFragment, kFragmentWithDf, kFragmentOverlap,
  kFragmentInconsistency, kFragmentSizeInconsistency, kFragmentProtocolInconsistency,
  kIncompletelyCapturedFragment, kFragmentLimitReached, kFragmentTimeout,
  // Tunnels.
  kExceededTunnelMaxDepth, kTunnelParseFailed, kUnknownTunnelPayload, kTruncatedGre, kUnknownGreVersion,
  kGreRouting, kUnknownGreType,
  // Transport.
  kBadTcpHeaderLength, kBadTcpChecksum, kBadUdpChecksum, kBadIcmpChecksum,
  kUdpDatagramLengthMismatch, kTcpChristmas, kTcpScaleRange, kTruncatedArp, kCorruptedArp,
  // TCP flows.
  kActiveConnectionReuse, kPrematureConnectionReuse, kBadSynAck, kBaroqueSyn,
  kConnectionOriginatorSynAck, kDataAfterReset, kDataBeforeEstablished,
  kExcessiveDataWithoutFurtherAcks, kAboveHoleDataWithoutAnyAcks, kFinAdvancedLastSeq,
  kFinAfterReset, kFinStorm, kInappropriateFin, kPendingDataWhenClosed, kPossibleSplitRouting,
  kRepeatedSynReplyWithoutAck, kRepeatedSynWithAck, kRstStorm, kRstWithData, kSimultaneousOpen,
  kSpontaneousFin, kSpontaneousRst, kSynAfterClose, kSynAfterPartial, kSynAfterReset,
  kSynInsideConnection, kSynSeqJump, kSynWithData, kUnsolicitedSynResponse, kWindowRecision,
  kMultipleHistoryFlags,
  kCount  // not a weird: their number
};

inline constexpr size_t kWeirdCount = static_cast<size_t>(Weird::kCount);

// The script-level name, for example "bad_TCP_checksum".
std::string_view weird_name(Weird weird);

// How often each weird was met, whether or not anybody listened.
class WeirdCounters {
 public:
  void add(Weird weird) { ++counts_[static_cast<size_t>(weird)]; }
  uint64_t count(Weird weird) const { return counts_[static_cast<size_t>(weird)]; }

 private:
  std::array<uint64_t, kWeirdCount> counts_{};
};

}  // namespace avocet
