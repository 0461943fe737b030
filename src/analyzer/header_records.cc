#include "analyzer/header_records.h"

#include "packet/tcp_options.h"
#include "value/vector.h"

namespace avocet {

namespace {

constexpr TypeKind kCount = TypeKind::kCount;
constexpr TypeKind kBool = TypeKind::kBool;
constexpr TypeKind kAddr = TypeKind::kAddr;
constexpr TypeKind kPort = TypeKind::kPort;
constexpr TypeKind kRecord = TypeKind::kRecord;

// Places in the list of fields of pkt_hdr below.
enum PacketField : size_t { kIp, kIp6, kTcp, kUdp, kIcmp };

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
            {"dst", kAddr}},
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
            {"SACK_OK", kBool}},
           errors) {}

Record* HeaderRecords::make_ip4(const PacketView& packet) const {
  const IpView& ip = packet.ip;
  return ip4_.make(heap_, {Value::of_count(ip.header_length), Value::of_count(ip.traffic_class),
                           Value::of_count(ip.total_length), Value::of_count(ip.id),
                           Value::of_bool(ip.dont_fragment), Value::of_bool(ip.more_fragments),
                           Value::of_count(ip.fragment_offset), Value::of_count(ip.ttl),
                           Value::of_count(ip.protocol), Value::of_count(word_at(ip.header, 10)),
                           make_address(heap_, ip.source), make_address(heap_, ip.destination)});
}

Record* HeaderRecords::make_ip6(const PacketView& packet) const {
  const IpView& ip = packet.ip;
  return ip6_.make(heap_, {Value::of_count(ip.traffic_class), Value::of_count(ip.flow_label),
                           Value::of_count(ip.total_length >= 40 ? ip.total_length - 40 : 0),
                           Value::of_count(ip.first_next_header), Value::of_count(ip.ttl),
                           make_address(heap_, ip.source), make_address(heap_, ip.destination)});
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

Value HeaderRecords::make_packet_header(const PacketView& packet) const {
  Record* header = packet_.make(heap_, {});
  if (packet.network == Network::kIpv4) packet_.set(header, kIp, Value::of(make_ip4(packet)));
  if (packet.network == Network::kIpv6) packet_.set(header, kIp6, Value::of(make_ip6(packet)));
  switch (packet.transport) {
  case Transport::kTcp: packet_.set(header, kTcp, Value::of(make_tcp(packet))); break;
  case Transport::kUdp:
    packet_.set(header, kUdp,
                Value::of(udp_.make(heap_, {port_value(packet.source_port, PortProtocol::kUdp),
                                            port_value(packet.destination_port, PortProtocol::kUdp),
                                            Value::of_count(packet.udp.length)})));
    break;
  case Transport::kIcmp:
    packet_.set(header, kIcmp, Value::of(icmp_.make(heap_, {Value::of_count(packet.icmp.type)})));
    break;
  case Transport::kNone:
  case Transport::kOther: break;
  }
  return Value::of(header);
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
  TcpOptionReader options(packet.tcp.options);
  while (std::optional<TcpOption> option = options.next()) {
    if (option->kind == kTcpOptionMss) mss = word_at(option->data, 0);
    if (option->kind == kTcpOptionWindowScale && !option->data.empty()) scale = option->data[0];
    if (option->kind == kTcpOptionSackPermitted) sack_ok = true;
  }
  return Value::of(
      syn_.make(heap_, {Value::of_bool(is_orig), Value::of_bool(packet.ip.dont_fragment),
                        Value::of_count(packet.ip.ttl), Value::of_count(packet.ip.total_length),
                        Value::of_count(packet.tcp.window), Value::of_int(scale),
                        Value::of_count(mss), Value::of_bool(sack_ok)}));
}

}  // namespace avocet
