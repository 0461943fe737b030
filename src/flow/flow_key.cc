#include "flow/flow_key.h"

#include <tuple>

#include "base/hash.h"
#include "flow/icmp_pairs.h"

namespace avocet {

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

uint32_t FlowKey::hash() const {
  auto mixed = [](const IpAddress& address, uint16_t port) {
    return hash_combine(address.high() ^ port, address.low());
  };
  // A sum does not mind the order of the endpoints.
  uint64_t both = mixed(source, source_port) + mixed(destination, destination_port);
  uint64_t rest = uint64_t{protocol} << 32 | uint64_t{vlan} << 16 | inner_vlan;
  return static_cast<uint32_t>(mix64(both ^ rest));
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
