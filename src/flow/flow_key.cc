#include "flow/flow_key.h"

#include <tuple>

#include "base/fresh_seed.h"
#include "base/hash.h"
#include "flow/icmp_pairs.h"

namespace avocet {
namespace {

uint64_t multiply(uint64_t a, uint64_t b) {
  __extension__ typedef unsigned __int128 Wide;
  Wide product = static_cast<Wide>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

}  // namespace

FlowKey FlowKey::of(const PacketView& view, bool with_vlans) {
  FlowKey key;
  key.source = view.ip.source;
  key.destination = view.ip.destination;
  key.protocol = view.ip.protocol;
  if (with_vlans) {
    key.vlan = view.link.vlan;
    key.inner_vlan = view.link.inner_vlan;
  }
  if (view.has_ports()) {
    key.source_port = view.source_port;
    key.destination_port = view.destination_port;
  } else if (view.transport == Transport::kIcmp) {
    key.source_port = view.icmp.type;
    auto counterpart = icmp_counterpart(view.icmp.type, view.icmp.is_v6);
    key.one_way = !counterpart;
    key.destination_port = counterpart ? *counterpart : view.icmp.code;
  }
  return key;
}

FlowHashSeed FlowHashSeed::fresh() { return {fresh_seed(), fresh_seed(), fresh_seed()}; }

// Each part meets a secret or a constant that it cannot cancel. A sum does not mind the order of
// the endpoints.
uint32_t FlowKey::hash(const FlowHashSeed& seed) const {
  auto mixed = [&seed](const IpAddress& address, uint16_t port) {
    constexpr uint64_t kBeyondPorts = 0x9e3779b97f4a7c15ULL;
    uint64_t host = multiply(address.high() ^ seed.high, address.low() ^ seed.low);
    return multiply(host ^ seed.port, port ^ kBeyondPorts);
  };
  uint64_t both = mixed(source, source_port) + mixed(destination, destination_port);
  uint64_t rest = uint64_t{protocol} << 32 | uint64_t{vlan} << 16 | inner_vlan;
  return static_cast<uint32_t>(mix64(both ^ rest));
}

uint32_t order_hash(const Flow& flow) {
  auto mixed = [](const IpAddress& address, uint16_t port) {
    return hash_combine(address.high() ^ port, address.low());
  };
  uint64_t both = mixed(flow.orig_addr, flow.orig_port) + mixed(flow.resp_addr, flow.resp_port);
  constexpr uint64_t kNoVlans = uint64_t{kNoVlan} << 16 | kNoVlan;
  return static_cast<uint32_t>(mix64(both ^ (uint64_t{flow.ip_protocol} << 32 | kNoVlans)));
}

KeyMatch match(const FlowKey& key, const Flow& flow, bool with_vlans) {
  if (key.protocol != flow.ip_protocol || key.one_way != flow.icmp_one_way) return KeyMatch::kNone;
  if (with_vlans && (key.vlan != flow.vlan || key.inner_vlan != flow.inner_vlan)) {
    return KeyMatch::kNone;
  }
  auto from = std::tie(key.source, key.source_port);
  auto to = std::tie(key.destination, key.destination_port);
  auto orig = std::tie(flow.orig_addr, flow.orig_port);
  auto resp = std::tie(flow.resp_addr, flow.resp_port);
  if (from == orig && to == resp) return KeyMatch::kSame;
  if (!key.one_way && from == resp && to == orig) return KeyMatch::kReverse;
  return KeyMatch::kNone;
}

}  // namespace avocet
