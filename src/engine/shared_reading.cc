#include "engine/shared_reading.h"

#include <algorithm>

namespace avocet {

SharedReading::SharedReading(CaptureFiles& files, uint32_t workers,
                             std::unique_ptr<PacketDumper> dumper)
    : files_(files), filler_(workers), taken_(workers, 0) {
  filler_.set_dumper(std::move(dumper));
}

std::shared_ptr<PacketBatch> SharedReading::next(uint32_t worker) {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (auto known = take_known(worker)) return known;
    // What is being read is for all, even if it is the last.
    if (!is_reading_ && (is_over_ || is_stopped_)) return nullptr;
    // Where there is no room, the slowest has something to take.
    if (is_reading_ || batches_.size() >= kMost) {
      moved_.wait(lock);
      continue;
    }
    is_reading_ = true;
    lock.unlock();
    std::shared_ptr<PacketBatch> batch = read_batch();
    lock.lock();
    is_reading_ = false;
    is_over_ = batch == nullptr;
    if (batch) batches_.push_back(std::move(batch));
    moved_.notify_all();
  }
}

std::shared_ptr<PacketBatch> SharedReading::take_known(uint32_t worker) {
  uint64_t place = taken_[worker] - dropped_;
  if (place >= batches_.size()) return nullptr;
  std::shared_ptr<PacketBatch> batch = batches_[place];
  ++taken_[worker];
  if (place == 0) drop_taken();
  return batch;
}

void SharedReading::drop_taken() {
  uint64_t slowest = *std::min_element(taken_.begin(), taken_.end());
  if (dropped_ >= slowest || batches_.empty()) return;
  for (; dropped_ < slowest && !batches_.empty(); ++dropped_) batches_.pop_front();
  moved_.notify_all();
}

std::shared_ptr<PacketBatch> SharedReading::read_batch() {
  RawPacket packet;
  while (!is_at_end_ && !filler_.is_full()) {
    switch (files_.next(packet)) {
    case CaptureFiles::Step::kPacket: filler_.add(packet); break;
    case CaptureFiles::Step::kFileDone:
      filler_.source_done(files_.finished(), files_.trouble());
      break;
    case CaptureFiles::Step::kEnd: is_at_end_ = true; break;
    }
  }
  return filler_.take();
}

void SharedReading::leave(uint32_t worker) {
  std::lock_guard lock(mutex_);
  taken_[worker] = UINT64_MAX;
  ++left_;
  drop_taken();
  moved_.notify_all();
}

void SharedReading::stop() {
  std::lock_guard lock(mutex_);
  is_stopped_ = true;
  moved_.notify_all();
}

bool SharedReading::wait(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return moved_.wait_for(lock, time, [this] { return left_ == taken_.size(); });
}

SourceStatistics SharedReading::statistics() {
  std::unique_lock lock(mutex_);
  // Nobody begins while this holds the lock.
  moved_.wait(lock, [this] { return !is_reading_; });
  return files_.statistics();
}

const std::vector<std::string>& SharedReading::finish() {
  filler_.finish();
  return filler_.troubles();
}

}  // namespace avocet
