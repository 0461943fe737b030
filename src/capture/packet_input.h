// PacketInput: what scripts may ask, and decide, about where packets come from. A service of the
// machine; the engine owns one for each run.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "capture/capture_files.h"
#include "capture/filter.h"
#include "capture/source.h"
#include "packet/raw_packet.h"

namespace avocet {

struct PacketInput {
  // What packets are read from; null in a world without.
  const CaptureFiles* files = nullptr;
  const std::vector<std::unique_ptr<PacketSource>>* live = nullptr;

  // The packet whose events are being handled; null between packets.
  const RawPacket* packet = nullptr;

  // Filters that scripts compiled, by the number that they gave them.
  struct Compiled {
    std::unique_ptr<PacketFilter> filter;  // null: it did not compile
    std::string trouble;
  };
  std::map<int64_t, Compiled> filters;
  // Only packets that it accepts are looked at; null: all. One of the above.
  PacketFilter* installed = nullptr;
  std::string last_trouble;
  uint64_t filtered = 0;  // packets that were not accepted

  bool is_live() const { return live && !live->empty(); }

  SourceStatistics statistics() const {
    SourceStatistics sum = files ? files->statistics() : SourceStatistics();
    if (!live) return sum;
    for (const auto& source : *live) {
      SourceStatistics one = source->statistics();
      sum.packets += one.packets;
      sum.bytes += one.bytes;
      sum.received += one.received;
      sum.dropped += one.dropped;
    }
    return sum;
  }
};

}  // namespace avocet
