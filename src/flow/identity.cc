#include "flow/identity.h"

#include "base/hash.h"

namespace avocet {
namespace {

struct Parts {
  uint64_t endpoints;  // the same for both senses
  uint64_t kind;
  NetTime start;
};

uint64_t endpoint_hash(const IpAddress& address, uint16_t port) {
  return mix64(hash_combine(address.hash(), port));
}

UidBits bits_of(const Parts& parts, uint64_t seed) {
  auto half = [&](uint64_t salt) {
    uint64_t hash = hash_combine(mix64(seed ^ salt), parts.endpoints);
    hash = hash_combine(hash, parts.kind);
    return mix64(hash_combine(hash, static_cast<uint64_t>(parts.start.nanos)));
  };
  return {half(0x2545f4914f6cdd1dULL), half(0x9e6c63d0876a9a47ULL)};
}

}  // namespace

UidBits uid_of(const Flow& flow, uint64_t seed) {
  uint64_t kind = uint64_t{flow.ip_protocol} << 32 | uint64_t{flow.vlan} << 16 | flow.inner_vlan;
  for (const Encapsulation& layer : flow.tunnels()) {
    kind = hash_combine(kind, layer.uid_high ^ layer.uid_low);
  }
  uint64_t endpoints =
      endpoint_hash(flow.orig_addr, flow.orig_port) + endpoint_hash(flow.resp_addr, flow.resp_port);
  return bits_of({endpoints, kind, flow.start_time}, seed);
}

UidBits tunnel_uid(const IpAddress& one, const IpAddress& other, uint8_t protocol, NetTime start,
                   uint64_t seed) {
  return bits_of({endpoint_hash(one, 0) + endpoint_hash(other, 0), protocol, start}, seed);
}

}  // namespace avocet
