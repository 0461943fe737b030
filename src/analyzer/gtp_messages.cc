#include "analyzer/gtp_messages.h"

namespace avocet {

namespace {

constexpr uint8_t kCreateRequest = 16, kCreateResponse = 17, kUpdateRequest = 18,
                  kUpdateResponse = 19, kDeleteRequest = 20, kDeleteResponse = 21;

// Elements of one byte of type and a length fixed by the type (TS 29.060 7.7, table 37); 0 for a
// type that is not known.
size_t fixed_length(uint8_t type) {
  switch (type) {
  case 1: return 1;    // cause
  case 2: return 8;    // IMSI
  case 3: return 6;    // routeing area identity
  case 4: return 4;    // TLLI
  case 5: return 4;    // P-TMSI
  case 8: return 1;    // reordering required
  case 9: return 28;   // authentication triplet
  case 11: return 1;   // MAP cause
  case 12: return 3;   // P-TMSI signature
  case 13: return 1;   // MS validated
  case 14: return 1;   // recovery
  case 15: return 1;   // selection mode
  case 16: return 4;   // TEID data I
  case 17: return 4;   // TEID control plane
  case 18: return 5;   // TEID data II
  case 19: return 1;   // teardown indication
  case 20: return 1;   // NSAPI
  case 21: return 1;   // RANAP cause
  case 22: return 9;   // RAB context
  case 23: return 1;   // radio priority SMS
  case 24: return 1;   // radio priority
  case 25: return 2;   // packet flow id
  case 26: return 2;   // charging characteristics
  case 27: return 2;   // trace reference
  case 28: return 2;   // trace type
  case 29: return 1;   // MS not reachable
  case 127: return 4;  // charging id
  default: return 0;
  }
}

uint64_t number_of(ByteSpan bytes) {
  ByteReader reader(bytes);
  uint64_t number = 0;
  for (size_t i = 0; i < bytes.size() && i < 8; ++i) number = number << 8 | reader.u8();
  return number;
}

// Decimal digits, the lower half of each byte first; a digit of 15 fills up.
uint64_t swapped_digits(ByteSpan bytes) {
  uint64_t number = 0;
  ByteReader reader(bytes);
  while (reader.remaining() > 0) {
    uint8_t byte = reader.u8();
    for (int digit : {byte & 15, byte >> 4})
      if (digit < 10) number = number * 10 + static_cast<uint64_t>(digit);
  }
  return number;
}

std::optional<IpAddress> address_in(ByteSpan bytes) {
  ByteReader reader(bytes);
  if (bytes.size() == 4) return IpAddress::v4(reader.u32());
  if (bytes.size() != 16) return std::nullopt;
  uint64_t high = reader.u64();
  return IpAddress::v6(high, reader.u64());
}

// Puts one element into the record of its message.
class Elements {
 public:
  Elements(Heap& heap, const RecordShape& shape) : heap_(heap), record_(heap, shape) {}

  void add(uint8_t type, ByteSpan body) {
    switch (type) {
    case 1: record_.count("cause", number_of(body)); break;
    case 2: record_.count("imsi", swapped_digits(body)); break;
    case 3: routeing_area(body); break;
    case 8: record_.flag("reorder_req", (number_of(body) & 1) != 0); break;
    case 14: record_.count("recovery", number_of(body)); break;
    case 15: record_.count("select_mode", number_of(body) & 3); break;
    case 16: record_.count("data1", number_of(body)); break;
    case 17: record_.count("cp", number_of(body)); break;
    case 19: record_.flag("teardown_ind", (number_of(body) & 1) != 0); break;
    case 20: nsapi(body); break;
    case 26: record_.count("charge_character", number_of(body)); break;
    case 27: record_.count("trace_ref", number_of(body)); break;
    case 28: record_.count("trace_type", number_of(body)); break;
    case 127: record_.count("charging_id", number_of(body)); break;
    case 128: end_user_address(body); break;
    case 131: record_.bytes("ap_name", body); break;
    case 132: record_.bytes("opts", body); break;
    case 133: support_node_address(body); break;
    case 134: record_.bytes("msisdn", body); break;
    case 135: quality_of_service(body); break;
    case 137: record_.bytes("tft", body); break;
    case 142: record_.bytes("trigger_id", body); break;
    case 143: record_.bytes("omc_id", body); break;
    case 251:
      if (auto address = address_in(body)) record_.address("charge_gateway", *address);
      break;
    case 255: extension(body); break;
    default: break;
    }
  }
  Value take() { return record_.take(); }

 private:
  template <class Fill> void part(std::string_view field, Fill fill) {
    const RecordShape* shape = record_.shape_of(field);
    if (!shape) return;
    NamedRecord made(heap_, *shape);
    fill(made);
    record_.set(field, made.take());
  }

  // Mobile country code and network code: digits 2 1, network digit 3 and digit 3, digits 2 1.
  void routeing_area(ByteSpan body) {
    part("rai", [&](NamedRecord& rai) {
      ByteReader reader(body);
      uint8_t a = reader.u8(), b = reader.u8(), c = reader.u8();
      uint64_t country = (a & 15u) * 100 + (a >> 4) * 10u + (b & 15u);
      uint64_t network = (c & 15u) * 10 + (c >> 4);
      if (b >> 4 != 15) network = network * 10 + (b >> 4);
      rai.count("mcc", country).count("mnc", network);
      rai.count("lac", reader.u16()).count("rac", reader.u8());
    });
  }

