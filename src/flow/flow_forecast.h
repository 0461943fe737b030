// FlowForecast: brings what the packets to come will need near the processor.
//
// Among a million flows nearly each packet meets one that was not looked at for long: the slot of
// the index, the flow and its detail lie in memory far away, and each is known only once the one
// before has arrived. So the keys of packets some places ahead are read from their bytes as they
// are, and each of the three is asked for a few packets before it is needed. It is a guess: a wrong
// one costs a little time and changes nothing. Internal to flow/.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/prefetch.h"
#include "flow/flow_index.h"
#include "flow/flow_key.h"
#include "flow/flow_pool.h"
#include "packet/link_type.h"

namespace avocet {

// Asks for all of an object at once, not line by line as it is needed.
template <class T> void fetch(const T* object) { prefetch(object, sizeof(T)); }

// The key under which the flow of such a packet would be found; nothing where that takes more than
// a glance.
std::optional<FlowKey> glance_at_flow(LinkType link, ByteSpan frame);

class FlowForecast {
 public:
  // `seed`: what the index hashes with.
  FlowForecast(const FlowIndex& index, FlowPool& pool, const FlowHashSeed& seed)
      : index_(index), pool_(pool), seed_(seed) {}

  // Below, all flows are near anyway.
  bool is_worth_it() const { return pool_.live() >= kMany; }
  // This packet will come in a while; those before it are a packet nearer now.
  void expect(LinkType link, ByteSpan frame);

 private:
  static constexpr size_t kMany = 4096;
  // Packets between the steps: to the slot, to the flow, to its detail.
  static constexpr size_t kStep = 3, kRing = 8;

  const FlowIndex& index_;
  FlowPool& pool_;
  const FlowHashSeed& seed_;
  std::array<uint32_t, kRing> hashes_{};   // 0: none
  std::array<uint32_t, kRing> indices_{};  // 0: none
  size_t at_ = 0;
};

}  // namespace avocet
