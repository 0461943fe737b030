#include "packet/tunnels.h"

#include <utility>

#include "packet/ether_type.h"
#include "packet/ipv6_headers.h"

namespace avocet {
namespace {

// One layer being read: the reader stands behind what was understood.
class Layer {
 public:
  Layer(TunnelType type, ByteSpan bytes, uint32_t wire_length)
      : bytes_(bytes), reader_(bytes), wire_length_(wire_length) {
    payload_.type = type;
  }
  ByteReader& reader() { return reader_; }
  TunnelPayload& payload() { return payload_; }

  TunnelPayload end(TunnelParse parse) {
    payload_.parse = parse;
    payload_.header = bytes_.first(reader_.position());
    return payload_;
  }
  TunnelPayload broken(Weird weird = Weird::kCount) {
    payload_.weird = weird;
    return end(TunnelParse::kBroken);
  }
  TunnelPayload broken(Weird weird, uint32_t number) {
    payload_.weird_number = number;
    return broken(weird);
  }
  // Everything left is what the tunnel announces by a number that stands for nothing here.
  TunnelPayload unknown(uint32_t protocol, Weird weird = Weird::kCount) {
    payload_.protocol = protocol;
    bool has_inner = packet(LinkHeader::kIp).parse == TunnelParse::kPacket;
    static_cast<void>(broken(weird));
    if (has_inner) payload_.parse = TunnelParse::kUnknown;
    return payload_;
  }
  TunnelPayload packet(LinkHeader first, uint32_t protocol) {
    payload_.protocol = protocol;
    return packet(first);
  }
  // Everything left is a packet that starts with `first`.
  TunnelPayload packet(LinkHeader first) {
    if (reader_.failed()) return broken();
    payload_.first = first;
    size_t used = reader_.position();
    payload_.header = bytes_.first(used);
    payload_.inner = reader_.rest();
    payload_.wire_length = wire_length_ > used ? wire_length_ - static_cast<uint32_t>(used) : 0;
    payload_.parse = payload_.wire_length == 0 ? TunnelParse::kEmpty : TunnelParse::kPacket;
    return payload_;
  }

