// BatchFiller: makes batches of packets as they are read, numbered through the run.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/recycler.h"
#include "capture/dumper.h"
#include "capture/source.h"
#include "engine/packet_batch.h"
#include "engine/sharder.h"

namespace avocet {

class BatchFiller {
 public:
  explicit BatchFiller(uint32_t workers) : workers_(workers), sharder_(workers) { begin(1); }

  // All packets are written there as well. Null: nowhere.
  void set_dumper(std::unique_ptr<PacketDumper> dumper) { dumper_ = std::move(dumper); }

  void add(const RawPacket& packet) {
    if (dumper_) note(dumper_->write(packet));
    batch_->add(packet, sharder_.shard_of(packet));
  }
  // A capture is at its end; `trouble` says why if that was not its regular end.
  void source_done(const PacketSource& source, const std::string& trouble) {
    if (!trouble.empty()) troubles_.push_back(trouble);
    if (source.descriptor() < 0) batch_->ended.push_back({batch_->size(), source.name()});
  }
  void set_clock(NetTime now) { batch_->clock = now; }
  bool is_full() const { return batch_->is_full(); }

  // What was gathered, complete; null if that is nothing.
  std::shared_ptr<PacketBatch> take() {
    if (batch_->is_empty()) return nullptr;
    batch_->close();
    uint64_t next = batch_->last();
    std::shared_ptr<PacketBatch> full = std::exchange(batch_, nullptr);
    begin(next);
    return full;
  }

  // Nothing more comes.
  void finish() {
    if (dumper_) note(dumper_->flush());
  }
  const std::vector<std::string>& troubles() const { return troubles_; }

 private:
  void begin(uint64_t first) {
    batch_ = pool_.take();
    batch_->shards.resize(workers_);
    batch_->first = first;
  }
  void note(const Outcome& outcome) {
    if (outcome) return;
    troubles_.push_back(outcome.error().message);
    dumper_.reset();
  }

  uint32_t workers_;
  Sharder sharder_;
  Recycler<PacketBatch> pool_;
  std::shared_ptr<PacketBatch> batch_;
  std::unique_ptr<PacketDumper> dumper_;
  std::vector<std::string> troubles_;
};

}  // namespace avocet
