#include "engine/late_answers.h"

#include <poll.h>

#include <chrono>

namespace avocet {

void await_late_answers(const LateAnswers& from) {
  constexpr int kMillisecondsOfALook = 50;
  using Clock = std::chrono::steady_clock;
  auto latest = Clock::now() + std::chrono::minutes(1);
  while (from.goes_on()) {
    bool waits_for_commands = !from.inputs.settled() && Clock::now() < latest;
    if (!from.lookups.pending() && !waits_for_commands) return;
    pollfd waiting{from.wakes.descriptor(), POLLIN, 0};
    ::poll(&waiting, 1, kMillisecondsOfALook);
    from.queue.expire(from.network_time());
    from.lookups.deliver();
    from.inputs.poll();
    from.queue.drain();
  }
}

}  // namespace avocet
