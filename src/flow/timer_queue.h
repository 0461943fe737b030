// TimerQueue: when to look at which flow again, in exact order of time, at a cost
// that does not depend on how many flows wait.
//
// Flows lie in coarse slots of about a quarter of a second (and of some minutes,
// and of days: a hierarchical wheel, Varghese and Lauck 1987), linked through
// themselves. When time enters a slot, its flows are asked for their exact due
// time and put into a small heap; only the heap is looked at for each packet.
// A flow whose due time has moved on since it was filed is simply filed again,
// so that a packet that prolongs a timeout does not touch the queue.
// Internal to flow/.
#pragma once

#include <array>
#include <cstdint>
#include <tuple>
#include <vector>

#include "base/net_time.h"
#include "flow/flow_pool.h"

namespace avocet {

class TimerClient {
 public:
  // When the flow must be looked at; at the end of time: never.
  virtual NetTime next_due(const Flow& flow) const = 0;
  // Called with the flow out of the queue: schedule or release it.
  virtual void timer_fired(Flow& flow, NetTime due) = 0;

 protected:
  ~TimerClient() = default;
};

class TimerQueue {
 public:
  TimerQueue(FlowPool& pool, TimerClient& client) : pool_(pool), client_(client) {}

  // Makes sure that the flow is looked at no later than `due`. Cheap when it already is.
  void schedule(Flow& flow, NetTime due);
  void remove(Flow& flow);
  // Whether the flow will be looked at.
  bool has(const Flow& flow) const { return flow.timer_slot_ != kNone; }

  // Fires everything due at or before `now`, in order of due time. Time does not go back.
  void advance(NetTime now) {
    if (is_busy_until(now)) advance_slowly(now);
  }
  // Whether there is more to do for that than to compare times.
  bool is_busy_until(NetTime now) const {
    return tick_of(now) != tick_ || (!imminent_.empty() && imminent_.front().due <= now);
  }

 private:
  static constexpr int kTickBits = 28;   // of nanoseconds: 0.27 s
  static constexpr int kLevelBits = 10;  // slots of a level
  static constexpr uint32_t kLevelSize = 1u << kLevelBits;
  static constexpr uint32_t kLevelMask = kLevelSize - 1;
  // Values of Flow::timer_slot_.
  static constexpr uint32_t kNone = 0, kNear = 1, kMiddle = kNear + kLevelSize,
                            kFar = kMiddle + kLevelSize, kImminent = kFar + 1;

  struct Entry {
    NetTime due;
    NetTime start;  // of the flow
    uint32_t hash;
    uint32_t token;
    uint32_t index;
  };
  // Heap order: the earliest on top. Equals are told apart by what belongs to the flow alone, so
  // that the order does not depend on which other flows this table has.
  struct Later {
    bool operator()(const Entry& a, const Entry& b) const {
      return std::tie(a.due, a.start, a.hash, a.token) > std::tie(b.due, b.start, b.hash, b.token);
    }
  };

  static int64_t tick_of(NetTime time) { return time.nanos >> kTickBits; }
  void advance_slowly(NetTime now);
  void fire_until(NetTime limit);
  void enter_tick(int64_t tick);
  int64_t next_busy_tick(int64_t limit) const;
  void file(Flow& flow, NetTime due);
  void file_again(uint32_t slot);
  void link(Flow& flow, uint32_t slot);
  void unlink(Flow& flow);
  int64_t filed_tick(uint32_t slot) const;

  FlowPool& pool_;
  TimerClient& client_;
  int64_t tick_ = INT64_MIN;  // the one time is in
  uint32_t next_token_ = 0;
  size_t near_count_ = 0, middle_count_ = 0;
  std::array<uint32_t, kFar + 1> heads_{};  // by slot; pool index of the first flow, 0 for none
  std::vector<Entry> imminent_;
};

}  // namespace avocet
