// The limits of a script world, as options, and how often they were reached.

#include "builtin/entries.h"

namespace avocet {

void register_limits(NativeRegistry& registry) {
  registry.declare(R"(
export {
	## How deep calls may be nested; zero: as deep as there is room, which is also the most.
	## set_max_recursion_depth() changes it at run time.
	const Limits::calls: count = 1000 &redef;

	## How many calls and rounds of loops one handler of an event may take, with everything that it
	## calls; zero: any number.
	const Limits::steps: count = 10000000000 &redef;

	## How many bytes the values of scripts may take; zero: any number. While more are in use, no
	## handler gets far.
	const Limits::memory: count = 0 &redef;

	## How often a limit ended a handler, and how many run-time errors there were in all.
	type Limits::Counters: record {
		calls: count;
		steps: count;
		memory: count;
		errors: count;
	};
}
)");

  registry.add({R"(
## How often limits were reached so far.
##
## Example: print Limits::counters()$steps;   # 0
global Limits::counters: function(): Limits::Counters;
)",
                [](NativeCall& call) -> Value {
                  const LimitCounters& now = call.machine.limit_counters();
                  return RecordResult(call, "Limits::Counters")
                      .count("calls", now.frames)
                      .count("steps", now.steps)
                      .count("memory", now.memory)
                      .count("errors", now.errors)
                      .take();
                },
                kNoEffects});

  registry.add({R"(
## How many bytes the values of scripts take now.
##
## Example: print Limits::memory_in_use() > 0;   # T
global Limits::memory_in_use: function(): count;
)",
                [](NativeCall& call) -> Value { return Value::of_count(call.heap().live_bytes()); },
                kNoEffects});
}

}  // namespace avocet
