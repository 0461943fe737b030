// AddressFilters: which packets nobody wants to look at, by their addresses and by chance.
//
// A filter names a subnet, TCP flags and a probability. A packet from there (or to there) is
// dropped with that probability, unless it is one of TCP that has one of the flags: so one may
// leave out the bulk of what a busy host sends and still see its connections begin and end. Of
// several subnets that hold an address, the longest decides. Dropped means that the packet makes no
// flow and no event; whether it is forwarded is another matter.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>

#include "base/ip_address.h"
#include "base/seeds.h"
#include "packet/packet_view.h"

namespace avocet {

class AddressFilters {
 public:
  enum class End : uint8_t { kSource, kDestination };
  struct Filter {
    uint64_t tcp_flags = 0;  // with one of these a packet stays
    double probability = 0;  // of being dropped
  };

  // What becomes of packets that no filter is about.
  enum class Others : uint8_t { kStay, kDropped };
  // `seed`: what chance derives from.
  AddressFilters(uint32_t seed, Others others) : others_(others), chance_(seed) {}

  // Replaces one for the same subnet. False: there are too many.
  bool install(End end, const Prefix& subnet, const Filter& filter);
  // False: there was none.
  bool uninstall(End end, const Prefix& subnet);
  // It has nothing to say about any packet.
  bool is_idle() const {
    return others_ == Others::kStay && sources_.filters.empty() && destinations_.filters.empty();
  }

  // Precondition: view.has_ip().
  bool drops(const PacketView& view);

 private:
  static constexpr size_t kMost = 1'000'000;
  struct Subnets {
    std::unordered_map<Prefix, Filter> filters;
    std::array<uint32_t, 129> of_length{};  // how many filters have such a prefix

    const Filter* find(const IpAddress& address) const;
  };

  Subnets& subnets(End end) { return end == End::kSource ? sources_ : destinations_; }
  bool drops(const Filter& filter, const PacketView& view);

  Others others_;
  Subnets sources_, destinations_;
  MinimalStandard chance_;
};

}  // namespace avocet
