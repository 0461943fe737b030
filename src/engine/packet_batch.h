// PacketBatch: packets on their way from the reader to the workers, bytes included.
//
// All workers get all batches: a worker handles the packets of its own shard, and lets time pass
// with the others, mostly without looking at them. So each shard has a list of its own. The reader
// fills a batch; from then on workers write into their own lists and nothing else.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "flow/flow_table.h"
#include "packet/decoder.h"
#include "packet/raw_packet.h"

namespace avocet {

class PacketBatch {
 public:
  static constexpr size_t kPackets = 1024;
  static constexpr size_t kBytes = 256 * 1024;

  struct Entry {
    NetTime time;
    NetTime before;  // the latest time of all packets before it in the batch, in microseconds
    const uint8_t* data;
    uint32_t size;
    uint32_t wire_length;
    uint32_t place;  // in the batch
    uint16_t form;
    Verdict verdict = Verdict::kAccept;

    ByteSpan bytes() const { return {data, size}; }
  };
  // A shard's packets, in order, and what they are fragments of, by their places.
  struct Shard {
    std::vector<Entry> packets;
    std::vector<std::pair<uint32_t, PacketDecoder::FragmentOf>> fragments;
  };

  uint64_t first = 0;  // number of the first packet of the run that is in here
  std::vector<Shard> shards;
  NetTime latest;  // of all times, in microseconds
  // Captures that ended, and before which place.
  std::vector<std::pair<size_t, std::string>> ended;
  // Live: the time when it was closed, a moment of its own behind the packets; unset otherwise.
  NetTime clock;

  size_t size() const { return order_.size(); }
  // The first number behind it.
  uint64_t last() const { return first + size() + (clock.is_set() ? 1 : 0); }
  bool is_full() const { return size() >= kPackets || payload_ >= kBytes; }
  bool is_empty() const { return order_.empty() && ended.empty() && !clock.is_set(); }

  // Precondition: there is such a shard, and at most 65536 of them.
  void add(const RawPacket& packet, uint32_t shard);
  // The bytes have stopped moving: packets may point at them.
  void close();
  // For the next use.
  void clear();

  uint32_t shard_at(size_t place) const { return order_[place].shard; }
  const Entry& at(size_t place) const {
    return shards[order_[place].shard].packets[order_[place].index];
  }
  // As it was read; good as long as the batch.
  RawPacket packet(const Entry& entry) const {
    const Form& form = forms_[entry.form];
    return {.time = entry.time,
            .data = entry.bytes(),
            .wire_length = entry.wire_length,
            .link = form.link,
            .link_number = form.link_number,
            .interface = form.interface};
  }

 private:
  // What packets in a row have in common.
  struct Form {
    LinkType link;
    int link_number;
    uint32_t interface;
    bool is_kept;  // the bytes are elsewhere, and somebody keeps them
  };
  struct Place {
    uint32_t shard, index;
  };

  uint16_t form_of(const RawPacket& packet, bool is_kept);

  std::vector<Place> order_;
  std::vector<Form> forms_;
  std::vector<uint8_t> bytes_;                        // of packets that nothing else keeps
  std::vector<std::shared_ptr<const void>> keepers_;  // of the others
  size_t payload_ = 0;                                // bytes of all of them
};

inline uint16_t PacketBatch::form_of(const RawPacket& packet, bool is_kept) {
  bool is_same = !forms_.empty() && forms_.back().link == packet.link &&
                 forms_.back().link_number == packet.link_number &&
                 forms_.back().interface == packet.interface && forms_.back().is_kept == is_kept;
  if (!is_same) forms_.push_back({packet.link, packet.link_number, packet.interface, is_kept});
  return static_cast<uint16_t>(forms_.size() - 1);
}

inline void PacketBatch::add(const RawPacket& packet, uint32_t shard) {
  bool is_kept = packet.keeper != nullptr && *packet.keeper;
  std::vector<Entry>& packets = shards[shard].packets;
  // What is copied is known by its offset until the batch is closed.
  const uint8_t* data =
      is_kept ? packet.data.data() : reinterpret_cast<const uint8_t*>(bytes_.size());
  packets.push_back({packet.time, latest, data, static_cast<uint32_t>(packet.data.size()),
                     packet.wire_length, static_cast<uint32_t>(order_.size()),
                     form_of(packet, is_kept)});
  order_.push_back({shard, static_cast<uint32_t>(packets.size() - 1)});
  latest = std::max(latest, packet.time.whole_micros());
  payload_ += packet.data.size();
  if (!is_kept)
    bytes_.insert(bytes_.end(), packet.data.begin(), packet.data.end());
  else if (keepers_.empty() || keepers_.back() != *packet.keeper)
    keepers_.push_back(*packet.keeper);
}

inline void PacketBatch::close() {
  if (bytes_.empty()) return;
  for (Shard& shard : shards) {
    for (Entry& entry : shard.packets)
      if (!forms_[entry.form].is_kept)
        entry.data = bytes_.data() + std::bit_cast<uintptr_t>(entry.data);
  }
}

inline void PacketBatch::clear() {
  for (Shard& shard : shards) {
    shard.packets.clear();
    shard.fragments.clear();
  }
  latest = {};
  ended.clear();
  clock = {};
  order_.clear();
  forms_.clear();
  bytes_.clear();
  keepers_.clear();
  payload_ = 0;
}

}  // namespace avocet