 private:
  ByteSpan bytes_;
  ByteReader reader_;
  uint32_t wire_length_;
  TunnelPayload payload_;
};

constexpr uint16_t kGreChecksum = 0x8000, kGreRouting = 0x4000, kGreKey = 0x2000,
                   kGreSequence = 0x1000, kGreAcknowledgement = 0x0080, kGreReserved = 0x0078,
                   kGreVersion = 0x0007;
constexpr uint16_t kGrePpp = 0x880b, kGreErspan = 0x88be, kGreErspan3 = 0x22eb,
                   kGreArubaFirst = 0x8200, kGreArubaLast = 0x8370;

TunnelPayload gre_erspan3(Layer& layer) {
  ByteReader& reader = layer.reader();
  reader.skip(11);
  // The last bit of the header: a platform-specific part follows.
  bool has_subheader = (reader.u8() & 1) != 0;
  if (has_subheader) reader.skip(8);
  if (reader.failed()) return layer.broken(Weird::kTruncatedGre);
  return layer.packet(LinkHeader::kEthernet);
}

// Type I has no header of its own and no sequence number, type II both.
TunnelPayload gre_erspan(Layer& layer, bool has_sequence) {
  if (has_sequence) layer.reader().skip(8);
  if (layer.reader().failed()) return layer.broken(Weird::kTruncatedGre);
  return layer.packet(LinkHeader::kEthernet);
}

TunnelPayload gre_payload(Layer& layer, uint16_t protocol, bool has_sequence) {
  switch (protocol) {
  case kTypeIpv4: layer.payload().ip_version = 4; return layer.packet(LinkHeader::kIp, protocol);
  case kTypeIpv6: layer.payload().ip_version = 6; return layer.packet(LinkHeader::kIp, protocol);
  case kTypeEthernet: return layer.packet(LinkHeader::kEthernet, protocol);
  case kGreErspan: return gre_erspan(layer, has_sequence);
  case kGreErspan3: return gre_erspan3(layer);
  default: break;
  }
  // Aruba access points number their tunnels in steps of sixteen.
  if (protocol >= kGreArubaFirst && protocol <= kGreArubaLast && protocol % 16 == 0) {
    return layer.packet(LinkHeader::kIeee80211);
  }
  layer.payload().weird_number = protocol;
  return layer.unknown(protocol, Weird::kUnknownGreProtocol);
}

bool is_ip_in_ppp(ByteReader ahead) {
  constexpr uint16_t kAddressAndControl = 0xff03, kPppIpv4 = 0x0021, kPppIpv6 = 0x0057;
  uint16_t first = ahead.u16();
  uint16_t protocol = first == kAddressAndControl ? ahead.u16() : first;
  return protocol == kPppIpv4 || protocol == kPppIpv6;
}

// RFC 2637 4.1: the key is always there, PPP only together with a sequence number.
TunnelPayload gre_pptp(Layer& layer, uint16_t flags, uint16_t protocol) {
  ByteReader& reader = layer.reader();
  if (protocol != kGrePpp) return layer.broken(Weird::kEnhancedGreProtocol, protocol);
  layer.payload().id = reader.u32();
  if ((flags & kGreSequence) != 0) reader.skip(4);
  if ((flags & kGreAcknowledgement) != 0) reader.skip(4);
  if (reader.failed()) return layer.broken(Weird::kTruncatedGre);
  if ((flags & kGreSequence) == 0) return layer.end(TunnelParse::kEmpty);
  if (!is_ip_in_ppp(reader)) return layer.broken(Weird::kNonIpPacketInEncapsulation);
  return layer.packet(LinkHeader::kPpp);
}

}  // namespace

std::optional<TunnelType> tunnel_named(std::string_view name) {
  constexpr std::pair<std::string_view, TunnelType> kTunnels[] = {
      {"AYIYA", TunnelType::kAyiya}, {"GENEVE", TunnelType::kGeneve},
      {"GRE", TunnelType::kGre},     {"GTPV1", TunnelType::kGtpv1},
      {"IPTUNNEL", TunnelType::kIp}, {"TEREDO", TunnelType::kTeredo},
      {"VXLAN", TunnelType::kVxlan}};
  for (auto [known, type] : kTunnels)
    if (known == name) return type;
  return std::nullopt;
}

TunnelPayload decode_ip_in_ip(uint8_t protocol, ByteSpan bytes, uint32_t wire_length) {
  Layer layer(TunnelType::kIp, bytes, wire_length);
  layer.payload().ip_version = protocol == kProtocolIpip ? 4 : 6;
  return layer.packet(LinkHeader::kIp);
}

TunnelPayload decode_gre(ByteSpan bytes, uint32_t wire_length) {
  Layer layer(TunnelType::kGre, bytes, wire_length);
  ByteReader& reader = layer.reader();
  uint16_t flags = reader.u16();
  uint16_t protocol = reader.u16();
  if (reader.failed()) return layer.broken(Weird::kTruncatedGre);
  uint16_t version = flags & kGreVersion;
  if (version > 1) return layer.broken(Weird::kUnknownGreVersion, version);
  if ((flags & kGreRouting) != 0) return layer.broken(Weird::kGreRouting);
  if ((flags & kGreReserved) != 0) return layer.broken(Weird::kUnknownGreFlags);
  if (version == 1) return gre_pptp(layer, flags, protocol);
  if ((flags & kGreChecksum) != 0) reader.skip(4);
  if ((flags & kGreKey) != 0) layer.payload().id = reader.u32();
  if ((flags & kGreSequence) != 0) reader.skip(4);
  if (reader.failed()) return layer.broken(Weird::kTruncatedGre);
  return gre_payload(layer, protocol, (flags & kGreSequence) != 0);
}

TunnelPayload decode_vxlan(ByteSpan bytes, uint32_t wire_length) {
  constexpr uint8_t kHasVni = 0x08;
  Layer layer(TunnelType::kVxlan, bytes, wire_length);
  ByteReader& reader = layer.reader();
  uint8_t flags = reader.u8();
  reader.skip(3);
  layer.payload().id = reader.u24();
  reader.skip(1);
  if (reader.failed() || (flags & kHasVni) == 0) return layer.end(TunnelParse::kNotATunnel);
  return layer.packet(LinkHeader::kEthernet);
}

TunnelPayload decode_geneve(ByteSpan bytes, uint32_t wire_length) {
  Layer layer(TunnelType::kGeneve, bytes, wire_length);
  ByteReader& reader = layer.reader();
  uint8_t first = reader.u8();
  reader.skip(1);
  uint16_t protocol = reader.u16();
  layer.payload().id = reader.u24();
  reader.skip(1);
  reader.skip((first & 0x3f) * 4u);
  if (reader.failed() || first >> 6 != 0) return layer.end(TunnelParse::kNotATunnel);
  if (reader.remaining() == 0) layer.payload().weird = Weird::kGeneveEmptyPacket;
  switch (protocol) {
  case kTypeEthernet: return layer.packet(LinkHeader::kEthernet, protocol);
  case kTypeIpv4:
  case kTypeIpv6: return layer.packet(LinkHeader::kIp, protocol);
  case kTypeArp: return layer.packet(LinkHeader::kArp, protocol);
  default: return layer.unknown(protocol);
  }
}

TunnelPayload decode_gtpv1(ByteSpan bytes, uint32_t wire_length) {
  constexpr uint8_t kProtocolType = 0x10, kAnyOptional = 0x07, kHasExtension = 0x04;
  constexpr uint8_t kUserData = 0xff;
  Layer layer(TunnelType::kGtpv1, bytes, wire_length);
  ByteReader& reader = layer.reader();
  uint8_t flags = reader.u8();
  uint8_t message = reader.u8();
  uint16_t length = reader.u16();
  layer.payload().id = reader.u32();
  if (reader.failed() || flags >> 5 != 1 || (flags & kProtocolType) == 0) {
    return layer.end(TunnelParse::kNotATunnel);
  }
  if ((flags & kAnyOptional) != 0) {
    reader.skip(3);  // sequence number, N-PDU number
    uint8_t extension = reader.u8();
    while ((flags & kHasExtension) != 0 && extension != 0) {
      uint8_t words = reader.u8();
      if (words == 0 || !reader.can_read(words * 4u - 1)) return layer.broken();
      reader.skip(words * 4u - 2);
      extension = reader.u8();
    }
  }
  if (reader.failed()) return layer.broken();
  if (message != kUserData) {
    TunnelPayload control = layer.end(TunnelParse::kEmpty);
    // The length does not count the first eight bytes of the header.
    size_t size = length + 8u > reader.position() ? length + 8u - reader.position() : 0;
    control.inner = reader.take_up_to(size);
    return control;
  }
  uint8_t version = reader.peek() >> 4;
  if (version != 4 && version != 6) return layer.end(TunnelParse::kNotATunnel);
  layer.payload().ip_version = version;
  return layer.packet(LinkHeader::kIp);
}

namespace {

// RFC 4380 5.1.1: an authentication header and an origin indication may come first.
bool skip_teredo_headers(ByteReader& reader) {
  constexpr uint16_t kOrigin = 0x0000, kAuthentication = 0x0001;
  while (reader.can_read(4) && reader.peek() == 0) {
    uint16_t kind = reader.u16();
    if (kind == kOrigin) {
      reader.skip(6);
      return !reader.failed();
    }
    if (kind != kAuthentication) return false;
    uint8_t client = reader.u8();
    uint8_t authentication = reader.u8();
    reader.skip(client + authentication + 9u);  // with nonce and confirmation
  }
  return !reader.failed();
}

// Whether extension headers go on behind the end of an IPv6 packet. Of what the capture has cut
// nobody knows.
bool lacks_headers(ByteReader reader, uint32_t length) {
  if (reader.remaining() < length) return false;
  Ipv6ExtensionWalk walk(reader.take(length));
  while (walk.next()) {
  }
  return walk.truncated();
}

}  // namespace

TunnelPayload decode_teredo(ByteSpan bytes, uint32_t wire_length) {
  Layer layer(TunnelType::kTeredo, bytes, wire_length);
  ByteReader& reader = layer.reader();
  if (!skip_teredo_headers(reader)) return layer.end(TunnelParse::kNotATunnel);
  if (!reader.can_read(40) || reader.peek() >> 4 != 6) return layer.end(TunnelParse::kNotATunnel);
  ByteReader ahead = reader;
  ahead.skip(4);
  uint32_t length = ahead.u16();
  uint8_t next = ahead.u8();
  size_t left = wire_length > reader.position() ? wire_length - reader.position() : 0;
  if (length + 40 > left) return layer.end(TunnelParse::kNotATunnel);
  // What is longer than its headers say is a bubble with something behind it, or no Teredo.
  bool has_trailer = length + 40 < left;
  if (has_trailer && next != kProtocolNoNext) return layer.end(TunnelParse::kNotATunnel);
  // One query of DNS in sixteen begins like IPv6; its extension headers never fit.
  if (lacks_headers(reader, length + 40)) return layer.end(TunnelParse::kNotATunnel);
  if (has_trailer) layer.payload().weird = Weird::kTeredoBubbleWithPayload;
  layer.payload().ip_version = 6;
  return layer.packet(LinkHeader::kIp);
}

TunnelPayload decode_ayiya(ByteSpan bytes, uint32_t wire_length) {
  constexpr uint8_t kForward = 1;
  Layer layer(TunnelType::kAyiya, bytes, wire_length);
  ByteReader& reader = layer.reader();
  uint8_t identity = reader.u8();
  uint8_t signature = reader.u8();
  uint8_t operation = reader.u8() & 0x0f;
  uint8_t next = reader.u8();
  reader.skip(4);  // time
  reader.skip(size_t{1} << (identity >> 4));
  reader.skip((signature >> 4) * 4u);
  bool is_ip = next == kProtocolIpip || next == kProtocolIpv6;
  if (reader.failed()) return layer.end(TunnelParse::kNotATunnel);
  if (next == kProtocolNoNext || operation != kForward) return layer.end(TunnelParse::kEmpty);
  if (!is_ip) return layer.end(TunnelParse::kNotATunnel);
  layer.payload().ip_version = next == kProtocolIpip ? 4 : 6;
  return layer.packet(LinkHeader::kIp);
}

}  // namespace avocet
