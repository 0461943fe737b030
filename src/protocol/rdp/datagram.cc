#include "protocol/rdp/datagram.h"

namespace avocet {

namespace {

enum : uint16_t {
  kSyn = 0x001,
  kAck = 0x004,
  kData = 0x008,
  kForwardError = 0x010,
  kAckOfAcks = 0x100,
  kCorrelation = 0x800,
  kSynExtended = 0x1000,
};
constexpr uint16_t kVersionInfo = 1, kData2 = 0x004;
constexpr size_t kCorrelationSize = 32;

size_t padding(size_t size) { return (4 - size % 4) % 4; }

}  // namespace

std::optional<RdpUdpSyn> parse_rdp_udp_syn(ByteSpan bytes) {
  ByteReader reader(bytes);
  uint32_t acknowledged = reader.u32();
  reader.skip(2);
  uint16_t flags = reader.u16();
  reader.skip(4 + 2 + 2);  // a number to begin with, and sizes
  if (reader.failed() || !(flags & kSyn)) return std::nullopt;
  RdpUdpSyn syn;
  syn.is_answer = flags & kAck;
  if (!syn.is_answer && acknowledged != UINT32_MAX) return std::nullopt;
  if (flags & kCorrelation) reader.skip(kCorrelationSize);
  if (flags & kSynExtended) {
    uint16_t more = reader.u16(), version = reader.u16();
    if (more & kVersionInfo) syn.version = version;
  }
  if (reader.failed()) return std::nullopt;
  return syn;
}

std::optional<ByteSpan> rdp_udp_data(ByteSpan bytes) {
  ByteReader reader(bytes);
  reader.skip(4 + 2);
  uint16_t flags = reader.u16();
  if (!(flags & kData) || flags & kSyn) return std::nullopt;
  if (flags & kAck) {
    uint16_t size = reader.u16();
    reader.skip(size);
    reader.skip(padding(2u + size));
  }
  if (flags & kAckOfAcks) reader.skip(4);
  reader.skip(flags & kForwardError ? 12 : 8);  // where the data belongs
  if (reader.failed()) return std::nullopt;
  return reader.rest();
}

std::optional<ByteSpan> rdp_udp2_data(ByteSpan bytes) {
  ByteReader reader(bytes);
  reader.skip(1);  // a prefix
  uint16_t flags = reader.u16_le() & 0xfff;
  if (reader.failed() || !(flags & kData2)) return std::nullopt;
  return reader.rest();
}

}  // namespace avocet
