#include "analyzer/icmp_events.h"

#include "analyzer/inner_packet.h"

namespace avocet {

namespace {

// RFC 792, and RFC 4443, 4861, 2710 and 3810.
enum V4 : uint8_t { kEchoReply4 = 0, kUnreachable4 = 3, kEcho4 = 8, kTimeExceeded4 = 11 };
enum V6 : uint8_t {
  kUnreachable6 = 1,
  kPacketTooBig = 2,
  kTimeExceeded6 = 3,
  kParameterProblem = 4,
  kEcho6 = 128,
  kEchoReply6 = 129,
  kListenerReport = 131,
  kListenerDone = 132,
  kRouterSolicitation = 133,
  kRouterAdvertisement = 134,
  kNeighborSolicitation = 135,
  kNeighborAdvertisement = 136,
  kRedirect = 137,
  kListenerReport2 = 143
};
// RFC 4861 4.6.
enum Option : uint8_t {
  kSourceAddress = 1,
  kTargetAddress = 2,
  kPrefix = 3,
  kRedirected = 4,
  kMtu = 5
};

IpAddress read_address(ByteReader& reader) {
  uint64_t high = reader.u64();
  return IpAddress::v6(high, reader.u64());
}

}  // namespace

struct IcmpEvents::Message {
  Flow& flow;
  const PacketView& packet;
  const IcmpView& icmp;
  ByteSpan payload;  // behind the first eight bytes
};

IcmpEvents::IcmpEvents(const EventMaker& maker, WeirdEvents& weirds, FlowObserver& flows)
    : maker_(maker), weirds_(weirds), flows_(flows), context_(maker.shapes("icmp_context")),
      sent_(maker.handle("icmp_sent")), sent_payload_(maker.handle("icmp_sent_payload")),
      echo_request_(maker.handle("icmp_echo_request")),
      echo_reply_(maker.handle("icmp_echo_reply")), unreachable_(maker.handle("icmp_unreachable")),
      time_exceeded_(maker.handle("icmp_time_exceeded")),
      packet_too_big_(maker.handle("icmp_packet_too_big")),
      parameter_problem_(maker.handle("icmp_parameter_problem")),
      error_message_(maker.handle("icmp_error_message")), redirect_(maker.handle("icmp_redirect")),
      router_advertisement_(maker.handle("icmp_router_advertisement")),
      router_solicitation_(maker.handle("icmp_router_solicitation")),
      neighbor_advertisement_(maker.handle("icmp_neighbor_advertisement")),
      neighbor_solicitation_(maker.handle("icmp_neighbor_solicitation")),
      mld_report_(maker.handle("icmpv6_mld_report_v1")),
      mld_done_(maker.handle("icmpv6_mld_done_v1")),
      mld_report2_(maker.handle("icmpv6_mld_report_v2")) {
  options_ = maker.list_parameter("icmp_router_solicitation", 2);
  groups_ = maker.list_parameter("icmpv6_mld_report_v2", 1);
}

bool IcmpEvents::wanted() const {
  for (const EventHandle* handle :
       {&sent_, &sent_payload_, &echo_request_, &echo_reply_, &unreachable_, &time_exceeded_,
        &packet_too_big_, &parameter_problem_, &error_message_, &redirect_, &router_advertisement_,
        &router_solicitation_, &neighbor_advertisement_, &neighbor_solicitation_, &mld_report_,
        &mld_done_, &mld_report2_})
    if (handle->wanted()) return true;
  return false;
}

void IcmpEvents::message(Flow& flow, const PacketView& packet) {
  Message message{flow, packet, packet.icmp, packet.payload};
  if (packet.icmp.is_v6)
    v6(message);
  else
    v4(message);
}

void IcmpEvents::v4(const Message& message) {
  switch (message.icmp.type) {
  case kEcho4: return echo(message, echo_request_);
  case kEchoReply4: return echo(message, echo_reply_);
  case kUnreachable4: return error(message, unreachable_);
  case kTimeExceeded4: return error(message, time_exceeded_);
  default: return other(message);
  }
}

void IcmpEvents::v6(const Message& message) {
  constexpr uint8_t kFirstInformational = 128;
  switch (message.icmp.type) {
  case kEcho6: return echo(message, echo_request_);
  case kEchoReply6: return echo(message, echo_reply_);
  case kUnreachable6: return error(message, unreachable_);
  case kPacketTooBig: return error(message, packet_too_big_);
  case kTimeExceeded6: return error(message, time_exceeded_);
  case kParameterProblem: return error(message, parameter_problem_);
  case kListenerReport: return listener(message, mld_report_);
  case kListenerDone: return listener(message, mld_done_);
  case kRouterSolicitation: return router_solicitation(message);
  case kRouterAdvertisement: return router_advertisement(message);
  case kNeighborSolicitation: return neighbor_solicitation(message);
  case kNeighborAdvertisement: return neighbor_advertisement(message);
  case kRedirect: return redirect(message);
  case kListenerReport2: return listener_report(message);
  default: break;
  }
  if (message.icmp.type < kFirstInformational) return error(message, error_message_);
  other(message);
}

Value IcmpEvents::info(const Message& message) const {
  return maker_.headers.make_icmp_info(message.packet);
}

void IcmpEvents::other(const Message& message) {
  if (sent_.wanted()) sent_.raise({maker_.connection(message.flow), info(message)});
  if (sent_payload_.wanted())
    sent_payload_.raise(
        {maker_.connection(message.flow), info(message), maker_.bytes(message.payload)});
}

void IcmpEvents::echo(const Message& message, const EventHandle& handle) {
  if (handle.wanted())
    handle.raise({maker_.connection(message.flow), info(message),
                  Value::of_count(message.icmp.id()), Value::of_count(message.icmp.sequence()),
                  maker_.bytes(message.payload)});
}

void IcmpEvents::error(const Message& message, const EventHandle& handle) {
  if (!handle.wanted() || !context_) return;
  handle.raise({maker_.connection(message.flow), info(message), Value::of_count(message.icmp.code),
                context(message.payload, message.icmp.is_v6, message.packet.ip.protocol)});
}

Value IcmpEvents::context(ByteSpan bytes, bool is_v6, uint8_t protocol) const {
  InnerPacket inner = is_v6 ? read_inner_ipv6(bytes) : read_inner_ipv4(bytes);
  NamedRecord record(maker_.heap(), *context_);
  Port source{inner.source_port, inner.port_protocol};
  Port destination{inner.destination_port, inner.port_protocol};
  record.set("id", Value::of(maker_.connections.make_id(
                       {inner.source, inner.destination, source, destination, protocol})));
  record.count("len", inner.length).count("proto", uint64_t(inner.port_protocol));
  record.count("frag_offset", inner.fragment_offset).flag("bad_hdr_len", inner.is_cut_off);
  record.flag("bad_checksum", inner.has_bad_checksum).flag("MF", inner.more_fragments);
  record.flag("DF", inner.dont_fragment);
  return record.take();
}

void IcmpEvents::router_advertisement(const Message& message) {
  if (!router_advertisement_.wanted() || !options_) return;
  // The first word behind the checksum: hop limit, flags, lifetime.
  uint32_t word = message.icmp.rest;
  uint8_t flags = static_cast<uint8_t>(word >> 16);
  ByteReader reader(message.payload);
  uint32_t reachable = reader.u32();
  uint32_t retransmit = reader.u32();
  constexpr double kMilliseconds = 1e-3;
  router_advertisement_.raise(
      {maker_.connection(message.flow), info(message), Value::of_count(word >> 24),
       Value::of_bool((flags & 0x80) != 0), Value::of_bool((flags & 0x40) != 0),
       Value::of_bool((flags & 0x20) != 0), Value::of_count(flags >> 3 & 3),
       Value::of_bool((flags & 0x04) != 0), Value::of_count(flags & 3),
       Value::of_double(static_cast<uint16_t>(word)), Value::of_double(reachable * kMilliseconds),
       Value::of_double(retransmit * kMilliseconds),
       options(message, 8, "icmp6_ra_bad_opt_offset")});
}

void IcmpEvents::neighbor_advertisement(const Message& message) {
  if (!neighbor_advertisement_.wanted() || !options_) return;
  uint8_t flags = static_cast<uint8_t>(message.icmp.rest >> 24);
  ByteReader reader(message.payload);
  neighbor_advertisement_.raise(
      {maker_.connection(message.flow), info(message), Value::of_bool((flags & 0x80) != 0),
       Value::of_bool((flags & 0x40) != 0), Value::of_bool((flags & 0x20) != 0),
       maker_.address(read_address(reader)), options(message, 16, "icmp6_na_bad_opt_offset")});
}

void IcmpEvents::neighbor_solicitation(const Message& message) {
  if (!neighbor_solicitation_.wanted() || !options_) return;
  ByteReader reader(message.payload);
  neighbor_solicitation_.raise({maker_.connection(message.flow), info(message),
                                maker_.address(read_address(reader)),
                                options(message, 16, "icmp6_ns_bad_opt_offset")});
}

void IcmpEvents::router_solicitation(const Message& message) {
  if (!router_solicitation_.wanted() || !options_) return;
  router_solicitation_.raise({maker_.connection(message.flow), info(message),
                              options(message, 0, "icmp6_rs_bad_opt_offset")});
}

void IcmpEvents::redirect(const Message& message) {
  if (!redirect_.wanted() || !options_) return;
  ByteReader reader(message.payload);
  IpAddress target = read_address(reader);
  IpAddress destination = read_address(reader);
  redirect_.raise({maker_.connection(message.flow), info(message), maker_.address(target),
                   maker_.address(destination),
                   options(message, 32, "icmp6_redirect_bad_opt_offset")});
}

Value IcmpEvents::options(const Message& message, size_t offset, std::string_view weird) const {
  Vector* list = make_vector(maker_.heap(), options_);
  const RecordType* type = as_record(options_->element);
  if (!type || !type->shape) return Value::of(list);
  if (offset > message.payload.size()) {
    weirds_.net(weird,
                std::to_string(offset) + " (length " + std::to_string(message.payload.size()) + ")",
                "ICMP");
    return Value::of(list);
  }
  ByteReader reader(message.payload.subspan(offset));
  while (reader.remaining() > 0) {
    if (!reader.can_read(2)) {
      weirds_.net("truncated_ICMPv6_ND_options", {}, "ICMP");
      break;
    }
    uint8_t kind = reader.u8();
    uint8_t length = reader.u8();  // in units of eight bytes, these two included
    if (length == 0) {
      weirds_.net("zero_length_ICMPv6_ND_option", {}, "ICMP");
      break;
    }
    ByteSpan body = reader.take(length * 8u - 2);
    if (reader.failed()) {
      weirds_.net("truncated_ICMPv6_ND_options", {}, "ICMP");
      break;
    }
    push(maker_.heap(), list, option(*type->shape, kind, length, body));
  }
  return Value::of(list);
}

Value IcmpEvents::option(const RecordShape& shape, uint8_t type, uint8_t length,
                         ByteSpan body) const {
  NamedRecord record(maker_.heap(), shape);
  record.count("otype", type).count("len", length);
  ByteReader reader(body);
  const RecordShape* prefix_shape = record.shape_of("prefix");
  if (type == kSourceAddress || type == kTargetAddress) {
    record.bytes("link_address", body);
  } else if (type == kPrefix && body.size() >= 30 && prefix_shape) {
    NamedRecord prefix(maker_.heap(), *prefix_shape);
    prefix.count("prefix_len", reader.u8());
    uint8_t flags = reader.u8();
    prefix.flag("L_flag", (flags & 0x80) != 0).flag("A_flag", (flags & 0x40) != 0);
    prefix.seconds("valid_lifetime", reader.u32()).seconds("preferred_lifetime", reader.u32());
    reader.skip(4);
    prefix.address("prefix", read_address(reader));
    record.set("prefix", prefix.take());
  } else if (type == kRedirected && body.size() >= 6 && context_) {
    record.set("redirect", context(body.subspan(6), true, 58));
  } else if (type == kMtu && body.size() >= 6) {
    reader.skip(2);
    record.count("mtu", reader.u32());
  } else {
    record.bytes("payload", body);
  }
  return record.take();
}

void IcmpEvents::listener(const Message& message, const EventHandle& handle) {
  ByteReader reader(message.payload);
  IpAddress group = read_address(reader);
  if (handle.wanted() && !reader.failed())
    handle.raise({maker_.connection(message.flow), maker_.address(group)});
}

// RFC 3810 5.2: as many group records as the header says.
void IcmpEvents::listener_report(const Message& message) {
  const RecordType* type = groups_ ? as_record(groups_->element) : nullptr;
  if (!mld_report2_.wanted() || !type || !type->shape) return;
  Vector* groups = make_vector(maker_.heap(), groups_);
  ByteReader reader(message.payload);
  uint16_t count = static_cast<uint16_t>(message.icmp.rest);
  for (int i = 0; i < count; ++i) {
    uint8_t kind = reader.u8();
    uint8_t extra_words = reader.u8();
    uint16_t sources = reader.u16();
    IpAddress group = read_address(reader);
    if (reader.failed() || !reader.can_read(sources * 16u + extra_words * 4u)) {
      flows_.flow_weird(message.flow, Weird::kTruncatedMldV2Record, {});
      break;
    }
    NamedRecord record(maker_.heap(), *type->shape);
    record.label("group_type", kind).count("aux_data_len", extra_words * 4u);
    record.count("num_sources", sources).address("multicast_addr", group);
    Vector* list = record.vector("sources");
    for (int s = 0; s < sources; ++s) {
      IpAddress source = read_address(reader);
      if (list) push(maker_.heap(), list, maker_.address(source));
    }
    ByteSpan extra = reader.take(extra_words * 4u);
    if (!extra.empty()) record.bytes("aux_data", extra);
    push(maker_.heap(), groups, record.take());
  }
  mld_report2_.raise({maker_.connection(message.flow), Value::of(groups)});
}

}  // namespace avocet
