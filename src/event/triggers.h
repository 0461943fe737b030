// Triggers: `when` statements whose condition is not true yet.
//
// A condition is evaluated where the statement stands, and from then on whenever events were
// handled, elements of tables expired or a body ran, since nothing else changes what it looks at.
// Once it is true the body runs, once. A condition that called something which answers later (a
// function that says `return when`, a native that asks the outside world) is not evaluated again
// meanwhile: it goes on when the answer is there. When its timeout has passed, a trigger's timeout
// body runs instead. Many may wait (for names of hosts, say): only those that are evaluated or due
// cost anything.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "vm/machine.h"

namespace avocet {

class Triggers {
 public:
  explicit Triggers(Machine& machine) : machine_(machine) {}
  Triggers(const Triggers&) = delete;
  ~Triggers();

  // See EventSink. Take over the count of the condition.
  void wait(WhenRequest request);
  Progress wait_for_result(WhenRequest request, Returned* result);
  uint64_t expect_answer();

  // The answer to a ticket; takes over the count of `value`, whose type is the native's result.
  // Late answers are dropped. `managed`: whether it is counted.
  void answer(uint64_t ticket, Value value, bool managed);
  // The same when conditions are evaluated next: for who knows the answer while it is asked.
  // `value` is managed.
  void answer_soon(uint64_t ticket, Value value) {
    answers_.emplace_back(ticket, Returned(value, true));
  }

  // Gives answers that are due, and evaluates every condition that waits for nothing but to become
  // true.
  void evaluate();
  // Something outside of events may have changed what conditions look at, or a body did: evaluate()
  // has something to do.
  void stir() { stirred_ = true; }
  bool stirred() const { return stirred_; }
  // Runs the timeout bodies that are due at `now`, those due first first. True if any was.
  bool expire(double now);
  // The same for all that have a timeout, as the end of a run does. What they add stays.
  void expire_all();
  double next_due() const;
  size_t size() const { return waiting_.size(); }

  // Whether an error at `place` is to be told. One of a condition is told once: the report is an
  // event, after which the condition is evaluated again.
  bool is_news(Span place);

 private:
  struct Trigger {
    uint64_t number;
    WhenRequest request;
    double due;                    // infinity: no timeout
    std::unique_ptr<Fiber> fiber;  // the condition, if it waits for an answer
    bool awaits_answer = false;
    bool running = false;  // its condition or a body is being run
    bool over = false;
    uint64_t asker = 0;            // who gets what the body yields; 0: nobody
    std::set<uint32_t> failed_at;  // places where its condition failed
  };

  Trigger& add(WhenRequest request);
  Trigger* find(uint64_t number);
  void sweep();
  void retire(Trigger& trigger);
  void note_progress(Trigger& trigger, Progress progress);
  void advance(Trigger& trigger, Progress progress, Returned condition);
  void start(Trigger& trigger);
  void finish(Trigger& trigger, FunctionId body, std::span<const uint32_t> captures);
  bool run_body(Trigger& trigger, FunctionId body, std::span<const uint32_t> captures,
                Returned* result);

  Machine& machine_;
  void give_answers();

  std::map<uint64_t, Trigger> waiting_;  // by number: in the order of the statements
  std::set<uint64_t> evaluated_;         // of these, those that wait for no answer
  std::set<std::pair<double, uint64_t>> timeouts_;
  std::vector<uint64_t> over_;                          // to be forgotten by sweep()
  std::vector<std::pair<uint64_t, Returned>> answers_;  // to be given
  uint64_t next_number_ = 1;
  bool stirred_ = false;
  uint32_t busy_ = 0;           // loops over them that are under way
  Trigger* current_ = nullptr;  // whose condition is being evaluated
};

}  // namespace avocet
