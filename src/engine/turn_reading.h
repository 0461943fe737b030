// TurnReading: workers read captures by turns. Whoever has nothing left reads a batch of packets
// for all, so that nobody waits for a thread that reads, nobody looks at headers that another has
// looked at, and a worker with few packets of its own reads more than one with many.
//
//      taken by all | taken by some | ready | being read
//     --------------+---------------+-------+------------> batches
//
// What is handed from one to another is where packets lie, not the packets.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "capture/capture_files.h"
#include "engine/batch_filler.h"

namespace avocet {

class TurnReading {
 public:
  // Batches that are made ready for a worker when nobody reads: with fewer, workers wait for one
  // another's reading; with more, the packets have left the nearer caches when they are taken.
  static constexpr uint64_t kReady = 3;

  // `files` outlive this. Packets that are read are written to `dumper`, if there is one.
  TurnReading(CaptureFiles& files, uint32_t workers, std::unique_ptr<PacketDumper> dumper);

  // The worker's next batch; null: there is none, and the worker takes no more. Each worker takes
  // all batches.
  std::shared_ptr<PacketBatch> take(uint32_t worker);
  // Nothing more is read.
  void stop();

  // What was read so far.
  SourceStatistics statistics();
  // Whether all workers left, within that time.
  bool wait(std::chrono::milliseconds time);
  // What could not be read or written. After all left.
  const std::vector<std::string>& troubles() const { return filler_.troubles(); }

 private:
  // Batches that the fastest may be before the slowest.
  static constexpr uint64_t kMost = 64;
  static constexpr uint64_t kLeft = UINT64_MAX;

  uint64_t end() const { return first_ + batches_.size(); }
  uint64_t slowest() const;
  void read(std::unique_lock<std::mutex>& lock);
  // Null once all is read.
  std::shared_ptr<PacketBatch> fill();
  void forget_taken();
  void note_left(uint32_t worker);

  CaptureFiles& files_;

  std::mutex mutex_;
  std::condition_variable moved_, all_left_;
  std::deque<std::shared_ptr<PacketBatch>> batches_;
  uint64_t first_ = 0;           // the number of the first of them
  std::vector<uint64_t> taken_;  // by each worker
  uint32_t waiting_ = 0, left_ = 0;
  bool is_being_read_ = false, is_over_ = false;
  SourceStatistics statistics_;

  // Whoever reads, one at a time.
  BatchFiller filler_;
  bool is_at_end_ = false;
};

}  // namespace avocet
