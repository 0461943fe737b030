// PacketBatch: packets on their way from the reader to the workers, bytes included.
//
// All workers get all batches: a worker handles the packets of its own shard, and lets time pass
// with the others. The reader fills a batch; from then on workers write the verdicts on their own
// packets and nothing else.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "flow/flow_table.h"
#include "packet/decoder.h"
#include "packet/raw_packet.h"

namespace avocet {

struct PacketBatch {
  static constexpr size_t kPackets = 1024;
  static constexpr size_t kBytes = 512 * 1024;

  struct Entry {
    RawPacket packet;
    size_t offset;  // of its bytes
    uint32_t shard;
    Verdict verdict = Verdict::kAccept;
    PacketDecoder::FragmentOf fragment;
  };

  uint64_t first = 0;  // number of the first packet of the run that is in here
  std::vector<Entry> entries;
  std::vector<uint8_t> bytes;                        // of packets that nothing else keeps
  std::vector<std::shared_ptr<const void>> keepers;  // of the others
  size_t payload = 0;                                // bytes of all of them
  // Captures that ended, and before which entry.
  std::vector<std::pair<size_t, std::string>> ended;
  NetTime clock;  // live: the time when it was closed; unset otherwise

  bool is_full() const { return entries.size() >= kPackets || payload >= kBytes; }
  bool is_empty() const { return entries.empty() && ended.empty() && !clock.is_set(); }
  uint64_t last() const { return first + entries.size(); }

  void add(const RawPacket& packet, uint32_t shard) {
    payload += packet.data.size();
    entries.push_back({packet, kKept, shard, Verdict::kAccept, {}});
    if (packet.keeper != nullptr && *packet.keeper) {
      if (keepers.empty() || keepers.back() != *packet.keeper) keepers.push_back(*packet.keeper);
      return;
    }
    entries.back().offset = bytes.size();
    bytes.insert(bytes.end(), packet.data.begin(), packet.data.end());
  }
  // The bytes have stopped moving: packets may point at them.
  void close() {
    for (Entry& entry : entries) {
      entry.packet.keeper = nullptr;
      if (entry.offset != kKept)
        entry.packet.data = ByteSpan(bytes).subspan(entry.offset, entry.packet.data.size());
    }
  }

  // For the next use.
  void clear() {
    entries.clear();
    bytes.clear();
    keepers.clear();
    payload = 0;
    ended.clear();
    clock = {};
  }

 private:
  static constexpr size_t kKept = SIZE_MAX;  // an offset: the bytes are elsewhere
};

}  // namespace avocet
