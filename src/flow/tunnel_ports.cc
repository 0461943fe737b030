#include "flow/tunnel_ports.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace avocet {

namespace {

constexpr std::array kInOrder = {TunnelType::kVxlan, TunnelType::kGeneve, TunnelType::kGtpv1,
                                 TunnelType::kGre,   TunnelType::kAyiya,  TunnelType::kTeredo};

}  // namespace

TunnelPorts::TunnelPorts() {
  add(TunnelType::kVxlan, 4789);
  add(TunnelType::kGeneve, 6081);
  add(TunnelType::kGtpv1, 2152);
  add(TunnelType::kGtpv1, 2123);
  add(TunnelType::kGre, 4754);
  add(TunnelType::kAyiya, 5072);
  add(TunnelType::kTeredo, 3544);
}

bool TunnelPorts::has_ports(TunnelType type) {
  return std::find(kInOrder.begin(), kInOrder.end(), type) != kInOrder.end();
}

void TunnelPorts::set(TunnelType type, std::span<const uint16_t> ports) {
  std::erase_if(assigned_, [type](const Assigned& one) { return one.type == type; });
  is_any_.reset();
  for (const Assigned& one : assigned_) is_any_.set(one.port);
  for (uint16_t port : ports) add(type, port);
}

void TunnelPorts::add(TunnelType type, uint16_t port) {
  DCHECK(has_ports(type));
  assigned_.push_back({type, port});
  is_any_.set(port);
}

TunnelType TunnelPorts::first_of(uint16_t source, uint16_t destination) const {
  for (TunnelType type : kInOrder) {
    bool is_carried = std::any_of(assigned_.begin(), assigned_.end(), [&](const Assigned& one) {
      return one.type == type && (one.port == source || one.port == destination);
    });
    if (is_carried) return type;
  }
  return TunnelType::kNone;
}

}  // namespace avocet
