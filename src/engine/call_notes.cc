#include "engine/call_notes.h"

#include <algorithm>
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

void add_call_notes(std::span<const StackEntry> stack, const Program& program, Diagnostic& to,
                    size_t told) {
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
      if (i + k == told && times == 1) continue;
      std::string note = "`";
      note.append(program.functions[stack[i + k - 1].function].name).append("` was called here");
      if (times > 1 && k + 1 == period) {
        note += ", " + std::to_string(times) + " times in a row";
        if (period > 1) note += " with the " + std::to_string(period - 1) + " above";
      }
      to.notes.push_back({stack[i + k].span, std::move(note)});
    }
    i += period * times;
  }
}

void place_error(std::span<const StackEntry> stack, const Program& program, const Loader& loader,
                 Diagnostic& error) {
  if (stack.empty()) return;
  auto own = std::find_if(stack.begin(), stack.end(), [&loader](const StackEntry& entry) {
    return entry.span.known() && !loader.is_shipped(entry.span);
  });
  size_t at = own == stack.end() ? 0 : size_t(own - stack.begin());
  error.span = stack[at].span;
  if (at > 0) error.notes.push_back({stack.front().span, "it was running this"});
  add_call_notes(stack, program, error, at);
}

}  // namespace avocet
