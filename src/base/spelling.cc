#include "base/spelling.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace avocet {

namespace {

// Longer names than this are not worth a guess.
constexpr size_t kMaxWord = 63;

int replacement_cost(char a, char b) {
  if (a == b) return 0;
  return ascii_lower(a) == ascii_lower(b) ? 1 : 2;
}

// `message` and `msg`: letters left out, most of them vowels.
bool abbreviates(std::string_view shorter, std::string_view longer) {
  constexpr size_t kShortest = 3;
  if (shorter.size() < kShortest || shorter.size() + 2 > longer.size() || shorter[0] != longer[0] ||
      shorter.substr(1).find_first_of("aeiou_") != shorter.npos)
    return false;
  size_t at = 0;
  for (char c : longer)
    if (at < shorter.size() && c == shorter[at]) ++at;
  return at == shorter.size();
}

// Whether one of them is the beginning of the other, or short for it.
bool shortens(std::string_view a, std::string_view b) {
  constexpr size_t kShortest = 4;
  if (a.size() > b.size()) std::swap(a, b);
  bool begins = a.size() >= kShortest && b.starts_with(a);
  return begins || abbreviates(a, b);
}

// Whether `longer` is `word` and more words, joined by `_`.
bool extends(std::string_view longer, std::string_view word) {
  constexpr size_t kShortest = 3;
  if (word.size() < kShortest || longer.size() < word.size() + 2) return false;
  size_t rest = longer.size() - word.size();
  return (longer.starts_with(word) && longer[word.size()] == '_') ||
         (longer.ends_with(word) && longer[rest - 1] == '_');
}

}  // namespace

int spelling_distance(std::string_view a, std::string_view b, int limit) {
  if (a.size() > kMaxWord || b.size() > kMaxWord) return a == b ? 0 : limit + 1;
  int gap = a.size() > b.size() ? int(a.size() - b.size()) : int(b.size() - a.size());
  if (gap * 2 > limit) return limit + 1;
  std::array<int, kMaxWord + 1> before{}, last{}, row{};
  for (size_t j = 0; j <= b.size(); ++j) last[j] = int(j) * 2;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = int(i) * 2;
    int least = row[0];
    for (size_t j = 1; j <= b.size(); ++j) {
      int cost = std::min(
          {last[j] + 2, row[j - 1] + 2, last[j - 1] + replacement_cost(a[i - 1], b[j - 1])});
      if (i > 1 && j > 1 && ascii_lower(a[i - 1]) == ascii_lower(b[j - 2]) &&
          ascii_lower(a[i - 2]) == ascii_lower(b[j - 1]))
        cost = std::min(cost, before[j - 2] + 2);
      row[j] = cost;
      least = std::min(least, cost);
    }
    if (least > limit) return limit + 1;
    before = last;
    last = row;
  }
  return std::min(last[b.size()], limit + 1);
}

Nearest::Nearest(std::string_view wanted) : wanted_(wanted) {
  size_t n = wanted.size();
  limit_ = n <= 2 ? 1 : n <= 4 ? 2 : n <= 8 ? 4 : 6;
}

void Nearest::offer(std::string_view candidate) {
  if (limit_ < 0 || candidate.empty()) return;
  if (extends(candidate, wanted_) && (longer_.empty() || candidate.size() < longer_.size()))
    longer_ = candidate;
  if (shortens(wanted_, candidate) && (related_.empty() || candidate.size() < related_.size()))
    related_ = candidate;
  bool is_other_case = candidate.size() == wanted_.size() && candidate != wanted_ &&
                       std::equal(candidate.begin(), candidate.end(), wanted_.begin(),
                                  [](char a, char b) { return ascii_lower(a) == ascii_lower(b); });
  int d = is_other_case ? 1 : spelling_distance(wanted_, candidate, limit_);
  if (d > limit_) return;
  best_ = candidate;
  limit_ = d - 1;
}

std::string Nearest::hint() const {
  return best_.empty() ? std::string() : "did you mean `" + std::string(best_) + "`?";
}

}  // namespace avocet
