#include "engine/sharder.h"

#include "base/byte_reader.h"
#include "base/hash.h"
#include "packet/packet_view.h"

namespace avocet {

namespace {

constexpr uint16_t kTeredo = 3544;
constexpr uint8_t kUdp = 17;

bool is_teredo(ByteSpan transport) {
  ByteReader reader(transport);
  uint16_t source = reader.u16(), destination = reader.u16();
  return !reader.failed() && (source == kTeredo || destination == kTeredo);
}

// The same in both directions.
uint64_t join(uint64_t a, uint64_t b) { return (a ^ b) + a * b; }

}  // namespace

uint32_t Sharder::shard_of(const RawPacket& packet) {
  constexpr size_t kEthernetHeader = 14;
  if (packet.link == LinkType::kEthernet && packet.data.size() > kEthernetHeader) {
    // The usual case needs no decoder.
    ByteReader reader(packet.data.subspan(12));
    uint16_t kind = reader.u16();
    if (kind == 0x0800 || kind == 0x86dd) return shard_of_ip(packet.data.subspan(kEthernetHeader));
  }
  PacketView view;
  LinkResult link = decoder_.decode(packet.link, packet.data, packet.wire_length, view);
  return link.end == LinkEnd::kIp ? shard_of_ip(link.bytes) : 0;
}

uint32_t Sharder::shard_of_ip(ByteSpan bytes) const {
  ByteReader reader(bytes);
  int version = bytes.empty() ? 0 : bytes[0] >> 4;
  uint64_t addresses = 0;
  if (version == 4) {
    reader.skip(12);
    uint64_t source = reader.u32();
    addresses = join(source, reader.u32());
    if (reader.failed()) return 0;
    size_t header = (bytes[0] & 0x0f) * size_t{4};
    bool is_first = (bytes[6] & 0x1f) == 0 && bytes[7] == 0;
    if (bytes[9] == kUdp && is_first && header <= bytes.size() && is_teredo(bytes.subspan(header)))
      return 0;
  } else if (version == 6) {
    reader.skip(8);
    auto address = [&reader] {
      uint64_t high = reader.u64();
      return hash_combine(high, reader.u64());
    };
    uint64_t source = address();
    addresses = join(source, address());
    if (reader.failed()) return 0;
  }
  // The upper half of the hash, scaled.
  return static_cast<uint32_t>((mix64(addresses) >> 32) * shards_ >> 32);
}

}  // namespace avocet
