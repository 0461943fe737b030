#include "protocol/quic/packet.h"

namespace avocet {

namespace {

using Kind = QuicPacket::Kind;

constexpr uint8_t kLongHeader = 0x80, kFixedBit = 0x40;
constexpr size_t kIntegrityTag = 16;

// Version 2 counts the types from another one on.
Kind kind_of(uint32_t version, uint8_t first) {
  unsigned type = first >> 4 & 3;
  if (version == kQuicVersion2) type = (type + 3) & 3;
  constexpr Kind kKinds[] = {Kind::kInitial, Kind::kZeroRtt, Kind::kHandshake, Kind::kRetry};
  return kKinds[type];
}

std::optional<QuicPacket> read_retry(QuicPacket packet, ByteReader reader) {
  if (!reader.can_read(kIntegrityTag)) return std::nullopt;
  packet.token = reader.take(reader.remaining() - kIntegrityTag);
  packet.integrity_tag = reader.rest();
  return packet;
}

}  // namespace

uint64_t quic_number(ByteReader& reader) {
  uint8_t first = reader.u8();
  uint64_t number = first & 0x3F;
  for (int more = (1 << (first >> 6)) - 1; more > 0; --more) number = number << 8 | reader.u8();
  return number;
}

std::optional<QuicPacket> parse_quic_packet(ByteSpan datagram) {
  ByteReader reader(datagram);
  QuicPacket packet;
  packet.bytes = datagram;
  uint8_t first = reader.u8();
  if (reader.failed()) return std::nullopt;
  if (!(first & kLongHeader)) {
    packet.kind = first & kFixedBit ? Kind::kShort : Kind::kDiscarded;
    return packet;
  }
  packet.version = reader.u32();
  packet.dcid = reader.take(reader.u8());
  packet.scid = reader.take(reader.u8());
  if (reader.failed()) return std::nullopt;
  if (packet.version == 0) {
    packet.kind = Kind::kVersionNegotiation;
    return packet;
  }
  if (packet.version != kQuicVersion1 && packet.version != kQuicVersion2) {
    packet.kind = Kind::kUnknownVersion;
    return packet;
  }
  // Peers may agree to send the fixed bit as they please (RFC 9287); with a version that is known,
  // it is not needed to tell what this is.
  if (packet.dcid.size() > kQuicMaxConnectionId || packet.scid.size() > kQuicMaxConnectionId)
    return std::nullopt;
  packet.kind = kind_of(packet.version, first);
  if (packet.kind == Kind::kRetry) return read_retry(packet, reader);
  if (packet.kind == Kind::kInitial) packet.token = reader.take(quic_number(reader));
  uint64_t length = quic_number(reader);
  if (reader.failed() || !reader.can_read(length)) return std::nullopt;
  packet.number_at = reader.position();
  packet.bytes = datagram.first(packet.number_at + length);
  return packet;
}

}  // namespace avocet
