#include "flow/address_filters.h"

namespace avocet {

const AddressFilters::Filter* AddressFilters::Subnets::find(const IpAddress& address) const {
  if (filters.empty()) return nullptr;
  for (int length = 128; length >= 0; --length) {
    if (of_length[size_t(length)] == 0) continue;
    auto found = filters.find(Prefix::from_length128(address, length));
    if (found != filters.end()) return &found->second;
  }
  return nullptr;
}

bool AddressFilters::install(End end, const Prefix& subnet, const Filter& filter) {
  Subnets& all = subnets(end);
  if (all.filters.size() >= kMost && !all.filters.contains(subnet)) return false;
  if (all.filters.insert_or_assign(subnet, filter).second)
    ++all.of_length[size_t(subnet.length128())];
  return true;
}

bool AddressFilters::uninstall(End end, const Prefix& subnet) {
  Subnets& all = subnets(end);
  if (all.filters.erase(subnet) == 0) return false;
  --all.of_length[size_t(subnet.length128())];
  return true;
}

bool AddressFilters::drops(const Filter& filter, const PacketView& view) {
  constexpr double kNumbers = 0x7fffffff;  // below which chance stays
  if (view.transport == Transport::kTcp && (view.tcp.flags & filter.tcp_flags) != 0) return false;
  return double(chance_.next()) / kNumbers < filter.probability;
}

bool AddressFilters::drops(const PacketView& view) {
  const Filter* source = sources_.find(view.ip.source);
  const Filter* destination = destinations_.find(view.ip.destination);
  if (!source && !destination) return others_ == Others::kDropped;
  return (source && drops(*source, view)) || (destination && drops(*destination, view));
}

}  // namespace avocet
