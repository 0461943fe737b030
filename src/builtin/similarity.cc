// What two strings have in common.
//
// Substrings that both have, as long as they can be, are the diagonals of equal bytes in the matrix
// of the two (Smith and Waterman, 1981). Diagonals that follow one another belong to one alignment
// as long as the bytes left out between them are fewer than the bytes aligned so far.

#include <algorithm>
#include <vector>

#include "builtin/entries.h"
#include "builtin/most_steps.h"
#include "value/record.h"
#include "value/vector.h"

namespace avocet {

namespace {

struct Run {
  size_t in_first, in_second, length;
  bool begins_alignment = true;

  // How many bytes lie between this and what comes behind; nothing if that does not come behind.
  std::optional<size_t> gap_to(const Run& next) const {
    if (next.in_first < in_first + length || next.in_second < in_second + length)
      return std::nullopt;
    return std::max(next.in_first - in_first - length, next.in_second - in_second - length);
  }
};

std::vector<Run> common_runs(std::string_view first, std::string_view second, size_t shortest) {
  std::vector<Run> runs;
  std::vector<size_t> above(second.size() + 1, 0), row(second.size() + 1, 0);
  for (size_t i = 0; i < first.size(); ++i) {
    for (size_t j = 0; j < second.size(); ++j) {
      row[j + 1] = first[i] == second[j] ? above[j] + 1 : 0;
      bool goes_on = i + 1 < first.size() && j + 1 < second.size() && first[i + 1] == second[j + 1];
      size_t length = row[j + 1];
      if (length >= shortest && !goes_on) runs.push_back({i + 1 - length, j + 1 - length, length});
    }
    std::swap(above, row);
  }
  return runs;
}

// Leaves out what a longer run, or an equal one before, overlaps in both strings: it is the same
// bytes, aligned worse. As squares of the matrix a run meets an at least as long one where a corner
// of it lies within that.
void drop_overlapped(std::vector<Run>& runs, size_t rows, size_t columns) {
  std::stable_sort(runs.begin(), runs.end(),
                   [](const Run& a, const Run& b) { return a.length > b.length; });
  std::vector<bool> taken(rows * columns);
  auto at = [&](size_t i, size_t j) { return taken[i * columns + j]; };
  std::erase_if(runs, [&](const Run& run) {
    size_t i = run.in_first, j = run.in_second, last = run.length - 1;
    if (at(i, j) || at(i + last, j) || at(i, j + last) || at(i + last, j + last)) return true;
    for (size_t k = i; k <= i + last; ++k)
      std::fill_n(taken.begin() + std::ptrdiff_t(k * columns + j), run.length, true);
    return false;
  });
}

// In the order of the longer string.
void sort_runs(std::vector<Run>& runs, bool by_second) {
  std::stable_sort(runs.begin(), runs.end(), [by_second](const Run& a, const Run& b) {
    size_t x = by_second ? a.in_second : a.in_first, y = by_second ? b.in_second : b.in_first;
    if (x != y) return x < y;
    return by_second ? a.in_first > b.in_first : a.in_second > b.in_second;
  });
}

// Marks the runs that go on with the alignment of the one before.
void chain(std::vector<Run>& runs) {
  size_t score = 0;
  for (size_t i = 0; i < runs.size(); ++i) {
    std::optional<size_t> gap = i > 0 ? runs[i - 1].gap_to(runs[i]) : std::nullopt;
    runs[i].begins_alignment = !gap || *gap >= score;
    score = runs[i].begins_alignment ? runs[i].length : score - *gap + runs[i].length;
  }
}

// The alignment with the most bytes; the first of equals.
std::vector<Run> best_alignment(const std::vector<Run>& runs) {
  std::vector<Run> best, current;
  size_t best_size = 0, size = 0;
  for (const Run& run : runs) {
    if (run.begins_alignment) current.clear();
    if (run.begins_alignment) size = 0;
    current.push_back(run);
    size += run.length;
    if (size <= best_size) continue;
    best = current;
    best_size = size;
  }
  return best;
}

Value make_alignment(NativeCall& call, std::string_view text, const Run& run) {
  Vector* places = make_vector(call.heap(), as_vector(call.named_type("sw_align_vec")));
  for (size_t at : {run.in_first, run.in_second})
    push(call.heap(), places,
         RecordResult(call, "sw_align").set("str", text).count("index", at).take());
  return RecordResult(call, "sw_substring")
      .set("str", text)
      .set("aligns", Value::of(places))
      .flag("new", run.begins_alignment)
      .take();
}

Value common_substrings(NativeCall& call) {
  std::string_view first = call.text(0), second = call.text(1);
  auto number = [&](std::string_view field, uint64_t otherwise) {
    std::optional<Value> found = field_of(call, call.record(2), field);
    return found ? found->u : otherwise;
  };
  if (uint64_t(first.size()) * second.size() > kMostSteps)
    return call.fail("these strings are too long to be compared");
  size_t shortest = std::max<uint64_t>(1, number("min_strlen", 3));
  std::vector<Run> runs = common_runs(first, second, shortest);
  drop_overlapped(runs, first.size(), second.size());
  sort_runs(runs, second.size() > first.size());
  chain(runs);
  if (number("sw_variant", 0) == 0) runs = best_alignment(runs);
  Vector* all = make_vector(call.heap(), as_vector(call.named_type("sw_substring_vec")));
  for (const Run& run : runs)
    push(call.heap(), all, make_alignment(call, first.substr(run.in_first, run.length), run));
  return Value::of(all);
}

}  // namespace

void register_similarity(NativeRegistry& registry) {
  registry.add({R"(
## The substrings that two strings have in common and where they stand, in the order of the longer string: those of the
## best alignment, or, with a ``sw_variant`` of 1, of all.
##
## Example: print str_smith_waterman("abcXYZ", "--XYZ-", [$min_strlen=2])[0]$str;   # XYZ
global str_smith_waterman: function(s1: string, s2: string, params: sw_params): sw_substring_vec;
)",
                common_substrings, kNoEffects});
}

}  // namespace avocet
