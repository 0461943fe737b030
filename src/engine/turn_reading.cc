#include "engine/turn_reading.h"

#include <algorithm>

namespace avocet {

TurnReading::TurnReading(CaptureFiles& files, uint32_t workers,
                         std::unique_ptr<PacketDumper> dumper)
    : files_(files), taken_(workers, 0), filler_(workers) {
  filler_.set_dumper(std::move(dumper));
  files_.skim();
}

uint64_t TurnReading::slowest() const { return *std::min_element(taken_.begin(), taken_.end()); }

std::shared_ptr<PacketBatch> TurnReading::take(uint32_t worker) {
  std::unique_lock lock(mutex_);
  uint64_t& taken = taken_[worker];
  while (true) {
    bool may_read = !is_being_read_ && !is_over_ && end() < slowest() + kMost;
    if (may_read && end() < taken + kReady) {
      read(lock);
    } else if (taken < end()) {
      std::shared_ptr<PacketBatch> batch = batches_[taken - first_];
      ++taken;
      forget_taken();
      return batch;
    } else if (is_over_ && !is_being_read_) {
      note_left(worker);
      return nullptr;
    } else {
      ++waiting_;
      moved_.wait(lock);
      --waiting_;
    }
  }
}

// Gives the lock back for the while.
void TurnReading::read(std::unique_lock<std::mutex>& lock) {
  is_being_read_ = true;
  lock.unlock();
  std::shared_ptr<PacketBatch> batch = fill();
  SourceStatistics read = files_.statistics();
  lock.lock();
  is_being_read_ = false;
  statistics_ = read;
  if (is_at_end_) is_over_ = true;
  if (batch) batches_.push_back(std::move(batch));
  if (waiting_ > 0) moved_.notify_all();
}

std::shared_ptr<PacketBatch> TurnReading::fill() {
  RawPacket packet;
  while (!is_at_end_ && !filler_.is_full()) {
    switch (files_.next(packet)) {
    case CaptureFiles::Step::kPacket: filler_.add(packet); break;
    case CaptureFiles::Step::kFileDone:
      filler_.source_done(files_.finished(), files_.trouble());
      break;
    case CaptureFiles::Step::kEnd:
      is_at_end_ = true;
      filler_.finish();
      break;
    }
  }
  return filler_.take();
}

void TurnReading::forget_taken() {
  uint64_t by_all = std::min(slowest(), end());
  if (first_ == by_all) return;
  for (; first_ < by_all; ++first_) batches_.pop_front();
  if (waiting_ > 0) moved_.notify_all();
}

void TurnReading::note_left(uint32_t worker) {
  if (taken_[worker] == kLeft) return;
  taken_[worker] = kLeft;
  forget_taken();
  if (++left_ == taken_.size()) all_left_.notify_all();
  moved_.notify_all();
}

void TurnReading::stop() {
  std::lock_guard lock(mutex_);
  is_over_ = true;
  moved_.notify_all();
}

SourceStatistics TurnReading::statistics() {
  std::lock_guard lock(mutex_);
  return statistics_;
}

bool TurnReading::wait(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return all_left_.wait_for(lock, time, [this] { return left_ == taken_.size(); });
}

}  // namespace avocet
