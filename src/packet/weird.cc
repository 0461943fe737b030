#include "packet/weird.h"

#include "base/check.h"

namespace avocet {

// A switch, so that a weird without a name does not compile.
std::string_view weird_name(Weird weird) {
  switch (weird) {
  case Weird::kTruncatedEthernetFrame: return "truncated_ethernet_frame";
  case Weird::kTruncatedLinkHeader: return "truncated_link_header";
  case Weird::kTruncatedVlanFrame: return "truncated_VLAN_header";
  case Weird::kTruncatedFabricPath: return "truncated_link_header_cfp";
  case Weird::kTruncatedPppoeHeader: return "truncated_pppoe_header";
  case Weird::kTruncatedRadiotapHeader: return "truncated_radiotap_header";
  case Weird::kTruncated80211Header: return "truncated_802_11_header";
  case Weird::kTruncatedSllHeader: return "truncated_Linux_SLL_header";
  case Weird::kTooManyLinkHeaders: return "max_packet_analyzer_depth_exceeded";
  case Weird::kUndefinedEtherType: return "undefined_ether_type";
  case Weird::kPppoeExtraData: return "pppoe_extra_data_after_payload";
  case Weird::kPppoeTruncated: return "pppoe_truncated_payload";
  case Weird::kTripleTaggedVlan: return "triple_tagged_vlan_unsupported";
  case Weird::kNflogBadTlvLength: return "nflog_bad_tlv_len";
  case Weird::kUnknownIpVersion: return "unknown_ip_version";
  case Weird::kTruncatedIp: return "truncated_IP";
  case Weird::kTruncatedIpLength: return "truncated_IP_len";
  case Weird::kInvalidIpHeaderSize: return "invalid_IP_header_size";
  case Weird::kIpv4MinHeaderSize: return "IPv4_min_header_size";
  case Weird::kIpHeaderLengthZero: return "ip_hdr_len_zero";
  case Weird::kInternallyTruncatedHeader: return "internally_truncated_header";
  case Weird::kTruncatedHeader: return "truncated_header";
  case Weird::kInvalidInnerIpVersion: return "invalid_inner_IP_version";
  case Weird::kBadIpChecksum: return "bad_IP_checksum";
  case Weird::kBadMobilityChecksum: return "bad_MH_checksum";
  case Weird::kBadIpv6DestinationOptionLength: return "bad_ipv6_dest_opt_len";
  case Weird::kBadHomeAddressLength: return "bad_home_addr_len";
  case Weird::kMultipleHomeAddressOptions: return "multiple_home_addr_opts";
  case Weird::kRoutingHeader0: return "routing0_hdr";
  case Weird::kUnknownRoutingType: return "unknown_routing_type";
  case Weird::kMultipleRoutingHeaders: return "multiple_routing_headers";
  case Weird::kOddRouting0Length: return "odd_routing0_len";
  case Weird::kBadRouting2Length: return "bad_routing2_len";
  case Weird::kIpv6NoNext: return "ipv6_no_next";
  case Weird::kMobilityPiggyback: return "mobility_piggyback";
  case Weird::kUnknownMobilityType: return "unknown_mobility_type";
  case Weird::kExcessivelyLargeFragment: return "excessively_large_fragment";
  case Weird::kExcessivelySmallFragment: return "excessively_small_fragment";
  case Weird::kFragmentWithDf: return "fragment_with_DF";
  case Weird::kFragmentOverlap: return "fragment_overlap";
  case Weird::kFragmentInconsistency: return "fragment_inconsistency";
  case Weird::kFragmentSizeInconsistency: return "fragment_size_inconsistency";
  case Weird::kFragmentProtocolInconsistency: return "fragment_protocol_inconsistency";
  case Weird::kIncompletelyCapturedFragment: return "incompletely_captured_fragment";
  case Weird::kFragmentLimitReached: return "fragment_limit_reached";
  case Weird::kNestedFragmentHeader: return "nested_fragment_header";
  case Weird::kExceededTunnelMaxDepth: return "exceeded_tunnel_max_depth";
  case Weird::kTruncatedGre: return "truncated_GRE";
  case Weird::kUnknownGreVersion: return "unknown_gre_version";
  case Weird::kUnknownGreProtocol: return "unknown_gre_protocol";
  case Weird::kEnhancedGreProtocol: return "egre_protocol_type";
  case Weird::kUnknownGreFlags: return "unknown_gre_flags";
  case Weird::kNonIpPacketInEncapsulation: return "non_ip_packet_in_encap";
  case Weird::kGreRouting: return "gre_routing";
  case Weird::kGeneveEmptyPacket: return "geneve_empty_packet";
  case Weird::kTeredoBubbleWithPayload: return "Teredo_bubble_with_payload";
  case Weird::kTruncatedArp: return "truncated_ARP";
  case Weird::kCorruptedArp: return "corrupted_arp_header";
  case Weird::kBadTcpHeaderLength: return "bad_TCP_header_len";
  case Weird::kBadTcpChecksum: return "bad_TCP_checksum";
  case Weird::kBadUdpChecksum: return "bad_UDP_checksum";
  case Weird::kBadIcmpChecksum: return "bad_ICMP_checksum";
  case Weird::kUdpDatagramLengthMismatch: return "UDP_datagram_length_mismatch";
  case Weird::kTruncatedMldV2Record: return "truncated_ICMPv6_MLDv2_record";
  case Weird::kTcpChristmas: return "TCP_christmas";
  case Weird::kTcpScaleRange: return "TCP_scale_range";
  case Weird::kTcpSequenceUnderflow: return "TCP_seq_underflow_or_misorder";
  case Weird::kTcpAckUnderflow: return "TCP_ack_underflow_or_misorder";
  case Weird::kTruncatedTcpPayload: return "truncated_tcp_payload";
  case Weird::kTcpOptionMssLength: return "tcp_option_mss_invalid_len";
  case Weird::kTcpOptionWindowScaleLength: return "tcp_option_window_scale_invalid_len";
  case Weird::kTcpOptionSackPermittedLength: return "tcp_option_sack_invalid_len";
  case Weird::kTcpOptionSackLength: return "tcp_option_sack_blocks_invalid_len";
  case Weird::kTcpOptionTimestampsLength: return "tcp_option_timestamps_invalid_len";
  case Weird::kTcpOptionQuickStartLength: return "tcp_option_qs_invalid_len";
  case Weird::kTcpOptionUserTimeoutLength: return "tcp_option_uto_invalid_len";
  case Weird::kTcpOptionAuthenticationLength: return "tcp_option_ao_invalid_len";
  case Weird::kTcpOptionFastOpenLength: return "tcp_option_tfo_invalid_len";
  case Weird::kAboveHoleDataWithoutAnyAcks: return "above_hole_data_without_any_acks";
  case Weird::kActiveConnectionReuse: return "active_connection_reuse";
  case Weird::kBadSynAck: return "bad_SYN_ack";
  case Weird::kBaroqueSyn: return "baroque_SYN";
  case Weird::kConnectionOriginatorSynAck: return "connection_originator_SYN_ack";
  case Weird::kDataAfterReset: return "data_after_reset";
  case Weird::kDataBeforeEstablished: return "data_before_established";
  case Weird::kExcessiveDataWithoutFurtherAcks: return "excessive_data_without_further_acks";
  case Weird::kFinAdvancedLastSeq: return "FIN_advanced_last_seq";
  case Weird::kFinAfterReset: return "FIN_after_reset";
  case Weird::kFinStorm: return "FIN_storm";
  case Weird::kInappropriateFin: return "inappropriate_FIN";
  case Weird::kPossibleSplitRouting: return "possible_split_routing";
  case Weird::kPrematureConnectionReuse: return "premature_connection_reuse";
  case Weird::kRepeatedSynReplyWithoutAck: return "repeated_SYN_reply_wo_ack";
  case Weird::kRepeatedSynWithAck: return "repeated_SYN_with_ack";
  case Weird::kRstStorm: return "RST_storm";
  case Weird::kSimultaneousOpen: return "simultaneous_open";
  case Weird::kSpontaneousFin: return "spontaneous_FIN";
  case Weird::kSpontaneousRst: return "spontaneous_RST";
  case Weird::kSynAfterClose: return "SYN_after_close";
  case Weird::kSynAfterPartial: return "SYN_after_partial";
  case Weird::kSynAfterReset: return "SYN_after_reset";
  case Weird::kSynInsideConnection: return "SYN_inside_connection";
  case Weird::kSynSeqJump: return "SYN_seq_jump";
  case Weird::kSynWithData: return "SYN_with_data";
  case Weird::kUnsolicitedSynResponse: return "unsolicited_SYN_response";
  case Weird::kWindowRecision: return "window_recision";
  case Weird::kReassemblyLimitReached: return "reassembly_limit_reached";
  case Weird::kFlowLimitReached: return "flow_limit_reached";
  case Weird::kCount: break;
  }
  UNREACHABLE();
}

std::string_view weird_source(Weird weird) {
  switch (weird) {
  case Weird::kTruncatedEthernetFrame:
  case Weird::kTruncatedFabricPath:
  case Weird::kUndefinedEtherType: return "ETHERNET";
  case Weird::kTruncatedLinkHeader:
  case Weird::kTooManyLinkHeaders:
  case Weird::kBadIpv6DestinationOptionLength:
  case Weird::kBadHomeAddressLength:
  case Weird::kMultipleHomeAddressOptions:
  case Weird::kRoutingHeader0:
  case Weird::kUnknownRoutingType:
  case Weird::kMultipleRoutingHeaders:
  case Weird::kOddRouting0Length:
  case Weird::kBadRouting2Length:
  case Weird::kExcessivelyLargeFragment:
  case Weird::kExcessivelySmallFragment:
  case Weird::kFragmentWithDf:
  case Weird::kFragmentOverlap:
  case Weird::kFragmentInconsistency:
  case Weird::kFragmentSizeInconsistency:
  case Weird::kFragmentProtocolInconsistency:
  case Weird::kIncompletelyCapturedFragment:
  case Weird::kFragmentLimitReached:
  case Weird::kNestedFragmentHeader:
  case Weird::kFlowLimitReached:
  case Weird::kPossibleSplitRouting:
  case Weird::kSynSeqJump:
  case Weird::kWindowRecision:
  case Weird::kCount: return {};
  case Weird::kTruncatedVlanFrame:
  case Weird::kTripleTaggedVlan: return "VLAN";
  case Weird::kTruncatedPppoeHeader:
  case Weird::kPppoeExtraData:
  case Weird::kPppoeTruncated: return "PPPOE";
  case Weird::kTruncatedRadiotapHeader: return "IEEE802_11_RADIO";
  case Weird::kTruncated80211Header: return "IEEE802_11";
  case Weird::kTruncatedSllHeader: return "LINUXSLL";
  case Weird::kNflogBadTlvLength: return "NFLOG";
  case Weird::kUnknownIpVersion:
  case Weird::kTruncatedIp:
  case Weird::kTruncatedIpLength:
  case Weird::kInvalidIpHeaderSize:
  case Weird::kIpv4MinHeaderSize:
  case Weird::kIpHeaderLengthZero:
  case Weird::kInternallyTruncatedHeader:
  case Weird::kTruncatedHeader:
  case Weird::kBadIpChecksum:
  case Weird::kIpv6NoNext:
  case Weird::kMobilityPiggyback:
  case Weird::kUnknownMobilityType:
  case Weird::kBadMobilityChecksum: return "IP";
  case Weird::kInvalidInnerIpVersion:
  case Weird::kExceededTunnelMaxDepth: return "IPTUNNEL";
  case Weird::kTruncatedGre:
  case Weird::kUnknownGreVersion:
  case Weird::kUnknownGreProtocol:
  case Weird::kEnhancedGreProtocol:
  case Weird::kUnknownGreFlags:
  case Weird::kNonIpPacketInEncapsulation:
  case Weird::kGreRouting: return "GRE";
  case Weird::kGeneveEmptyPacket: return "GENEVE";
  case Weird::kTeredoBubbleWithPayload: return "TEREDO";
  case Weird::kTruncatedArp:
  case Weird::kCorruptedArp: return "ARP";
  case Weird::kBadTcpHeaderLength:
  case Weird::kBadTcpChecksum:
  case Weird::kTcpChristmas:
  case Weird::kTcpScaleRange:
  case Weird::kTcpSequenceUnderflow:
  case Weird::kTcpAckUnderflow:
  case Weird::kTruncatedTcpPayload:
  case Weird::kTcpOptionMssLength:
  case Weird::kTcpOptionWindowScaleLength:
  case Weird::kTcpOptionSackPermittedLength:
  case Weird::kTcpOptionSackLength:
  case Weird::kTcpOptionTimestampsLength:
  case Weird::kTcpOptionQuickStartLength:
  case Weird::kTcpOptionUserTimeoutLength:
  case Weird::kTcpOptionAuthenticationLength:
  case Weird::kTcpOptionFastOpenLength:
  case Weird::kAboveHoleDataWithoutAnyAcks:
  case Weird::kActiveConnectionReuse:
  case Weird::kBadSynAck:
  case Weird::kBaroqueSyn:
  case Weird::kConnectionOriginatorSynAck:
  case Weird::kDataAfterReset:
  case Weird::kDataBeforeEstablished:
  case Weird::kExcessiveDataWithoutFurtherAcks:
  case Weird::kFinAdvancedLastSeq:
  case Weird::kFinAfterReset:
  case Weird::kFinStorm:
  case Weird::kInappropriateFin:
  case Weird::kPrematureConnectionReuse:
  case Weird::kRepeatedSynReplyWithoutAck:
  case Weird::kRepeatedSynWithAck:
  case Weird::kRstStorm:
  case Weird::kSimultaneousOpen:
  case Weird::kSpontaneousFin:
  case Weird::kSpontaneousRst:
  case Weird::kSynAfterClose:
  case Weird::kSynAfterPartial:
  case Weird::kSynAfterReset:
  case Weird::kSynInsideConnection:
  case Weird::kSynWithData:
  case Weird::kUnsolicitedSynResponse:
  case Weird::kReassemblyLimitReached: return "TCP";
  case Weird::kBadUdpChecksum:
  case Weird::kUdpDatagramLengthMismatch: return "UDP";
  case Weird::kBadIcmpChecksum:
  case Weird::kTruncatedMldV2Record: return "ICMP";
  }
  UNREACHABLE();
}

}  // namespace avocet
