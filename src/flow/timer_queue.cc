#include "flow/timer_queue.h"

#include <algorithm>

#include "base/check.h"
#include "flow/flow_detail.h"
#include "flow/flow_forecast.h"

namespace avocet {

// Lists are rings: the last flow of a slot is the one before the first.
void TimerQueue::link(Flow& flow, uint32_t slot) {
  uint32_t index = flow.pool_index_;
  flow.timer_slot_ = slot;
  if (slot < kMiddle)
    ++near_count_;
  else if (slot < kFar)
    ++middle_count_;
  uint32_t head = heads_[slot];
  if (head == 0) {
    heads_[slot] = flow.timer_previous_ = flow.timer_next_ = index;
    return;
  }
  Flow& first = pool_.at(head);
  Flow& last = pool_.at(first.timer_previous_);
  flow.timer_next_ = head;
  flow.timer_previous_ = first.timer_previous_;
  last.timer_next_ = index;
  first.timer_previous_ = index;
}

void TimerQueue::unlink(Flow& flow) {
  uint32_t slot = flow.timer_slot_;
  if (slot < kMiddle)
    --near_count_;
  else if (slot < kFar)
    --middle_count_;
  if (flow.timer_next_ == flow.pool_index_) {
    heads_[slot] = 0;
  } else {
    pool_.at(flow.timer_previous_).timer_next_ = flow.timer_next_;
    pool_.at(flow.timer_next_).timer_previous_ = flow.timer_previous_;
    if (heads_[slot] == flow.pool_index_) heads_[slot] = flow.timer_next_;
  }
  flow.timer_slot_ = kNone;
}

void TimerQueue::file(Flow& flow, NetTime due) {
  int64_t tick = tick_of(due);
  if (tick <= tick_) {
    flow.timer_slot_ = kImminent;
    flow.timer_next_ = next_token_++;
    imminent_.push_back(
        {due, flow.start_time, order_hash(flow), flow.timer_next_, flow.pool_index_});
    std::push_heap(imminent_.begin(), imminent_.end(), Later{});
    return;
  }
  if (tick - tick_ < kLevelSize) {
    link(flow, kNear + (static_cast<uint32_t>(tick) & kLevelMask));
    return;
  }
  int64_t coarse = tick >> kLevelBits;
  bool in_reach = coarse - (tick_ >> kLevelBits) < kLevelSize;
  link(flow, in_reach ? kMiddle + (static_cast<uint32_t>(coarse) & kLevelMask) : kFar);
}

// The first tick of the span that a slot stands for at present.
int64_t TimerQueue::filed_tick(uint32_t slot) const {
  auto next_with = [](int64_t from, uint32_t low_bits) {
    return from + ((low_bits - static_cast<uint32_t>(from)) & kLevelMask);
  };
  if (slot < kMiddle) return next_with(tick_, slot - kNear);
  if (slot < kFar) return next_with(tick_ >> kLevelBits, slot - kMiddle) << kLevelBits;
  return INT64_MAX;
}

void TimerQueue::schedule(Flow& flow, NetTime due) {
  if (tick_ == INT64_MIN) tick_ = tick_of(due) - 1;
  if (flow.timer_slot_ == kNone) {
    file(flow, due);
    return;
  }
  int64_t tick = tick_of(due);
  if (flow.timer_slot_ == kImminent) {
    // The entry in the heap may stand for a later moment of this tick; it dies with its token.
    if (tick <= tick_) file(flow, due);
    return;
  }
  if (tick >= filed_tick(flow.timer_slot_)) return;
  unlink(flow);
  file(flow, due);
}

void TimerQueue::remove(Flow& flow) {
  if (flow.timer_slot_ == kNone) return;
  // An entry in the heap is recognised as dead by its token when it comes up.
  if (flow.timer_slot_ == kImminent)
    flow.timer_slot_ = kNone;
  else
    unlink(flow);
}

void TimerQueue::file_again(uint32_t slot) {
  uint32_t head = heads_[slot];
  if (head == 0) return;
  // Flows may come back to the same slot, so the ring is cut first.
  uint32_t last = pool_.at(head).timer_previous_;
  heads_[slot] = 0;
  for (uint32_t index = head;;) {
    Flow& flow = pool_.at(index);
    uint32_t next = flow.timer_next_;
    fetch(&pool_.at(next));
    if (slot < kMiddle)
      --near_count_;
    else if (slot < kFar)
      --middle_count_;
    flow.timer_slot_ = kNone;
    // Where packets stepped back in time, flows turn out to be due before the tick in which that
    // is noticed. They are so from its beginning on, so that those that are fired come in order.
    file(flow, std::max(client_.next_due(flow), NetTime{tick_ << kTickBits}));
    if (index == last) return;
    index = next;
  }
}

void TimerQueue::enter_tick(int64_t tick) {
  tick_ = tick;
  if ((tick & kLevelMask) == 0) {
    int64_t coarse = tick >> kLevelBits;
    if ((coarse & kLevelMask) == 0) file_again(kFar);
    file_again(kMiddle + (static_cast<uint32_t>(coarse) & kLevelMask));
  }
  file_again(kNear + (static_cast<uint32_t>(tick) & kLevelMask));
}

// The next tick that has anything to do, but at most `limit`.
int64_t TimerQueue::next_busy_tick(int64_t limit) const {
  if (near_count_ > 0) return tick_ + 1;
  int64_t next = ((tick_ >> kLevelBits) + 1) << kLevelBits;
  if (middle_count_ == 0) {
    constexpr int kBothBits = 2 * kLevelBits;
    next = heads_[kFar] != 0 ? ((tick_ >> kBothBits) + 1) << kBothBits : limit;
  }
  return std::min(next, limit);
}

void TimerQueue::advance_slowly(NetTime now) {
  int64_t target = tick_of(now);
  if (tick_ == INT64_MIN) tick_ = target;
  while (tick_ < target) {
    fire_until({INT64_MAX});
    if (tick_ < target) enter_tick(next_busy_tick(target));
  }
  fire_until(now);
}

void TimerQueue::fire_until(NetTime limit) {
  while (!imminent_.empty() && imminent_.front().due <= limit) {
    Entry entry = imminent_.front();
    std::pop_heap(imminent_.begin(), imminent_.end(), Later{});
    imminent_.pop_back();
    // The next flow is one of the first three. One that was so before is there by now, and tells
    // where its detail lies.
    for (size_t i = 0; i < std::min<size_t>(imminent_.size(), 3); ++i)
      fetch(&pool_.at(imminent_[i].index));
    if (!imminent_.empty())
      if (const FlowDetail* detail = pool_.at(imminent_.front().index).detail_.get()) fetch(detail);
    Flow& flow = pool_.at(entry.index);
    bool is_current = flow.timer_slot_ == kImminent && flow.timer_next_ == entry.token;
    if (!is_current) continue;
    flow.timer_slot_ = kNone;
    client_.timer_fired(flow, entry.due);
  }
}

}  // namespace avocet
