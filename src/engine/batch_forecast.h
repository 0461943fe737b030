// BatchForecast: tells a worker's packets of a batch, some places ahead, that their turn comes.
//
// They were read by another thread, or a while ago, so what is looked at first is asked of memory
// beforehand; and each packet is told which one comes later, as a source would (see
// RawPacket::upcoming), among those that this worker handles.
#pragma once

#include "base/prefetch.h"
#include "engine/packet_batch.h"

namespace avocet {

class BatchForecast {
 public:
  // `batch` outlives it. `own`: the worker's packets in it.
  BatchForecast(const PacketBatch& batch, const std::vector<PacketBatch::Entry>& own)
      : batch_(batch), own_(own) {}

  // The packets one after the other.
  RawPacket next() {
    if (at_ + kEntry < own_.size()) prefetch(&own_[at_ + kEntry]);
    if (at_ + kBeginning < own_.size()) {
      const uint8_t* bytes = own_[at_ + kBeginning].data;
      prefetch(bytes);
      prefetch(bytes + 63);
    }
    RawPacket packet = batch_.packet(own_[at_]);
    if (at_ + kUpcoming < own_.size()) packet.upcoming = own_[at_ + kUpcoming].bytes();
    ++at_;
    return packet;
  }

 private:
  // Packets between the steps.
  static constexpr size_t kEntry = 24, kBeginning = 14, kUpcoming = 11;

  const PacketBatch& batch_;
  const std::vector<PacketBatch::Entry>& own_;
  size_t at_ = 0;
};

}  // namespace avocet
