#include "event/event_queue.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace avocet {

namespace {
constexpr size_t kFirstEntries = 64;
constexpr size_t kFirstArguments = 256;
}  // namespace

EventQueue::EventQueue(Machine& machine)
    : machine_(machine), tables_(machine), triggers_(machine), entries_(kFirstEntries),
      args_(kFirstArguments) {
  machine_.set_event_sink(this);
}

EventQueue::~EventQueue() {
  for (; head_ != tail_; ++head_) {
    const Entry& entry = entries_[head_ & (entries_.size() - 1)];
    std::vector<Value> arguments(entry.count);
    for (uint32_t i = 0; i < entry.count; ++i)
      arguments[i] = args_[(entry.first + i) & (args_.size() - 1)];
    release_arguments(entry.event, arguments);
  }
  for (const Timer& timer : timers_) release_arguments(timer.event, timer.arguments);
  machine_.set_event_sink(nullptr);
}

void EventQueue::begin() {
  report_.emplace(machine_);
  if (!report_->wanted()) report_.reset();
}

void EventQueue::release_arguments(FunctionId event, std::span<const Value> arguments) {
  const FunctionType* type = machine_.program().functions[event].type;
  for (size_t i = 0; i < arguments.size(); ++i)
    if (type->parameters[i].type->managed()) release(arguments[i]);
}

void EventQueue::raise(FunctionId event, std::span<const Value> taken) {
  enqueue(machine_.network_time(), event, taken, From::kScript);
}

void EventQueue::raise_by_engine(FunctionId event, std::span<const Value> taken) {
  enqueue(machine_.network_time(), event, taken, From::kEngine);
}

void EventQueue::discard(const Record* connection) {
  for (uint64_t at = head_; at != tail_; ++at) {
    Entry& entry = entries_[at & (entries_.size() - 1)];
    if (!entry.by_engine || entry.count == 0) continue;
    Value first = args_[entry.first & (args_.size() - 1)];
    const Type* type = machine_.program().functions[entry.event].type->parameters[0].type;
    if (type->kind == TypeKind::kRecord && first.object == connection) entry.discarded = true;
  }
}

void EventQueue::enqueue(double time, FunctionId event, std::span<const Value> taken, From from) {
  if (!wanted(event)) return release_arguments(event, taken);
  if (tail_ - head_ == entries_.size()) grow_entries();
  if (args_tail_ - args_head_ + taken.size() > args_.size()) make_room(taken.size());
  entries_[tail_ & (entries_.size() - 1)] = {
      event,  uint16_t(taken.size()), from == From::kEngine, false, about_run_, args_tail_, time,
      source_};
  size_t mask = args_.size() - 1;
  for (Value argument : taken) args_[args_tail_++ & mask] = argument;
  ++tail_;
  ++raised_;
}

void EventQueue::grow_entries() {
  std::vector<Entry> larger(entries_.size() * 2);
  for (uint64_t at = head_; at != tail_; ++at)
    larger[at & (larger.size() - 1)] = entries_[at & (entries_.size() - 1)];
  entries_ = std::move(larger);
}

void EventQueue::make_room(size_t arguments) {
  size_t size = args_.size();
  while (args_tail_ - args_head_ + arguments > size) size *= 2;
  std::vector<Value> larger(size);
  for (uint64_t at = args_head_; at != args_tail_; ++at)
    larger[at & (size - 1)] = args_[at & (args_.size() - 1)];
  args_ = std::move(larger);
}

void EventQueue::drain_queued(int rounds) {
  do {
    for (; head_ != tail_ && rounds > 0; --rounds) handle_queued(tail_);
    triggers_.evaluate();
  } while (head_ != tail_ && rounds > 0);
}

void EventQueue::handle_queued(uint64_t end) {
  bool outside = about_run_;
  // A handler may drain, too: then less is left than there was.
  while (head_ < end) {
    uint64_t place = head_++;
    Entry entry = entries_[place & (entries_.size() - 1)];
    // The handlers may raise events: the arguments leave the ring first.
    Value arguments[16];
    std::vector<Value> many;
    Value* at = arguments;
    if (entry.count > std::size(arguments)) {
      many.resize(entry.count);
      at = many.data();
    }
    size_t mask = args_.size() - 1;
    for (uint32_t i = 0; i < entry.count; ++i) at[i] = args_[(entry.first + i) & mask];
    args_head_ = entry.first + entry.count;
    if (entry.discarded) {
      release_arguments(entry.event, {at, entry.count});
      continue;
    }
    ++handled_;
    if (entry.event >= counts_.size()) [[unlikely]]
      counts_.resize(machine_.program().functions.size());
    ++counts_[entry.event];
    machine_.set_event_time(entry.time);
    handled_source_ = entry.source;
    if (report_) report_->tell(entry.event, {at, entry.count});
    about_run_ = entry.about_run;
    handling_ = place;
    machine_.run_handlers(entry.event, {at, entry.count});
  }
  handling_ = kNothing;
  handled_source_ = 0;
  about_run_ = outside;
}

void EventQueue::schedule(double due, FunctionId event, std::span<const Value> taken) {
  if (is_ending_) return release_arguments(event, taken);
  timers_.push_back(
      {due, timer_number_++, event, std::vector<Value>(taken.begin(), taken.end()), about_run_});
  std::push_heap(timers_.begin(), timers_.end(), later);
  ++all_scheduled_;
  most_scheduled_ = std::max(most_scheduled_, timers_.size());
}

EventQueue::Timer EventQueue::take_first_timer() {
  std::pop_heap(timers_.begin(), timers_.end(), later);
  Timer timer = std::move(timers_.back());
  timers_.pop_back();
  return timer;
}

bool EventQueue::expire(double now, size_t limit) {
  bool any = false;
  bool outside = about_run_;
  for (; limit > 0 && !timers_.empty() && timers_.front().due <= now; --limit) {
    Timer timer = take_first_timer();
    about_run_ = timer.about_run;
    enqueue(timer.due, timer.event, timer.arguments, From::kScript);
    any = true;
  }
  about_run_ = outside;
  any |= triggers_.expire(now);
  if (tables_.expire(now)) {
    triggers_.stir();
    any = true;
  }
  return any;
}

// Below an event of the heap that is not due nothing is.
std::optional<double> EventQueue::due_after(size_t count, double now) const {
  if (count == 0 || timers_.size() < count) return std::nullopt;
  std::vector<double> due;
  std::vector<size_t> open = {0};
  while (!open.empty()) {
    size_t at = open.back();
    open.pop_back();
    if (at >= timers_.size() || timers_[at].due > now) continue;
    due.push_back(timers_[at].due);
    open.push_back(2 * at + 1);
    open.push_back(2 * at + 2);
  }
  if (due.size() < count) return std::nullopt;
  std::nth_element(due.begin(), due.begin() + ptrdiff_t(count - 1), due.end());
  return due[count - 1];
}

void EventQueue::expire_all() {
  triggers_.expire_all();
  // What the handlers schedule anew is for a later time that never comes.
  bool outside = about_run_;
  for (size_t left = timers_.size(); left > 0; --left) {
    Timer timer = take_first_timer();
    about_run_ = timer.about_run;
    raise(timer.event, timer.arguments);  // for now: its time has not come
  }
  about_run_ = outside;
}

double EventQueue::next_due() const {
  double first = timers_.empty() ? std::numeric_limits<double>::infinity() : timers_.front().due;
  if (triggers_.stirred() && triggers_.size() > 0) return -std::numeric_limits<double>::infinity();
  return std::min({first, tables_.next_due(), triggers_.next_due()});
}

}  // namespace avocet
