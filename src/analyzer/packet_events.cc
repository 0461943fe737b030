#include "analyzer/packet_events.h"

#include "packet/checksum.h"
#include "packet/ipv6_headers.h"

namespace avocet {

namespace {

// RFC 2236 and RFC 3376.
enum Igmp : uint8_t {
  kBadChecksum = 0x00,
  kQuery = 0x11,
  kReport1 = 0x12,
  kReport2 = 0x16,
  kLeave = 0x17,
  kReport3 = 0x22
};

}  // namespace

PacketEvents::PacketEvents(const EventMaker& maker, WeirdEvents& weirds)
    : maker_(maker), weirds_(weirds), raw_packet_(maker.handle("raw_packet")),
      arp_request_(maker.handle("arp_request")), arp_reply_(maker.handle("arp_reply")),
      bad_arp_(maker.handle("bad_arp")), esp_packet_(maker.handle("esp_packet")),
      mobile_(maker.handle("mobile_ipv6_message")), unknown_(maker.handle("unknown_protocol")),
      igmp_message_(maker.handle("IGMP::message")),
      igmp_query_(maker.handle("IGMP::membership_query")),
      igmp_report1_(maker.handle("IGMP::membership_report_v1")),
      igmp_report2_(maker.handle("IGMP::membership_report_v2")),
      igmp_leave_(maker.handle("IGMP::leave_group")),
      igmp_report3_(maker.handle("IGMP::membership_report_v3")),
      sampling_threshold_(maker.machine.find_global("UnknownProtocol::sampling_threshold")),
      sampling_rate_(maker.machine.find_global("UnknownProtocol::sampling_rate")),
      sampling_duration_(maker.machine.find_global("UnknownProtocol::sampling_duration")),
      first_bytes_count_(maker.machine.find_global("UnknownProtocol::first_bytes_count")),
      most_counts_(maker.machine.find_global("Limits::unknown_protocols")) {
  history_ = maker.list_parameter("unknown_protocol", 3);
  groups_ = maker.list_parameter("IGMP::membership_report_v3", 1);
}

PacketInterest PacketEvents::interest() const {
  PacketInterest interest;
  interest.raw_packets = raw_packet_.wanted();
  interest.arp = arp_request_.wanted() || arp_reply_.wanted() || bad_arp_.wanted();
  interest.network_packets = esp_packet_.wanted() || mobile_.wanted();
  interest.unknown_protocols = unknown_.wanted();
  interest.igmp = igmp_message_.wanted() || igmp_query_.wanted() || igmp_report1_.wanted() ||
                  igmp_report2_.wanted() || igmp_leave_.wanted() || igmp_report3_.wanted() ||
                  maker_.handle("flow_weird").wanted();
  return interest;
}

void PacketEvents::packet_weird(Weird weird, const PacketView& packet, std::string_view additional,
                                std::string_view source) {
  std::string name(weird_name(weird));
  if (packet.tunnel) name += "_in_tunnel";
  if (packet.has_ip())
    weirds_.flow(name, packet.ip.source, packet.ip.destination, additional, source);
  else
    weirds_.net(name, additional, source);
}

void PacketEvents::raw_packet(const PacketView& packet) {
  if (raw_packet_.wanted()) raw_packet_.raise({maker_.headers.make_raw_header(packet)});
}

void PacketEvents::arp(const PacketView& packet) {
  ArpResult result = decode_arp(packet.network_bytes);
  const ArpView& arp = result.arp;
  switch (result.problem) {
  case ArpProblem::kNone: break;
  case ArpProblem::kTruncated: return report(Weird::kTruncatedArp, packet);
  case ArpProblem::kBadHardware:
    return bad_arp(arp, "corrupt-arp-header (hrd=" + std::to_string(arp.hardware) +
                            ", hln=" + std::to_string(arp.hardware_length) + ")");
  case ArpProblem::kBadProtocol:
    return bad_arp(arp, "corrupt-arp-header (pro=" + std::to_string(arp.protocol) +
                            ", pln=" + std::to_string(arp.protocol_length) + ")");
  case ArpProblem::kCorrupted: return report(Weird::kCorruptedArp, packet);
  }
  constexpr uint16_t kRequest = 1, kReply = 2;
  if (arp.operation != kRequest && arp.operation != kReply) {
    // RARP and its kin are understood and of no interest.
    constexpr uint16_t kLastKnown = 9;
    if (arp.operation == 0 || arp.operation > kLastKnown)
      bad_arp(arp, "corrupt-arp-opcode (" + std::to_string(arp.operation) + ")");
    return;
  }
  bool is_forged = packet.link.source != arp.sender_mac;
  if (is_forged) return bad_arp(arp, "weird-arp-sha");
  const EventHandle& handle = arp.operation == kRequest ? arp_request_ : arp_reply_;
  if (handle.wanted())
    handle.raise({maker_.text(mac_text(packet.link.source)),
                  maker_.text(mac_text(packet.link.destination)), maker_.address(arp.sender),
                  maker_.text(mac_text(arp.sender_mac)), maker_.address(arp.target),
                  maker_.text(mac_text(arp.target_mac))});
}

void PacketEvents::bad_arp(const ArpView& arp, std::string_view why) {
  if (bad_arp_.wanted())
    bad_arp_.raise({maker_.address(arp.sender), maker_.text(mac_text(arp.sender_mac)),
                    maker_.address(arp.target), maker_.text(mac_text(arp.target_mac)),
                    maker_.text(why)});
}

void PacketEvents::network_packet(const PacketView& packet) {
  bool is_esp = packet.ip.protocol == kProtocolEsp;
  bool is_mobility = packet.ip.protocol == kProtocolMobility;
  if (is_esp && esp_packet_.wanted())
    esp_packet_.raise({maker_.headers.make_packet_header(packet)});
  if (is_mobility && mobile_.wanted()) mobile_.raise({maker_.headers.make_packet_header(packet)});
}

void PacketEvents::igmp(const PacketView& packet) {
  ByteReader reader(packet.transport_bytes);
  uint8_t type = reader.u8();
  uint8_t response_time = reader.u8();
  reader.skip(2);
  uint32_t group_bits = reader.u32();
  if (reader.failed()) return;
  bool is_bad = packet.transport_bytes.size() >= packet.payload_length &&
                !is_checksum_valid(packet.transport_bytes.first(packet.payload_length));
  if (is_bad) {
    weirds_.flow("igmp_invalid_checksum", packet.ip.source, packet.ip.destination, {}, "IGMP");
    type = kBadChecksum;
  }
  auto about_group = [&](const EventHandle& handle) {
    if (handle.wanted())
      handle.raise({maker_.address(packet.ip.source), maker_.address(IpAddress::v4(group_bits))});
  };
  switch (type) {
  case kBadChecksum: break;
  case kQuery:
    // Version 1 asks without a time to answer in, and is of no interest.
    if (response_time == 0) return;
    about_group(igmp_query_);
    break;
  case kReport1: about_group(igmp_report1_); break;
  case kReport2: about_group(igmp_report2_); break;
  case kLeave: about_group(igmp_leave_); break;
  case kReport3: igmp_v3_report(packet, reader); break;
  default: return;
  }
  if (igmp_message_.wanted())
    igmp_message_.raise({maker_.headers.make_raw_header(packet), Value::of_int(type)});
}

// RFC 3376 4.2: the header's last sixteen bits count the group records.
void PacketEvents::igmp_v3_report(const PacketView& packet, ByteReader& reader) {
  const RecordType* type = groups_ ? as_record(groups_->element) : nullptr;
  if (!igmp_report3_.wanted() || !type || !type->shape) return;
  ByteReader head(packet.transport_bytes);
  head.skip(6);
  uint16_t count = head.u16();
  Vector* groups = make_vector(maker_.heap(), groups_);
  for (int i = 0; i < count && reader.can_read(8); ++i) {
    uint8_t kind = reader.u8();
    uint8_t extra_words = reader.u8();
    uint16_t sources = reader.u16();
    uint32_t group = reader.u32();
    if (!reader.can_read(sources * 4u + extra_words * 4u)) break;
    NamedRecord record(maker_.heap(), *type->shape);
    record.label("group_type", kind).count("aux_data_len", extra_words);
    record.count("num_sources", sources).address("multicast_addr", IpAddress::v4(group));
    Vector* list = record.vector("sources");
    for (int s = 0; s < sources; ++s) {
      uint32_t source = reader.u32();
      if (list) push(maker_.heap(), list, make_v4_address(source));
    }
    record.bytes("aux_data", reader.take(extra_words * 4u));
    push(maker_.heap(), groups, record.take());
  }
  igmp_report3_.raise({maker_.address(packet.ip.source), Value::of(groups)});
}

PacketEvents::Count& PacketEvents::count_of(std::string_view analyzer, uint64_t protocol,
                                            double now) {
  while (!counts_order_.empty() && counts_order_.front().first <= now) {
    unknown_counts_.erase(counts_order_.front().second);
    counts_order_.pop_front();
  }
  std::string key = std::string(analyzer) + '/';
  uint64_t limit = most_counts_ ? most_counts_->u : 0;
  bool is_full = limit > 0 && unknown_counts_.size() >= limit;
  std::string whole = key + std::to_string(protocol);
  if (!is_full || unknown_counts_.contains(whole))
    key = std::move(whole);
  else
    ++counted_together_;
  auto [place, is_new] = unknown_counts_.try_emplace(key);
  if (is_new) {
    place->second.expires = now + sampling_duration_->d;
    counts_order_.emplace_back(place->second.expires, std::move(key));
  }
  return place->second;
}

bool PacketEvents::samples(std::string_view analyzer, uint64_t protocol) {
  if (!sampling_threshold_ || !sampling_rate_ || !sampling_duration_) return true;
  Count& count = count_of(analyzer, protocol, maker_.machine.network_time());
  ++count.seen;
  if (count.seen <= sampling_threshold_->u) return true;
  return sampling_rate_->u > 0 && (count.seen - sampling_threshold_->u) % sampling_rate_->u == 0;
}

void PacketEvents::unknown_protocol(const PacketView& packet, const LinkResult& end) {
  unknown(packet, link_header_name(end.header), end.protocol, end.bytes, {});
}

void PacketEvents::unknown_transport(const PacketView& packet) {
  constexpr std::string_view kName = "UNKNOWN_IP_TRANSPORT";
  unknown(packet, kName, packet.ip.protocol, packet.transport_bytes, kName);
}

void PacketEvents::unknown(const PacketView& packet, std::string_view analyzer, uint64_t protocol,
                           ByteSpan bytes, std::string_view last) {
  constexpr uint64_t kUsualBytes = 10;
  if (!unknown_.wanted() || !samples(analyzer, protocol)) return;
  uint64_t wanted = first_bytes_count_ ? first_bytes_count_->u : kUsualBytes;
  Vector* history = make_vector(maker_.heap(), history_);
  for (LinkHeader header : packet.link.path.headers()) {
    // Two shapes of one analyzer in a row are one step for scripts.
    push(maker_.heap(), history, maker_.text(link_header_name(header)));
  }
  if (!last.empty()) push(maker_.heap(), history, maker_.text(last));
  unknown_.raise({maker_.text(analyzer), Value::of_count(protocol),
                  maker_.bytes(bytes.first(std::min<size_t>(bytes.size(), wanted))),
                  Value::of(history)});
}

}  // namespace avocet
