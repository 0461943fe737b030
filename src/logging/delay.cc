// Records that are held back: Log::delay and what belongs to it.
//
// A write is delayed while its policy hook runs, and waits in the queue of its stream, in the order
// of deadlines. It leaves the queue when every delay() was answered by a delay_finish(), when its
// deadline passes, or when the queue is too long and it is the oldest. Then its callbacks run; one
// that delays the record again sends it to the end of the queue.

#include <algorithm>
#include <charconv>
#include <functional>

#include "base/never.h"
#include "logging/delay.h"
#include "logging/stream.h"

namespace avocet {

namespace {

// How often the end of a run lets callbacks delay a record again.
constexpr int kLastRounds = 8;

// A number that tells two records apart, the same in each run.
std::string mark_of(Record* record) {
  size_t hash = std::hash<std::string>()(to_string(record->type(), Value::of(record)));
  char digits[2 * sizeof hash];
  char* end = std::to_chars(digits, digits + sizeof digits, hash, 16).ptr;
  return "0x" + std::string(digits, end);
}

}  // namespace

LogManager::DelayedWrite* LogManager::delay(int64_t id, Record* record, Function* callback) {
  ActiveWrite* active = active_.empty() ? nullptr : active_.back();
  if (!active) {
    refuse("invalid Log::delay() call: outside of Log::log_stream_policy() hook");
    return nullptr;
  }
  if (active->stream->removed || active->stream->id != id || active->record != record) {
    refuse("invalid Log::delay() call: argument mismatch with active Log::write()");
    return nullptr;
  }
  if (!takes_records(callback->type, 0, active->stream->columns, "a callback of Log::delay"))
    return nullptr;
  if (!active->delayed) {
    auto made = std::make_shared<DelayedWrite>();
    made->number = ++delay_number_;
    made->stream = active->stream;
    made->record = Owned(retained(Value::of(record)));
    active->delayed = made.get();
    delays_.emplace(made->number, std::move(made));
  }
  DelayedWrite& write = *active->delayed;
  ++write.references;
  // The default does nothing.
  if (callback->name != "Log::empty_post_delay_cb")
    write.callbacks.push_back(Owned(retained(Value::of(callback))));
  else
    write.callbacks.emplace_back();
  return &write;
}

bool LogManager::finish_delay(int64_t id, Record* record, uint64_t number) {
  auto found = delays_.find(number);
  if (found == delays_.end())
    return refuse("invalid Log::delay_finish() call: invalid token provided");
  DelayedWrite& write = *found->second;
  std::string token = "token=" + std::to_string(number);
  if (write.stream->id != id)
    return refuse("stream mismatch " + token + " " + id_text(write.stream->id) + " and " +
                  id_text(id));
  if (Record* held = write.record.get().record(); held != record)
    return refuse("record mismatch " + token + " " + mark_of(held) + " and " + mark_of(record));
  if (write.references == 0) return refuse("delay reference underflow for " + token);
  if (--write.references == 0 && write.queued) {
    leave_queue(write);
    release_write(write);
  }
  return true;
}

bool LogManager::set_max_delay_interval(int64_t id, double interval) {
  Stream* stream = find(id);
  if (!stream) return false;
  stream->max_delay = interval;
  return true;
}

bool LogManager::set_max_delay_queue_size(int64_t id, uint64_t size) {
  if (!find(id)) return false;
  std::shared_ptr<Stream> stream = streams_[size_t(id)];
  stream->max_delayed = size;
  trim_delays(*stream);
  return true;
}

int64_t LogManager::delay_queue_size(int64_t id) {
  Stream* stream = find(id);
  return stream ? int64_t(stream->delayed.size()) : -1;
}

// ---- The queue ------------------------------------------------------------------------

void LogManager::enqueue_delay(DelayedWrite& write) {
  Stream& stream = *write.stream;
  write.deadline = machine_.network_time() + stream.max_delay;
  write.queued = true;
  // Nearly always the last; an interval that was lowered could make it another.
  auto at = stream.delayed.end();
  while (at != stream.delayed.begin() && (*std::prev(at))->deadline > write.deadline) --at;
  write.place = stream.delayed.insert(at, &write);
  next_delay_ = std::min(next_delay_, write.deadline);
}

void LogManager::leave_queue(DelayedWrite& write) {
  write.stream->delayed.erase(write.place);
  write.queued = false;
}

void LogManager::expire_delay(Stream& stream) {
  DelayedWrite& write = *stream.delayed.front();
  leave_queue(write);
  write.references = 0;
  release_time_ = write.deadline;
  release_write(write);
}

// Each record gets one chance: its callbacks may delay it again.
void LogManager::trim_delays(Stream& stream) {
  for (size_t left = stream.delayed.size();
       left > 0 && !stream.delayed.empty() && stream.delayed.size() > stream.max_delayed; --left)
    expire_delay(stream);
  if (stream.delayed.size() > stream.max_delayed)
    complain("unable to evict delayed records for stream " + id_text(stream.id) +
             " queue_size=" + std::to_string(stream.delayed.size()) + ", all re-delayed?");
}

void LogManager::expire_delays(double now) {
  next_delay_ = kNever;
  for (size_t id = 0; id < streams_.size(); ++id) {
    std::shared_ptr<Stream> stream = streams_[id];
    if (!stream) continue;
    for (size_t left = stream->delayed.size();
         left > 0 && !stream->delayed.empty() && stream->delayed.front()->deadline <= now; --left)
      expire_delay(*stream);
    if (!stream->delayed.empty())
      next_delay_ = std::min(next_delay_, stream->delayed.front()->deadline);
  }
}

void LogManager::release_delays() {
  for (int round = 0; round < kLastRounds; ++round) expire_delays(kNever);
}

// The delay of a write is over: its callbacks decide what becomes of it. They may remove its
// stream, and with it what is delayed.
void LogManager::release_write(DelayedWrite& write) {
  std::shared_ptr<DelayedWrite> owned = delays_.at(write.number);
  std::shared_ptr<Stream> stream = write.stream;
  Record* record = write.record.get().record();
  bool passes = true;
  while (!write.callbacks.empty()) {
    std::vector<Owned> callbacks = std::move(write.callbacks);
    write.callbacks.clear();
    ActiveWrite active{stream, record, &write};
    active_.push_back(&active);
    for (const Owned& callback : callbacks) passes &= run_callback(callback, *stream, record);
    active_.pop_back();
    if (write.references == 0) continue;
    return stream->removed ? forget_delay(write) : enqueue_delay(write);
  }
  Owned kept = std::move(write.record);
  forget_delay(write);
  if (passes && !stream->removed) write_to_filters(*stream, record, Verdict::kPass);
}

void LogManager::forget_delay(DelayedWrite& write) { delays_.erase(write.number); }

bool LogManager::run_callback(const Owned& callback, Stream& stream, Record* record) {
  if (callback.get().is_null()) return true;
  Function* function = callback.get().function();
  Owned rec(argument(function->type->parameters[0].type, stream.columns, Value::of(record)));
  Value arguments[] = {rec.get(), Value::of_int(stream.id)};
  Returned result;
  return !machine_.run(function, arguments, &result) || result.get().b();
}

}  // namespace avocet
