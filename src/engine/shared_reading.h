// SharedReading: several workers read captures together: whoever needs packets that nobody has read
// yet reads the next batch, for all.
//
// So nobody waits for a thread that reads while it has no processor, and what a packet costs to
// read is paid once. Each worker gets all batches, in order. For captures that can be read without
// waiting for bytes.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "capture/capture_files.h"
#include "engine/batch_filler.h"
#include "engine/packet_batch.h"

namespace avocet {

class SharedReading {
 public:
  // `files` outlives this, and is nobody else's meanwhile.
  SharedReading(CaptureFiles& files, uint32_t workers, std::unique_ptr<PacketDumper> dumper);

  // The batch behind those that the worker has had; null: there is none. Waits while others are far
  // behind.
  std::shared_ptr<PacketBatch> next(uint32_t worker);
  // A worker takes no more.
  void leave(uint32_t worker);
  // What was not read yet is not wanted.
  void stop();

  // Whether all workers left, within that time.
  bool wait(std::chrono::milliseconds time);
  // What was read so far.
  SourceStatistics statistics();
  // After that nothing is read: what could not be read or written.
  const std::vector<std::string>& finish();

 private:
  // Batches that the fastest may be before the slowest.
  static constexpr size_t kMost = 64;

  std::shared_ptr<PacketBatch> take_known(uint32_t worker);
  std::shared_ptr<PacketBatch> read_batch();
  void drop_taken();

  // Used by the one that reads, without the lock.
  CaptureFiles& files_;
  BatchFiller filler_;
  bool is_at_end_ = false;

  std::mutex mutex_;
  std::condition_variable moved_;
  std::deque<std::shared_ptr<PacketBatch>> batches_;  // that somebody has not had yet
  uint64_t dropped_ = 0;                              // batches before those
  std::vector<uint64_t> taken_;                       // batches that each worker has had
  uint32_t left_ = 0;                                 // workers that take no more
  bool is_reading_ = false;                           // somebody is
  bool is_over_ = false;                              // nothing is left to read
  bool is_stopped_ = false;
};

}  // namespace avocet
