#include "analyzer/header_records.h"

#include "analyzer/connection_record.h"
#include "analyzer/ipv6_records.h"
#include "packet/tcp_options.h"
#include "value/vector.h"

namespace avocet {

namespace {

constexpr TypeKind kCount = TypeKind::kCount;
constexpr TypeKind kBool = TypeKind::kBool;
constexpr TypeKind kAddr = TypeKind::kAddr;
constexpr TypeKind kPort = TypeKind::kPort;
constexpr TypeKind kRecord = TypeKind::kRecord;

// Places in the list of fields of pkt_hdr below, from `first` on.
enum PacketField : size_t { kIp, kIp6, kTcp, kUdp, kIcmp };
// The same for raw_pkt_hdr: there the link header comes first.
constexpr size_t kFirstOfPacket = 0, kFirstOfRaw = 1;
// Of l2_hdr, behind those that are always there.
enum LinkField : size_t {
  kSource = 4,
  kDestination,
  kVlan,
  kVlanPriority,
  kVlanDrop,
  kInnerVlan,
  kInnerVlanPriority,
  kInnerVlanDrop,
  kEtherType
};
// Of SYN_packet.
enum SynField : size_t { kTimestamp = 8, kTimestampEcho };
// The labels of link_encap and layer3_proto, by their numbers.
enum : int64_t { kLinkEthernet, kLinkUnknown };
enum : int64_t { kLayerIpv4, kLayerIpv6, kLayerArp, kLayerUnknown };

uint16_t word_at(ByteSpan bytes, size_t offset) {
  if (bytes.size() < offset + 2) return 0;
  return uint16_t(bytes[offset] << 8 | bytes[offset + 1]);
}

Value port_value(uint16_t number, PortProtocol protocol) { return Port{number, protocol}.value(); }

}  // namespace

HeaderRecords::HeaderRecords(Heap& heap, const ShapeFinder& shapes, std::string& errors)
    : heap_(heap), packet_(shapes, "pkt_hdr",
                           {{"ip", kRecord},
                            {"ip6", kRecord},
                            {"tcp", kRecord},
                            {"udp", kRecord},
                            {"icmp", kRecord}},
                           errors),
      raw_(shapes, "raw_pkt_hdr",
           {{"l2", kRecord},
            {"ip", kRecord},
            {"ip6", kRecord},
            {"tcp", kRecord},
            {"udp", kRecord},
            {"icmp", kRecord}},
           errors),
      link_(shapes, "l2_hdr",
            {{"encap", TypeKind::kEnum},
             {"len", kCount},
             {"cap_len", kCount},
             {"proto", TypeKind::kEnum},
             {"src", TypeKind::kString},
             {"dst", TypeKind::kString},
             {"vlan", kCount},
             {"vlan_pcp", kCount},
             {"vlan_dei", kBool},
             {"inner_vlan", kCount},
             {"inner_vlan_pcp", kCount},
             {"inner_vlan_dei", kBool},
             {"eth_type", kCount}},
            errors),
      ip4_(shapes, "ip4_hdr",
           {{"hl", kCount},
            {"tos", kCount},
            {"len", kCount},
            {"id", kCount},
            {"DF", kBool},
            {"MF", kBool},
            {"offset", kCount},
            {"ttl", kCount},
            {"p", kCount},
            {"sum", kCount},
            {"src", kAddr},
            {"dst", kAddr}},
           errors),
      ip6_(shapes, "ip6_hdr",
           {{"class", kCount},
            {"flow", kCount},
            {"len", kCount},
            {"nxt", kCount},
            {"hlim", kCount},
            {"src", kAddr},
            {"dst", kAddr},
            {"exts", TypeKind::kVector}},
           errors),
      tcp_(shapes, "tcp_hdr",
           {{"sport", kPort},
            {"dport", kPort},
            {"seq", kCount},
            {"ack", kCount},
            {"hl", kCount},
            {"dl", kCount},
            {"reserved", kCount},
            {"flags", kCount},
            {"win", kCount}},
           errors),
      udp_(shapes, "udp_hdr", {{"sport", kPort}, {"dport", kPort}, {"ulen", kCount}}, errors),
      icmp_(shapes, "icmp_hdr", {{"icmp_type", kCount}}, errors),
      icmp_info_(
          shapes, "icmp_info",
          {{"v6", kBool}, {"itype", kCount}, {"icode", kCount}, {"len", kCount}, {"ttl", kCount}},
          errors),
      syn_(shapes, "SYN_packet",
           {{"is_orig", kBool},
            {"DF", kBool},
            {"ttl", kCount},
            {"size", kCount},
            {"win_size", kCount},
            {"win_scale", TypeKind::kInt},
            {"MSS", kCount},
            {"SACK_OK", kBool},
            {"TSval", kCount},
            {"TSecr", kCount}},
           errors) {
  RecordBinding ip6(ip6_.shape(), "ip6_hdr", errors);
  int exts = ip6.optional_field("exts", TypeKind::kVector);
  if (exts < 0) return;
  extension_chain_ = as_vector(ip6_.shape()->type->fields[size_t(exts)].type);
  const RecordType* element = as_record(extension_chain_->element);
  extension_ = element ? element->shape : nullptr;
  if (!extension_) extension_chain_ = nullptr;
}

Record* HeaderRecords::make_ip4(const PacketView& packet) const {
  const IpView& ip = packet.ip;
  // The header of a packet put together from fragments is that of the first one.
  bool more_fragments = ip.more_fragments || ip.reassembled;
  return ip4_.make(heap_, {Value::of_count(ip.header_length), Value::of_count(ip.traffic_class),
                           Value::of_count(ip.stated_length), Value::of_count(ip.id),
                           Value::of_bool(ip.dont_fragment), Value::of_bool(more_fragments),
                           Value::of_count(ip.fragment_offset), Value::of_count(ip.ttl),
                           Value::of_count(ip.protocol), Value::of_count(word_at(ip.header, 10)),
                           make_address(heap_, ip.source), make_address(heap_, ip.destination)});
}

// Addresses as they stand there: a routing header or a home address may have told better ones.
Record* HeaderRecords::make_ip6(const PacketView& packet) const {
  constexpr size_t kExtensions = 7;
  const IpView& ip = packet.ip;
  ByteReader reader(ip.header);
  reader.skip(8);
  uint64_t high = reader.u64();
  IpAddress source = IpAddress::v6(high, reader.u64());
  high = reader.u64();
  IpAddress destination = IpAddress::v6(high, reader.u64());
  Record* header =
      ip6_.make(heap_, {Value::of_count(ip.traffic_class), Value::of_count(ip.flow_label),
                        Value::of_count(ip.stated_length >= 40 ? ip.stated_length - 40 : 0),
                        Value::of_count(ip.first_next_header), Value::of_count(ip.ttl),
                        make_address(heap_, source), make_address(heap_, destination)});
  if (!extension_chain_) return header;
  Vector* chain = make_vector(heap_, extension_chain_);
  if (ip.has_extension_headers) append_extension_headers(heap_, *extension_, ip.header, chain);
  ip6_.set(header, kExtensions, Value::of(chain));
  return header;
}

Record* HeaderRecords::make_tcp(const PacketView& packet) const {
  const TcpView& tcp = packet.tcp;
  return tcp_.make(heap_, {port_value(packet.source_port, PortProtocol::kTcp),
                           port_value(packet.destination_port, PortProtocol::kTcp),
                           Value::of_count(tcp.seq), Value::of_count(tcp.ack),
                           Value::of_count(tcp.header_length),
                           Value::of_count(packet.payload_length), Value::of_count(tcp.reserved),
                           Value::of_count(tcp.flags), Value::of_count(tcp.window)});
}

Record* HeaderRecords::make_link(const PacketView& packet) const {
  const LinkView& link = packet.link;
  bool is_ethernet = packet.raw->link == LinkType::kEthernet;
  int64_t layer = kLayerUnknown;
  if (packet.network == Network::kIpv4) layer = kLayerIpv4;
  if (packet.network == Network::kIpv6) layer = kLayerIpv6;
  if (packet.network == Network::kArp) layer = kLayerArp;
  bool is_joined = packet.ip.reassembled && link.length > 0;
  uint32_t length = is_joined ? link.length + packet.ip.total_length : packet.raw->wire_length;
  Record* record = link_.make(
      heap_, {Value::of_int(is_ethernet ? kLinkEthernet : kLinkUnknown), Value::of_count(length),
              Value::of_count(packet.raw->data.size()), Value::of_int(layer)});
  if (!is_ethernet) return record;
  auto text = [&](const MacAddress& mac) { return Value::of(make_string(heap_, mac_text(mac))); };
  link_.set(record, kSource, text(link.source));
  link_.set(record, kDestination, text(link.destination));
  if (link.vlan != kNoVlan) {
    link_.set(record, kVlan, Value::of_count(link.vlan));
    link_.set(record, kVlanPriority, Value::of_count(link.vlan_tag >> 13));
    link_.set(record, kVlanDrop, Value::of_bool((link.vlan_tag >> 12 & 1) != 0));
  }
  if (link.inner_vlan != kNoVlan) {
    link_.set(record, kInnerVlan, Value::of_count(link.inner_vlan));
    link_.set(record, kInnerVlanPriority, Value::of_count(link.inner_vlan_tag >> 13));
    link_.set(record, kInnerVlanDrop, Value::of_bool((link.inner_vlan_tag >> 12 & 1) != 0));
  }
  link_.set(record, kEtherType, Value::of_count(link.ether_type));
  return record;
}

Value HeaderRecords::make_packet_header(const PacketView& packet) const {
  Record* header = packet_.make(heap_, {});
  set_headers(packet_, kFirstOfPacket, header, packet);
  return Value::of(header);
}

Value HeaderRecords::make_raw_header(const PacketView& packet) const {
  Record* header = raw_.make(heap_, {Value::of(make_link(packet))});
  set_headers(raw_, kFirstOfRaw, header, packet);
  return Value::of(header);
}

void HeaderRecords::set_headers(const RecordMaker& maker, size_t first, Record* record,
                                const PacketView& packet) const {
  auto set = [&](PacketField field, Record* made) {
    maker.set(record, first + field, Value::of(made));
  };
  if (packet.network == Network::kIpv4) set(kIp, make_ip4(packet));
  if (packet.network == Network::kIpv6) set(kIp6, make_ip6(packet));
  switch (packet.transport) {
  case Transport::kTcp: set(kTcp, make_tcp(packet)); break;
  case Transport::kUdp:
    set(kUdp, udp_.make(heap_, {port_value(packet.source_port, PortProtocol::kUdp),
                                port_value(packet.destination_port, PortProtocol::kUdp),
                                Value::of_count(packet.udp.length)}));
    break;
  case Transport::kIcmp: set(kIcmp, icmp_.make(heap_, {Value::of_count(packet.icmp.type)})); break;
  case Transport::kNone:
  case Transport::kOther: break;
  }
}

Value HeaderRecords::make_icmp_info(const PacketView& packet) const {
  // The length is that of the ICMP message without its header of eight bytes.
  return Value::of(icmp_info_.make(
      heap_, {Value::of_bool(packet.icmp.is_v6), Value::of_count(packet.icmp.type),
              Value::of_count(packet.icmp.code), Value::of_count(packet.payload_length),
              Value::of_count(packet.ip.ttl)}));
}

Value HeaderRecords::make_syn_packet(const PacketView& packet, bool is_orig) const {
  int64_t scale = -1;
  uint64_t mss = 0;
  bool sack_ok = false;
  ByteSpan timestamps;
  TcpOptionReader options(packet.tcp.options);
  while (std::optional<TcpOption> option = options.next()) {
    if (option->kind == kTcpOptionMss) mss = word_at(option->data, 0);
    if (option->kind == kTcpOptionWindowScale && !option->data.empty()) scale = option->data[0];
    if (option->kind == kTcpOptionSackPermitted) sack_ok = true;
    if (option->kind == kTcpOptionTimestamps) timestamps = option->data;
  }
  Record* syn =
      syn_.make(heap_, {Value::of_bool(is_orig), Value::of_bool(packet.ip.dont_fragment),
                        Value::of_count(packet.ip.ttl), Value::of_count(packet.ip.stated_length),
                        Value::of_count(packet.tcp.window), Value::of_int(scale),
                        Value::of_count(mss), Value::of_bool(sack_ok)});
  ByteReader reader(timestamps);
  if (reader.can_read(8)) {
    syn_.set(syn, kTimestamp, Value::of_count(reader.u32()));
    syn_.set(syn, kTimestampEcho, Value::of_count(reader.u32()));
  }
  return Value::of(syn);
}

}  // namespace avocet
