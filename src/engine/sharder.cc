#include "engine/sharder.h"

#include <cstring>

#include "base/byte_reader.h"
#include "base/hash.h"
#include "packet/ipv6_addresses.h"
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
  constexpr size_t kEthernetHeader = 14, kIpHeader = 20;
  ByteSpan data = packet.data;
  if (packet.link == LinkType::kEthernet && data.size() >= kEthernetHeader + kIpHeader) {
    // The usual cases need no decoder, and the most usual ones of them no reader.
    bool is_ip = data[12] == 0x08 && data[13] == 0x00;
    if (is_ip && data[kEthernetHeader] >> 4 == 4 && data[kEthernetHeader + 9] != kUdp)
      return shard_of_addresses(data.data() + kEthernetHeader + 12);
    if (is_ip || (data[12] == 0x86 && data[13] == 0xdd))
      return shard_of_ip(data.subspan(kEthernetHeader));
  }
  PacketView view;
  LinkResult link = decoder_.decode(packet.link, packet.data, packet.wire_length, view);
  return link.end == LinkEnd::kIp ? shard_of_ip(link.bytes) : 0;
}

// Of IPv4: both addresses lie there.
uint32_t Sharder::shard_of_addresses(const uint8_t* bytes) const {
  uint32_t source, destination;
  std::memcpy(&source, bytes, sizeof source);
  std::memcpy(&destination, bytes + sizeof source, sizeof destination);
  return scaled(join(source, destination));
}

// The upper half of the hash, scaled.
uint32_t Sharder::scaled(uint64_t addresses) const {
  return static_cast<uint32_t>((mix64(addresses) >> 32) * shards_ >> 32);
}

uint32_t Sharder::shard_of_ip(ByteSpan bytes) const {
  ByteReader reader(bytes);
  int version = bytes.empty() ? 0 : bytes[0] >> 4;
  uint64_t addresses = 0;
  if (version == 4) {
    if (bytes.size() < 20) return 0;
    size_t header = (bytes[0] & 0x0f) * size_t{4};
    bool is_first = (bytes[6] & 0x1f) == 0 && bytes[7] == 0;
    if (bytes[9] == kUdp && is_first && header <= bytes.size() && is_teredo(bytes.subspan(header)))
      return 0;
    return shard_of_addresses(bytes.data() + 12);
  }
  if (version == 6) {
    // What decides is whom it is from and for in the end, as for connections.
    std::optional<Ipv6Addresses> known = final_addresses(bytes);
    if (!known) return 0;
    auto hash = [](const IpAddress& address) {
      return hash_combine(address.high(), address.low());
    };
    addresses = join(hash(known->source), hash(known->destination));
  }
  return scaled(addresses);
}

}  // namespace avocet
