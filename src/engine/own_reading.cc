#include "engine/own_reading.h"

#include <algorithm>

#include "engine/traffic.h"
#include "engine/worker_role.h"

namespace avocet {

void OwnReading::take(WorkerRole& role, Traffic& traffic, const RunControl& control,
                      const std::function<void()>& between) {
  uint64_t next_step = kStep;
  auto hand_over = [&] { role.merger.hand_over(worker_, role.part, done_ + 1, nullptr); };
  while (!control.terminate) {
    while (may_read()) read();
    if (at_ == fence_) reach_fence(traffic, control);
    if (at_ == read_) {
      if (is_at_end_) break;
      continue;
    }
    if (slot(at_).is_own) {
      pass_others(traffic, control);
      if (!control.terminate) handle_own(traffic);
    } else {
      latest_ = std::max(latest_, slot(at_).packet.time.whole_micros());
      if (++at_ - done_ == kSlots / 2) pass_others(traffic, control);
    }
    if (done_ < next_step) continue;
    next_step = done_ + kStep;
    between();
    hand_over();
  }
  if (!control.terminate) pass_others(traffic, control);
  if (control.terminate) pace_.stop();
  hand_over();
  files_.reset();
  pace_.leave(worker_);
}

void OwnReading::read() {
  if (read_ % kStep == 0 && !pace_.take_step(worker_)) {
    is_at_end_ = true;
    return;
  }
  Slot& to = slot(read_);
  switch (files_->next(to.packet)) {
  case CaptureFiles::Step::kPacket: return note_packet(to);
  case CaptureFiles::Step::kFileDone:
    if (std::string trouble = files_->trouble(); !trouble.empty()) troubles_.push_back(trouble);
    ended_ = files_->finished().name();
    fence_ = read_;
    return;
  case CaptureFiles::Step::kEnd: is_at_end_ = true; return;
  }
}

void OwnReading::note_packet(Slot& slot) {
  slot.is_own = sharder_.shard_of(slot.packet) == worker_;
  if (slot.is_own) own_[own_read_++ % kSlots] = read_;
  if (*slot.packet.keeper != window_) {
    window_before_ = std::move(window_);
    window_ = *slot.packet.keeper;
    fence_ = read_;
  }
  if (worker_ == 0 && read_ % kStep == 0) pace_.note(files_->statistics());
  ++read_;
}

void OwnReading::reach_fence(Traffic& traffic, const RunControl& control) {
  pass_others(traffic, control);
  fence_ = UINT64_MAX;
  window_before_.reset();
  if (ended_.empty() || control.terminate) return;
  traffic.file_done(ended_);
  ended_.clear();
}

// Lets time pass with the packets of others: with all at once, where nothing is due meanwhile.
void OwnReading::pass_others(Traffic& traffic, const RunControl& control) {
  if (done_ < at_ && !traffic.try_pass(at_ - done_, latest_))
    for (uint64_t i = done_; i < at_ && !control.terminate; ++i) traffic.pass(slot(i).packet);
  done_ = at_;
  latest_ = {};
}

void OwnReading::handle_own(Traffic& traffic) {
  RawPacket& packet = slot(at_).packet;
  ++own_done_;
  packet.upcoming = own_read_ - own_done_ >= kAhead
                        ? slot(own_[(own_done_ + kAhead - 1) % kSlots]).packet.data
                        : ByteSpan();
  traffic.packet(packet);
  done_ = ++at_;
}

}  // namespace avocet
