#include "engine/shared_reading.h"

#include <algorithm>
#include <thread>

namespace avocet {

namespace {
// Of step().
constexpr uint32_t kStepsAPacket = 3;
}  // namespace

SharedReading::SharedReading(CaptureFiles& files, uint32_t workers,
                             std::unique_ptr<PacketDumper> dumper)
    : files_(files), filler_(workers), packets_a_step_((workers + kStepsAPacket) / kStepsAPacket),
      taken_(workers, 0) {
  filler_.set_dumper(std::move(dumper));
}

std::shared_ptr<PacketBatch> SharedReading::next(uint32_t worker) {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (auto known = take_known(worker)) {
      offer_to_read(worker);
      return known;
    }
    if (!is_filling_ && (is_over_ || is_stopped_)) return nullptr;
    // Where there is no room, the slowest has something to take.
    if (is_filling_ || batches_.size() >= kMost) {
      moved_.wait(lock);
      continue;
    }
    is_filling_ = true;
    lock.unlock();
    read_rest();
    lock.lock();
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

// Precondition: the lock is held.
void SharedReading::offer_to_read(uint32_t worker) {
  if (reader_ != kNobody || is_over_ || is_stopped_ || batches_.size() >= kMost) return;
  if (taken_[worker] + kAhead > dropped_ + batches_.size()) reader_ = worker;
}

// Whoever needs the batch now does not wait for the one who reads ahead, but goes on in its place.
void SharedReading::read_ahead() {
  if (is_reading_.exchange(true, std::memory_order_acquire)) return;
  for (uint32_t i = 0; i < packets_a_step_ && !is_done(); ++i) read_packet();
  if (is_done()) publish();
  is_reading_.store(false, std::memory_order_release);
}

void SharedReading::read_rest() {
  while (is_reading_.exchange(true, std::memory_order_acquire)) std::this_thread::yield();
  while (!is_done()) read_packet();
  publish();
  is_reading_.store(false, std::memory_order_release);
}

void SharedReading::read_packet() {
  RawPacket packet;
  switch (files_.next(packet)) {
  case CaptureFiles::Step::kPacket: filler_.add(packet); break;
  case CaptureFiles::Step::kFileDone:
    filler_.source_done(files_.finished(), files_.trouble());
    break;
  case CaptureFiles::Step::kEnd: is_at_end_ = true; break;
  }
}

void SharedReading::publish() {
  std::shared_ptr<PacketBatch> batch = filler_.take();
  SourceStatistics read = files_.statistics();
  std::lock_guard lock(mutex_);
  // After stop() some may have left already, unless they were told to wait for this.
  if (batch && (!is_stopped_ || is_filling_)) batches_.push_back(std::move(batch));
  statistics_ = read;
  is_over_ = is_at_end_;
  is_filling_ = false;
  reader_ = kNobody;
  moved_.notify_all();
}

void SharedReading::leave(uint32_t worker) {
  std::lock_guard lock(mutex_);
  taken_[worker] = UINT64_MAX;
  ++left_;
  if (reader_ == worker) reader_ = kNobody;
  drop_taken();
  moved_.notify_all();
  if (left_ == taken_.size()) all_left_.notify_all();
}

void SharedReading::stop() {
  std::lock_guard lock(mutex_);
  is_stopped_ = true;
  reader_ = kNobody;
  moved_.notify_all();
}

bool SharedReading::wait(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return all_left_.wait_for(lock, time, [this] { return left_ == taken_.size(); });
}

SourceStatistics SharedReading::statistics() {
  std::lock_guard lock(mutex_);
  return statistics_;
}

const std::vector<std::string>& SharedReading::finish() {
  filler_.finish();
  return filler_.troubles();
}

}  // namespace avocet