  // The second one of a request is that of the context it is linked to.
  void nsapi(ByteSpan body) {
    record_.count(has_nsapi_ ? "linked_nsapi" : "nsapi", number_of(body) & 15);
    has_nsapi_ = true;
  }

  void end_user_address(ByteSpan body) {
    part("end_user_addr", [&](NamedRecord& address) {
      ByteReader reader(body);
      address.count("pdp_type_org", reader.u8() & 15).count("pdp_type_num", reader.u8());
      ByteSpan rest = reader.rest();
      if (auto ip = address_in(rest))
        address.address("pdp_ip", *ip);
      else if (!rest.empty())
        address.bytes("pdp_other_addr", rest);
    });
  }

  // The first is that for signalling, the second that for user data.
  void support_node_address(ByteSpan body) {
    bool is_user = has_node_;
    has_node_ = true;
    auto fill = [&](NamedRecord& node) {
      if (auto ip = address_in(body))
        node.address("ip", *ip);
      else
        node.bytes("other", body);
    };
    if (is_user) return part("user_addr", fill);
    part("signal_addr", fill);
    part("cp_addr", fill);
  }

  void quality_of_service(ByteSpan body) {
    part("qos_prof", [&](NamedRecord& profile) {
      ByteReader reader(body);
      profile.count("priority", reader.u8()).bytes("data", reader.rest());
    });
  }

  void extension(ByteSpan body) {
    part("ext", [&](NamedRecord& extension) {
      ByteReader reader(body);
      extension.count("id", reader.u16()).bytes("value", reader.rest());
    });
  }

  Heap& heap_;
  NamedRecord record_;
  bool has_nsapi_ = false;
  bool has_node_ = false;
};

}  // namespace

GtpMessages::GtpMessages(const EventMaker& maker)
    : maker_(maker), header_(maker.shapes("gtpv1_hdr")), message_(maker.handle("gtpv1_message")),
      packet_(maker.handle("gtpv1_g_pdu_packet")) {
  auto kind = [&](uint8_t type, std::string_view name) {
    kinds_.push_back({type, maker.handle("gtpv1_" + std::string(name)),
                      maker.shapes("gtp_" + std::string(name) + "_elements")});
  };
  kind(kCreateRequest, "create_pdp_ctx_request");
  kind(kCreateResponse, "create_pdp_ctx_response");
  kind(kUpdateRequest, "update_pdp_ctx_request");
  kind(kUpdateResponse, "update_pdp_ctx_response");
  kind(kDeleteRequest, "delete_pdp_ctx_request");
  kind(kDeleteResponse, "delete_pdp_ctx_response");
}

bool GtpMessages::wanted() const {
  if (message_.wanted() || packet_.wanted()) return true;
  for (const Kind& kind : kinds_)
    if (kind.handle.wanted()) return true;
  return false;
}

Value GtpMessages::header_record(ByteSpan header) const {
  NamedRecord record(maker_.heap(), *header_);
  ByteReader reader(header);
  uint8_t flags = reader.u8();
  record.count("version", flags >> 5).flag("pt_flag", (flags & 0x10) != 0);
  record.flag("rsv", (flags & 0x08) != 0).flag("e_flag", (flags & 0x04) != 0);
  record.flag("s_flag", (flags & 0x02) != 0).flag("pn_flag", (flags & 0x01) != 0);
  record.count("msg_type", reader.u8()).count("length", reader.u16());
  record.count("teid", reader.u32());
  if ((flags & 0x07) != 0) {
    record.count("seq", reader.u16()).count("n_pdu", reader.u8());
    record.count("next_type", reader.u8());
  }
  return record.take();
}

void GtpMessages::message(Flow& flow, const TunnelPayload& payload) {
  if (!header_) return;
  if (message_.wanted()) message_.raise({maker_.connection(flow), header_record(payload.header)});
  ByteReader reader(payload.header);
  reader.skip(1);
  uint8_t type = reader.u8();
  for (const Kind& kind : kinds_) {
    if (kind.type != type || !kind.handle.wanted() || !kind.elements) continue;
    Value elements = elements_record(kind, payload.inner);
    if (elements.is_null()) return;
    kind.handle.raise({maker_.connection(flow), header_record(payload.header), elements});
  }
}

// Types from 128 on say how long they are, the others imply it.
Value GtpMessages::elements_record(const Kind& kind, ByteSpan bytes) const {
  constexpr uint8_t kFirstWithLength = 128;
  Elements elements(maker_.heap(), *kind.elements);
  ByteReader reader(bytes);
  while (reader.remaining() > 0) {
    uint8_t type = reader.u8();
    size_t length = type >= kFirstWithLength ? reader.u16() : fixed_length(type);
    ByteSpan body = reader.take(length);
    bool makes_sense = !reader.failed() && (type >= kFirstWithLength || length > 0);
    if (!makes_sense) {
      release(elements.take());
      return Value::null();
    }
    elements.add(type, body);
  }
  return elements.take();
}

void GtpMessages::packet(Flow& flow, const TunnelPayload& payload, const PacketView& inner) {
  if (header_ && packet_.wanted())
    packet_.raise({maker_.connection(flow), header_record(payload.header),
                   maker_.headers.make_packet_header(inner)});
}

}  // namespace avocet
