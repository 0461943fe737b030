#include "engine/call_notes.h"

#include <string>
#include <utility>

namespace avocet {
namespace {

// How often the `period` calls from `at` on follow one another.
size_t repetitions(std::span<const StackEntry> stack, size_t at, size_t period) {
  size_t end = at + period;
  while (end < stack.size() && stack[end].function == stack[end - period].function &&
         stack[end].span == stack[end - period].span)
    ++end;
  return end > stack.size() ? 1 : (end - at) / period;
}

}  // namespace

void add_call_notes(std::span<const StackEntry> stack, const Program& program, Diagnostic& to) {
  constexpr size_t kMostNotes = 10;
  constexpr size_t kLongestPeriod = 4;
  for (size_t i = 1; i < stack.size() && to.notes.size() < kMostNotes;) {
    size_t period = 1;
    size_t times = repetitions(stack, i, 1);
    for (size_t p = 2; times == 1 && p <= kLongestPeriod; ++p) {
      times = repetitions(stack, i, p);
      if (times > 1) period = p;
    }
    for (size_t k = 0; k < period; ++k) {
      std::string note =
          "`" + program.functions[stack[i + k - 1].function].name + "` was called here";
      if (times > 1 && k + 1 == period) {
        note += ", " + std::to_string(times) + " times in a row";
        if (period > 1) note += " with the " + std::to_string(period - 1) + " above";
      }
      to.notes.push_back({stack[i + k].span, std::move(note)});
    }
    i += period * times;
  }
}

}  // namespace avocet
