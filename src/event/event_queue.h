// EventQueue: events raised and not yet handled, in order, and events scheduled for later.
//
// Raising moves the arguments into the queue; draining calls the handlers of each event in turn,
// those raised meanwhile included. An event that nobody handles is dropped where it is raised, and
// C++ asks wanted() first, so that its arguments are never built.
//
// Scheduled events wait in a heap by due time, then by the order they were scheduled in. Time is
// network time in seconds: offline the packets', live the clock's.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "event/event_report.h"
#include "event/table_expiry.h"
#include "event/triggers.h"
#include "value/value.h"
#include "vm/machine.h"

namespace avocet {

class EventQueue final : public EventSink {
 public:
  // Becomes the machine's event sink. The machine outlives the queue.
  explicit EventQueue(Machine& machine);
  EventQueue(const EventQueue&) = delete;
  ~EventQueue() override;

  // See Machine::wants().
  bool wanted(FunctionId event) const { return machine_.wants(event); }

  // All scripts are loaded: finds out whether new_event has handlers.
  void begin();

  // Queues an event; takes over the counts of the arguments, which are slots of its parameter
  // types.
  void raise(FunctionId event, std::span<const Value> taken) override;
  // The same for what the engine reports, which may be discarded.
  void raise_by_engine(FunctionId event, std::span<const Value> taken);
  // Forgets what the engine reported about a connection (events whose first argument it is) and no
  // handler has seen.
  void discard(const Record* connection);
  // Whether what is handled now belongs to the run as a whole and to no packet: zeek_init,
  // zeek_done, and all that these raise or schedule. Where several engines share a run, each does
  // it, and one of them speaks of it. The setter is for what happens outside of handlers.
  bool is_about_run() const { return about_run_; }
  void set_about_run(bool about_run) { about_run_ = about_run; }
  // Queues it once network time reaches `due`; at the end of the run if that never happens.
  void schedule(double due, FunctionId event, std::span<const Value> taken) override;
  // From now on there is no later time: what is scheduled anew is dropped.
  void end_scheduling() { is_ending_ = true; }
  // Tables whose elements expire are watched from their first element on.
  void watch(Table* table) override { tables_.watch(table); }

  void wait(WhenRequest request) override { triggers_.wait(request); }
  Progress wait_for_result(WhenRequest request, Returned* result) override {
    return triggers_.wait_for_result(request, result);
  }
  uint64_t expect_answer() override { return triggers_.expect_answer(); }
  // The `when` statements that wait.
  Triggers& triggers() { return triggers_; }

  // Handles everything queued, and what that raises, until nothing is left; then looks at the
  // conditions of `when`. These are looked at, too, if elements of tables expired or a body ran.
  // Handlers that raise events without end do not hold up everything else: what is left after very
  // many rounds waits for the next call.
  void drain() { drain(kMostRounds); }
  // At most so many rounds, each of which handles what was queued when it began.
  void drain(int rounds) {
    if (head_ != tail_ || triggers_.stirred()) drain_queued(rounds);
  }
  // Moves scheduled events that are due at `now` into the queue, at most `limit` of them, and
  // expires elements of tables. True if there may be something to drain.
  bool expire(double now, size_t limit = SIZE_MAX);
  // If `count` scheduled events are due at `now`: when the last of the first `count` is due.
  std::optional<double> due_after(size_t count, double now) const;
  // Moves all of them, as the end of a run does, without regard to their time.
  void expire_all();
  // When expire() next has something to do; infinity if never. May be too early, never too late.
  double next_due() const;

  // What is queued now waits for the next drain and is known as held while it is handled.
  void hold() { held_end_ = tail_; }
  // True within the handlers of an event that was held.
  bool handles_held() const { return handling_ < held_end_; }

  // Who raises: events raised from now on remember it. Zero: nobody in particular.
  void set_source(uint32_t source) { source_ = source; }
  // Who raised the event that is being handled; zero outside of handlers.
  uint32_t handled_source() const { return handled_source_; }

  size_t pending() const { return tail_ - head_; }
  size_t scheduled() const { return timers_.size(); }
  // The most that were scheduled at one time, and all there ever were.
  size_t most_scheduled() const { return most_scheduled_; }
  uint64_t all_scheduled() const { return all_scheduled_; }
  // Events handled since the start.
  uint64_t handled() const { return handled_; }
  // Events raised since the start, the scheduled ones when they became due.
  uint64_t raised() const { return raised_; }
  // How often an event was handled.
  uint64_t handled(FunctionId event) const { return event < counts_.size() ? counts_[event] : 0; }

 private:
  static constexpr int kMostRounds = 10'000;
  static constexpr uint64_t kNothing = UINT64_MAX;
  void drain_queued(int rounds);
  // An event in the ring: its arguments lie in args_ from `first` on.
  struct Entry {
    FunctionId event;
    uint16_t count;
    bool by_engine;
    bool discarded;
    bool about_run;
    uint64_t first;
    double time;      // what it was raised for
    uint32_t source;  // see set_source()
  };
  struct Timer {
    double due;
    uint64_t number;
    FunctionId event;
    std::vector<Value> arguments;
    bool about_run;
  };
  static bool later(const Timer& a, const Timer& b) {
    return a.due != b.due ? a.due > b.due : a.number > b.number;
  }

  void handle_queued(uint64_t end);
  enum class From : uint8_t { kScript, kEngine };
  void enqueue(double time, FunctionId event, std::span<const Value> taken, From from);
  void release_arguments(FunctionId event, std::span<const Value> arguments);
  void grow_entries();
  void make_room(size_t arguments);
  Timer take_first_timer();

  Machine& machine_;
  TableExpiry tables_;
  Triggers triggers_;
  std::optional<EventReport> report_;  // if new_event has handlers
  // Rings: positions count up for ever and are reduced to the size, a power of two.
  std::vector<Entry> entries_;
  uint64_t head_ = 0, tail_ = 0;
  std::vector<Value> args_;
  uint64_t args_head_ = 0, args_tail_ = 0;
  std::vector<Timer> timers_;  // a heap
  size_t most_scheduled_ = 0;
  uint64_t all_scheduled_ = 0;
  uint64_t timer_number_ = 0;
  bool is_ending_ = false;
  uint64_t handled_ = 0;
  uint64_t raised_ = 0;
  std::vector<uint64_t> counts_;  // handled, by event
  uint32_t source_ = 0;
  uint32_t handled_source_ = 0;
  // Places in the ring: where the held events end, and the event being handled.
  uint64_t held_end_ = 0, handling_ = kNothing;
  bool about_run_ = true;
};

// A C++ part's hold on one event: found by name once, then cheap to ask and to raise.
class EventHandle {
 public:
  EventHandle() = default;
  // An event that no script declares is never wanted.
  EventHandle(EventQueue& queue, const Program& program, std::string_view name)
      : queue_(&queue), event_(program.find_function(name)) {}

  bool wanted() const { return event_ != kNoFunction && queue_->wanted(event_); }
  // Precondition: wanted(). Takes over the counts of the arguments.
  void raise(std::initializer_list<Value> taken) const {
    queue_->raise_by_engine(event_, {taken.begin(), taken.size()});
  }
  void raise(std::span<const Value> taken) const { queue_->raise(event_, taken); }

 private:
  EventQueue* queue_ = nullptr;
  FunctionId event_ = kNoFunction;
};

}  // namespace avocet
