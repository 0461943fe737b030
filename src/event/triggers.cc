#include "event/triggers.h"

#include <algorithm>
#include <utility>

#include "base/never.h"

namespace avocet {

Triggers::~Triggers() {
  for (auto& [number, trigger] : waiting_) release(trigger.request.condition);
}

Triggers::Trigger& Triggers::add(WhenRequest request) {
  uint64_t number = next_number_++;
  Trigger& trigger = waiting_[number];
  trigger.number = number;
  trigger.request = request;
  trigger.due = request.timeout < 0 ? kNever : machine_.network_time() + request.timeout;
  if (trigger.due < kNever) timeouts_.emplace(trigger.due, number);
  return trigger;
}

Triggers::Trigger* Triggers::find(uint64_t number) {
  auto found = waiting_.find(number);
  return found == waiting_.end() || found->second.over ? nullptr : &found->second;
}

void Triggers::retire(Trigger& trigger) {
  if (std::exchange(trigger.over, true)) return;
  evaluated_.erase(trigger.number);
  timeouts_.erase({trigger.due, trigger.number});
  over_.push_back(trigger.number);
}

// Forgets triggers that are over. Never while they are looped over further up.
void Triggers::sweep() {
  if (busy_ > 0) return;
  std::erase_if(over_, [this](uint64_t number) {
    auto found = waiting_.find(number);
    if (found->second.running) return false;
    release(found->second.request.condition);
    waiting_.erase(found);
    return true;
  });
}

// ---- Conditions -----------------------------------------------------------------------

void Triggers::start(Trigger& trigger) {
  Returned condition;
  trigger.running = true;
  Trigger* outer = std::exchange(current_, &trigger);
  Progress progress = machine_.start(trigger.request.condition, &condition, &trigger.fiber);
  current_ = outer;
  trigger.running = false;
  advance(trigger, progress, std::move(condition));
}

void Triggers::note_progress(Trigger& trigger, Progress progress) {
  trigger.awaits_answer = progress == Progress::kWaiting;
  if (trigger.awaits_answer || trigger.over)
    evaluated_.erase(trigger.number);
  else
    evaluated_.insert(trigger.number);
}

// What a condition came to. One that failed was reported and is tried again, as in Zeek.
void Triggers::advance(Trigger& trigger, Progress progress, Returned condition) {
  note_progress(trigger, progress);
  if (progress != Progress::kDone || !condition.get().b()) return;
  finish(trigger, trigger.request.body, trigger.request.body_captures);
}

bool Triggers::run_body(Trigger& trigger, FunctionId body, std::span<const uint32_t> captures,
                        Returned* result) {
  retire(trigger);
  if (body == kNoFunction) return false;
  stir();
  trigger.running = true;
  Owned closure = machine_.make_body(trigger.request, body, captures);
  bool done = machine_.run(closure.get().function(), {}, result);
  trigger.running = false;
  return done;
}

// Runs a body; what it yields goes to the condition that waits for it.
void Triggers::finish(Trigger& trigger, FunctionId body, std::span<const uint32_t> captures) {
  Returned result;
  if (!run_body(trigger, body, captures, &result) || trigger.asker == 0) return;
  bool managed = machine_.program().functions[body].type->result->managed();
  answer(trigger.asker, result.take(), managed);
}

void Triggers::wait(WhenRequest request) {
  ++busy_;
  start(add(request));
  --busy_;
  sweep();
}

Progress Triggers::wait_for_result(WhenRequest request, Returned* result) {
  Trigger* asker = current_;
  Trigger& trigger = add(request);
  Returned condition;
  trigger.running = true;
  current_ = &trigger;
  Progress progress = machine_.start(request.condition, &condition, &trigger.fiber);
  current_ = asker;
  trigger.running = false;
  note_progress(trigger, progress);
  if (progress == Progress::kDone && condition.get().b())
    return run_body(trigger, request.body, request.body_captures, result) ? Progress::kDone
                                                                          : Progress::kFailed;
  trigger.asker = asker ? asker->number : 0;
  return Progress::kWaiting;
}

uint64_t Triggers::expect_answer() { return current_ ? current_->number : 0; }

void Triggers::answer(uint64_t ticket, Value value, bool managed) {
  Returned owned(value, managed);
  Trigger* trigger = find(ticket);
  if (!trigger || !trigger->fiber) return;
  ++busy_;
  Returned condition;
  trigger->running = true;
  Trigger* outer = std::exchange(current_, trigger);
  Progress progress =
      machine_.resume(std::move(trigger->fiber), owned.take(), &condition, &trigger->fiber);
  current_ = outer;
  trigger->running = false;
  advance(*trigger, progress, std::move(condition));
  --busy_;
  sweep();
}

// What is asked for meanwhile is answered as well.
void Triggers::give_answers() {
  while (!answers_.empty())
    for (auto& [ticket, value] : std::exchange(answers_, {})) answer(ticket, value.take(), true);
}

void Triggers::evaluate() {
  stirred_ = false;
  give_answers();
  // Those that bodies add are evaluated where they stand.
  uint64_t limit = next_number_;
  ++busy_;
  for (auto at = evaluated_.begin(); at != evaluated_.end() && *at < limit;) {
    uint64_t number = *at;
    Trigger& trigger = waiting_.find(number)->second;
    if (!trigger.running) start(trigger);
    at = evaluated_.upper_bound(number);
  }
  --busy_;
  sweep();
}

bool Triggers::is_news(Span place) {
  return !current_ || current_->failed_at.insert(place.begin).second;
}

// ---- Timeouts -------------------------------------------------------------------------

// What the bodies add waits for the next time, even if it is due.
bool Triggers::expire(double now) {
  uint64_t limit = next_number_;
  bool any = false;
  ++busy_;
  for (auto at = timeouts_.begin(); at != timeouts_.end() && at->first <= now;) {
    auto key = *at;
    Trigger& trigger = waiting_.find(key.second)->second;
    if (key.second < limit && !trigger.running) {
      any = true;
      finish(trigger, trigger.request.timeout_body, trigger.request.timeout_captures);
    }
    at = timeouts_.upper_bound(key);
  }
  --busy_;
  if (any) sweep();
  return any;
}

void Triggers::expire_all() { expire(std::numeric_limits<double>::max()); }

double Triggers::next_due() const { return timeouts_.empty() ? kNever : timeouts_.begin()->first; }

}  // namespace avocet
