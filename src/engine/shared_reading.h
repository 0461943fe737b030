// SharedReading: several workers read captures together: whoever needs packets that nobody has read
// yet reads the next batch, for all.
//
// So nobody waits for a thread that reads while it has no processor, and what a packet costs to
// read is paid once. Where each record lies is known only from the one before, so that to read is
// mostly to wait for memory: one of the workers reads ahead, packet by packet between those that it
// handles. Each worker gets all batches, in order. For captures that can be read without waiting
// for bytes.
#pragma once

#include <atomic>
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
  // A worker has a moment, as it has three times with every packet that it handles, with other work
  // in between: reads a little if it is the one that reads ahead.
  void step(uint32_t worker) {
    if (reader_.load(std::memory_order_relaxed) == worker) read_ahead();
  }
  // A worker takes no more.
  void leave(uint32_t worker);
  // What was not read yet is not wanted.
  void stop();

  // Whether all workers left, within that time.
  bool wait(std::chrono::milliseconds time);
  // What was read so far, by batches.
  SourceStatistics statistics();
  // After that nothing is read: what could not be read or written.
  const std::vector<std::string>& finish();

 private:
  // Batches that the fastest may be before the slowest, and those that are read ahead.
  static constexpr size_t kMost = 64, kAhead = 4;
  static constexpr uint32_t kNobody = UINT32_MAX;

  std::shared_ptr<PacketBatch> take_known(uint32_t worker);
  void offer_to_read(uint32_t worker);
  void read_ahead();
  void read_rest();
  void read_packet();
  void publish();
  bool is_done() const { return is_at_end_ || filler_.is_full(); }
  void drop_taken();

  // Used by the one that reads, who set `is_reading_`, without the lock.
  std::atomic<bool> is_reading_ = false;
  CaptureFiles& files_;
  BatchFiller filler_;
  bool is_at_end_ = false;
  const uint32_t packets_a_step_;  // more than others take meanwhile

  std::mutex mutex_;
  std::condition_variable moved_, all_left_;
  std::deque<std::shared_ptr<PacketBatch>> batches_;  // that somebody has not had yet
  uint64_t dropped_ = 0;                              // batches before those
  std::vector<uint64_t> taken_;                       // batches that each worker has had
  uint32_t left_ = 0;                                 // workers that take no more
  std::atomic<uint32_t> reader_ = kNobody;            // who reads ahead, little by little
  bool is_filling_ = false;  // somebody reads the rest of a batch, and will publish it
  bool is_over_ = false;     // nothing is left to read
  bool is_stopped_ = false;
  SourceStatistics statistics_;
};

}  // namespace avocet
