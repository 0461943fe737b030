// What scripts still wait for when packets are over: names that were asked for, and what commands
// say.
#pragma once

#include <functional>

#include "event/event_queue.h"
#include "event/name_lookups.h"
#include "event/wake_set.h"
#include "input/input_manager.h"

namespace avocet {

struct LateAnswers {
  NameLookups& lookups;
  InputManager& inputs;
  EventQueue& queue;
  const WakeSet& wakes;
  std::function<bool()> goes_on;         // false: nobody is to wait any longer
  std::function<double()> network_time;  // as it is by now
};

// Waits for all of them, for commands as long as before the first packet, and handles what they
// lead to.
void await_late_answers(const LateAnswers& from);

}  // namespace avocet
