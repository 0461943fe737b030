// PacketView: what the headers of one packet say, as plain values.
//
// The decoder fills it from a RawPacket; everything after decoding reads only
// this. Spans borrow the bytes of the capture (or of the defragmenter) and die
// with the packet. Members of a layer are meaningful only when that layer is
// present: `ip` when has_ip(), `tcp`/`udp`/`icmp` by `transport`.
#pragma once

#include <array>
#include <cstdint>

#include "base/byte_reader.h"
#include "base/ip_address.h"
#include "base/net_time.h"
#include "packet/encapsulation.h"
#include "packet/link_header.h"
#include "packet/raw_packet.h"

namespace avocet {

using MacAddress = std::array<uint8_t, 6>;

inline constexpr uint16_t kNoVlan = 0xffff;

enum class Network : uint8_t { kNone, kIpv4, kIpv6, kArp, kOther };
// kOther: IP with a protocol that has no decoder; the flow is keyed by addresses and protocol.
enum class Transport : uint8_t { kNone, kTcp, kUdp, kIcmp, kOther };

struct LinkView {
  MacAddress source{};
  MacAddress destination{};
  bool has_addresses = false;
  uint16_t ether_type = 0;  // of what follows all tags; 0 where the link has none
  uint16_t length = 0;      // of packets put together from fragments: the last one's link headers
  uint16_t vlan = kNoVlan;  // outermost
  uint16_t inner_vlan = kNoVlan;
  uint16_t vlan_tag = 0;        // of the outermost VLAN: priority, drop bit and id
  uint16_t inner_vlan_tag = 0;  // of the other one
  LinkPath path;                // the headers that were read
  uint32_t pppoe_session = 0;
  bool has_pppoe = false;
  ByteSpan aggregate_rest;  // further frames of a wireless aggregate (LinkHeader::kAggregate)
};

struct IpView {
  IpAddress source;
  IpAddress destination;
  ByteSpan header;               // with options, or with all extension headers
  uint32_t header_length = 0;    // bytes from the start of the IP header to the transport header
  uint32_t total_length = 0;     // by the header, or of the packet where that is empty
  uint32_t stated_length = 0;    // by the header alone: what counts as IP bytes
  uint32_t flow_label = 0;       // IPv6, 20 bits
  uint32_t id = 0;               // of fragments
  uint32_t fragment_offset = 0;  // bytes
  uint8_t version = 0;
  uint8_t protocol = 0;           // of the transport header
  uint8_t first_next_header = 0;  // IPv6: next header of the fixed header
  uint8_t traffic_class = 0;      // TOS of IPv4
  uint8_t ttl = 0;                // hop limit of IPv6
  bool more_fragments = false;
  bool dont_fragment = false;
  bool reassembled = false;  // the packet was put together from fragments
  bool has_extension_headers = false;

  bool is_fragment() const { return more_fragments || fragment_offset != 0; }
};

inline constexpr uint8_t kTcpFin = 0x01, kTcpSyn = 0x02, kTcpRst = 0x04, kTcpPush = 0x08,
                         kTcpAck = 0x10, kTcpUrg = 0x20;

struct TcpView {
  uint32_t seq = 0;
  uint32_t ack = 0;
  uint16_t window = 0;
  uint16_t urgent = 0;
  uint16_t checksum = 0;
  uint8_t flags = 0;
  uint8_t reserved = 0;
  uint8_t header_length = 0;       // bytes, with options
  bool bad_header_length = false;  // the header says less than 20 or more than there is
  bool header_cut_off = false;     // the capture holds less than the header
  ByteSpan options;                // see packet/tcp_options.h

  bool has(uint8_t mask) const { return (flags & mask) == mask; }
};

struct UdpView {
  uint16_t length = 0;  // with the header, as it says
  uint16_t checksum = 0;
};

struct IcmpView {
  uint8_t type = 0;
  uint8_t code = 0;
  uint16_t checksum = 0;
  uint32_t rest = 0;  // the second word: id and sequence of an echo
  bool is_v6 = false;

  uint16_t id() const { return static_cast<uint16_t>(rest >> 16); }
  uint16_t sequence() const { return static_cast<uint16_t>(rest); }
};

enum class Checksum : uint8_t {
  kUnchecked,  // checking is off, or the packet was not captured whole
  kAbsent,     // UDP over IPv4 without one
  kGood,
  kBad,
};

struct PacketView {
  NetTime time;  // whole microseconds: the network time of the packet
  const RawPacket* raw = nullptr;

  LinkView link;
  Network network = Network::kNone;
  Transport transport = Transport::kNone;
  Checksum ip_checksum = Checksum::kUnchecked;
  Checksum transport_checksum = Checksum::kUnchecked;

  IpView ip;
  uint16_t source_port = 0;  // TCP and UDP
  uint16_t destination_port = 0;
  TcpView tcp;
  UdpView udp;
  IcmpView icmp;

  ByteSpan network_bytes;       // captured bytes from the network header on (ARP: the ARP body)
  ByteSpan transport_bytes;     // captured bytes from the transport header on
  ByteSpan payload;             // captured bytes behind the transport header
  uint32_t payload_length = 0;  // what the headers say, possibly more than payload.size()

  const Encapsulation* tunnel = nullptr;  // null outside any tunnel

  bool has_ip() const { return network == Network::kIpv4 || network == Network::kIpv6; }
  bool has_ports() const { return transport == Transport::kTcp || transport == Transport::kUdp; }
};

}  // namespace avocet
