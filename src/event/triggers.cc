#include "event/triggers.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace avocet {

Triggers::~Triggers() {
  for (auto& trigger : waiting_) release(trigger->request.condition);
}

Triggers::Trigger& Triggers::add(WhenRequest request) {
  double due = request.timeout < 0 ? std::numeric_limits<double>::infinity()
                                   : machine_.network_time() + request.timeout;
  auto trigger = std::make_unique<Trigger>();
  trigger->number = next_number_++;
  trigger->request = request;
  trigger->due = due;
  return *waiting_.emplace_back(std::move(trigger));
}

Triggers::Trigger* Triggers::find(uint64_t number) {
  for (auto& trigger : waiting_)
    if (trigger->number == number && !trigger->over) return trigger.get();
  return nullptr;
}

// Forgets triggers that are over. Never while they are looped over further up.
void Triggers::sweep() {
  if (busy_ > 0) return;
  for (auto it = waiting_.begin(); it != waiting_.end();) {
    if (!(*it)->over || (*it)->running) {
      ++it;
      continue;
    }
    release((*it)->request.condition);
    it = waiting_.erase(it);
  }
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

// What a condition came to. One that failed was reported and is tried again, as in Zeek.
void Triggers::advance(Trigger& trigger, Progress progress, Returned condition) {
  trigger.awaits_answer = progress == Progress::kWaiting;
  if (progress != Progress::kDone || !condition.get().b()) return;
  finish(trigger, trigger.request.body, trigger.request.body_captures);
}

bool Triggers::run_body(Trigger& trigger, FunctionId body, std::span<const uint32_t> captures,
                        Returned* result) {
  trigger.over = true;
  if (body == kNoFunction) return false;
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
  trigger.awaits_answer = progress == Progress::kWaiting;
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
  give_answers();
  if (waiting_.empty()) return;
  // Those that bodies add are evaluated where they stand.
  uint64_t limit = next_number_;
  ++busy_;
  for (auto& trigger : waiting_)
    if (trigger->number < limit && !trigger->over && !trigger->running && !trigger->awaits_answer)
      start(*trigger);
  --busy_;
  sweep();
}

// ---- Timeouts -------------------------------------------------------------------------

bool Triggers::expire(double now) {
  bool any = false;
  ++busy_;
  for (auto& trigger : waiting_) {
    if (trigger->over || trigger->running || trigger->due > now) continue;
    any = true;
    finish(*trigger, trigger->request.timeout_body, trigger->request.timeout_captures);
  }
  --busy_;
  if (any) sweep();
  return any;
}

void Triggers::expire_all() {
  ++busy_;
  for (auto& trigger : waiting_)
    if (!trigger->over && !trigger->running &&
        trigger->due < std::numeric_limits<double>::infinity())
      finish(*trigger, trigger->request.timeout_body, trigger->request.timeout_captures);
  --busy_;
  sweep();
}

double Triggers::next_due() const {
  double first = std::numeric_limits<double>::infinity();
  for (const auto& trigger : waiting_) first = std::min(first, trigger->due);
  return first;
}

}  // namespace avocet
