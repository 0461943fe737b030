// Strings: letters, blanks, parts, and padding. Positions that scripts see count from 1 in the
// older functions (sub_bytes, strstr) and from 0 in the newer ones (find_str), as they always did.

#include <algorithm>
#include <numeric>

#include "builtin/entries.h"
#include "builtin/most_steps.h"
#include "value/format.h"

namespace avocet {

namespace {

// Nobody means to fill a string up to more.
constexpr uint64_t kMaxFieldWidth = 1 << 24;

using namespace std::string_view_literals;

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_upper(c) || is_lower(c); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return is_upper(c) ? char(c + 32) : c; }
char upper(char c) { return is_lower(c) ? char(c - 32) : c; }

template <class F> Value mapped(NativeCall& call, F f) {
  std::string text(call.text(0));
  for (char& c : text) c = f(c);
  return call.make_string(text);
}

template <class Test> Value all_are(NativeCall& call, Test test) {
  std::string_view text = call.text(0);
  return Value::of_bool(!text.empty() && std::all_of(text.begin(), text.end(), test));
}

std::string_view strip_left(std::string_view text, std::string_view chars) {
  size_t begin = text.find_first_not_of(chars);
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}
std::string_view strip_right(std::string_view text, std::string_view chars) {
  return text.substr(0, text.find_last_not_of(chars) + 1);
}

// Characters that strip() takes for blank.
constexpr std::string_view kBlanks = " \t\n\r\v\f\0"sv;

std::string reversed(std::string_view text) { return {text.rbegin(), text.rend()}; }

// Padding on the left or right up to `width`; the fill is one character.
Value justified(NativeCall& call, bool left) {
  std::string_view fill = call.text(2);
  if (fill.size() != 1) return call.fail("the fill must be exactly one character");
  std::string text(call.text(0));
  uint64_t width = call.number(1);
  if (width > kMaxFieldWidth) return call.fail("the width is too large");
  if (text.size() < width) text.insert(left ? text.size() : 0, width - text.size(), fill[0]);
  return call.make_string(text);
}

// Where [start, end) lies in a string; no good, which is complained of, if it ends before it
// starts.
struct SearchRange {
  bool good;
  size_t begin, end;
};
SearchRange search_range(NativeCall& call) {
  size_t size = call.text(0).size();
  uint64_t start = call.number(2);
  int64_t end = call.integer(3);
  // The end is one of the positions looked at.
  size_t stop = end < 0 || uint64_t(end) >= size ? size : size_t(end) + 1;
  if (end >= 0 && start > uint64_t(end))
    complain(call, "the start position is behind the end position");
  return {start <= stop, size_t(start), stop};
}

std::string for_search(NativeCall& call, size_t i) {
  std::string text(call.text(i));
  if (!call.boolean(4))
    for (char& c : text) c = lower(c);
  return text;
}

}  // namespace

void register_strings(NativeRegistry& registry) {
  registry.add({R"(
## Replaces capital letters of ASCII by small ones.
##
## Example: print to_lower("ABC-1");   # abc-1
global to_lower: function(str: string): string;
)",
                [](NativeCall& call) -> Value { return mapped(call, lower); }, kFoldable});

  registry.add({R"(
## Replaces small letters of ASCII by capital ones.
##
## Example: print to_upper("abc-1");   # ABC-1
global to_upper: function(str: string): string;
)",
                [](NativeCall& call) -> Value { return mapped(call, upper); }, kFoldable});

  registry.add({R"(
## Replaces small letters by capital ones and the other way round.
##
## Example: print swap_case("aBc");   # AbC
global swap_case: function(str: string): string;
)",
                [](NativeCall& call) -> Value {
                  return mapped(call, [](char c) { return is_upper(c) ? lower(c) : upper(c); });
                },
                kFoldable});

  registry.add({R"(
## Makes the first letter of each word a capital. Words are separated by blanks.
##
## Example: print to_title("the quick fox");   # The Quick Fox
global to_title: function(str: string): string;
)",
                [](NativeCall& call) -> Value {
                  std::string text(call.text(0));
                  for (size_t i = 0; i < text.size(); ++i)
                    if (i == 0 || kBlanks.find(text[i - 1]) != std::string_view::npos)
                      text[i] = upper(text[i]);
                  return call.make_string(text);
                },
                kFoldable});

  registry.add({R"(
## Whether all characters are digits, and there are some.
##
## Example: print is_num("123"), is_num("12a"), is_num("");   # T, F, F
global is_num: function(str: string): bool;
)",
                [](NativeCall& call) -> Value { return all_are(call, is_digit); }, kFoldable});

  registry.add({R"(
## Whether all characters are letters of ASCII, and there are some.
##
## Example: print is_alpha("abC"), is_alpha("a1");   # T, F
global is_alpha: function(str: string): bool;
)",
                [](NativeCall& call) -> Value { return all_are(call, is_letter); }, kFoldable});

  registry.add({R"(
## Whether all characters are letters of ASCII or digits, and there are some.
##
## Example: print is_alnum("a1"), is_alnum("a-1");   # T, F
global is_alnum: function(str: string): bool;
)",
                [](NativeCall& call) -> Value {
                  return all_are(call, [](char c) { return is_letter(c) || is_digit(c); });
                },
                kFoldable});

  registry.add({R"(
## Whether no byte is above 127.
##
## Example: print is_ascii("abc"), is_ascii("\xff");   # T, F
global is_ascii: function(str: string): bool;
)",
                [](NativeCall& call) -> Value {
                  std::string_view text = call.text(0);
                  return Value::of_bool(std::none_of(text.begin(), text.end(),
                                                     [](char c) { return uint8_t(c) > 127; }));
                },
                kFoldable});

  registry.add({R"(
## Takes blanks away from both ends.
##
## Example: print "[" + strip("  a b \n") + "]";   # [a b]
global strip: function(str: string): string;
)",
                [](NativeCall& call) -> Value {
                  return call.make_string(strip_right(strip_left(call.text(0), kBlanks), kBlanks));
                },
                kFoldable});

  registry.add({R"(
## Takes characters away from the left end.
##
## chars: Which ones.
##
## Example: print lstrip("  ab"), lstrip("xxab", "x");   # ab, ab
global lstrip: function(str: string, chars: string &default=" \t\n\r\v\f"): string;
)",
                [](NativeCall& call) -> Value {
                  return call.make_string(strip_left(call.text(0), call.text(1)));
                },
                kFoldable});

  registry.add({R"(
## Takes characters away from the right end.
##
## chars: Which ones.
##
## Example: print rstrip("abxx", "x");   # ab
global rstrip: function(str: string, chars: string &default=" \t\n\r\v\f"): string;
)",
                [](NativeCall& call) -> Value {
                  return call.make_string(strip_right(call.text(0), call.text(1)));
                },
                kFoldable});

  registry.add({R"(
## Turns a string round.
##
## Example: print reverse("abc");   # cba
global reverse: function(str: string): string;
)",
                [](NativeCall& call) -> Value { return call.make_string(reversed(call.text(0))); },
                kFoldable});

  registry.add({R"(
## Fills a string up on the right.
##
## Example: print "[" + ljust("ab", 4) + "]";   # [ab  ]
global ljust: function(str: string, width: count, fill: string &default=" "): string;
)",
                [](NativeCall& call) -> Value { return justified(call, true); }, kFoldable});

  registry.add({R"(
## Fills a string up on the left.
##
## Example: print rjust("ab", 4, "-");   # --ab
global rjust: function(str: string, width: count, fill: string &default=" "): string;
)",
                [](NativeCall& call) -> Value { return justified(call, false); }, kFoldable});

  registry.add({R"(
## Fills a number up with zeroes on the left, behind its sign.
##
## Example: print zfill("-42", 6);   # -00042
global zfill: function(str: string, width: count): string;
)",
                [](NativeCall& call) -> Value {
                  std::string text(call.text(0));
                  uint64_t width = call.number(1);
                  if (width > kMaxFieldWidth) return call.fail("the width is too large");
                  size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
                  if (text.size() < width) text.insert(sign, width - text.size(), '0');
                  return call.make_string(text);
                },
                kFoldable});

  registry.add({R"(
## Takes a prefix away, as often as it is there.
##
## Example: print remove_prefix("aabc", "a"), remove_prefix("abc", "x");   # bc, abc
global remove_prefix: function(str: string, sub: string): string;
)",
                [](NativeCall& call) -> Value {
                  std::string_view text = call.text(0);
                  std::string_view prefix = call.text(1);
                  while (!prefix.empty() && text.starts_with(prefix))
                    text.remove_prefix(prefix.size());
                  return call.make_string(text);
                },
                kFoldable});

  registry.add({R"(
## Takes a suffix away, as often as it is there.
##
## Example: print remove_suffix("abc", "c"), remove_suffix("abc", "x");   # ab, abc
global remove_suffix: function(str: string, sub: string): string;
)",
                [](NativeCall& call) -> Value {
                  std::string_view text = call.text(0);
                  std::string_view suffix = call.text(1);
                  while (!suffix.empty() && text.ends_with(suffix))
                    text.remove_suffix(suffix.size());
                  return call.make_string(text);
                },
                kFoldable});

  registry.add({R"(
## Whether a string begins with another one.
##
## Example: print starts_with("abc", "ab"), starts_with("abc", "bc");   # T, F
global starts_with: function(str: string, sub: string): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(call.text(0).starts_with(call.text(1)));
                },
                kFoldable});

  registry.add({R"(
## Whether a string ends with another one.
##
## Example: print ends_with("abc", "bc");   # T
global ends_with: function(str: string, sub: string): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(call.text(0).ends_with(call.text(1)));
                },
                kFoldable});

  registry.add({R"(
## Finds the first place of a string within another one, between two positions that count from 0.
##
## end: The last position to look at; -1 means the end of the string.
##
## Returns: The position, or -1.
##
## Example: print find_str("abcabc", "b"), find_str("abcabc", "b", 2), find_str("abc", "B", 0, -1, F);   # 1, 4, 1
global find_str: function(str: string, sub: string, start: count &default=0, end: int &default=-1, case_sensitive: bool &default=T): int;
)",
                [](NativeCall& call) -> Value {
                  SearchRange range = search_range(call);
                  if (!range.good) return Value::of_int(-1);
                  std::string text = for_search(call, 0);
                  size_t found = std::string_view(text)
                                     .substr(range.begin, range.end - range.begin)
                                     .find(for_search(call, 1));
                  return Value::of_int(
                      found == std::string_view::npos ? -1 : int64_t(found + range.begin));
                },
                kNoEffects | kSameResult});

  registry.add({R"(
## Finds the last place of a string within another one, between two positions that count from 0.
##
## Returns: The position, or -1.
##
## Example: print rfind_str("abcabc", "b"), rfind_str("abc", "x");   # 4, -1
global rfind_str: function(str: string, sub: string, start: count &default=0, end: int &default=-1, case_sensitive: bool &default=T): int;
)",
                [](NativeCall& call) -> Value {
                  SearchRange range = search_range(call);
                  if (!range.good) return Value::of_int(-1);
                  std::string text = for_search(call, 0);
                  size_t found = std::string_view(text)
                                     .substr(range.begin, range.end - range.begin)
                                     .rfind(for_search(call, 1));
                  return Value::of_int(
                      found == std::string_view::npos ? -1 : int64_t(found + range.begin));
                },
                kNoEffects | kSameResult});

  registry.add({R"(
## Finds the first place of a string within another one, counting from 1.
##
## Returns: The position, or 0.
##
## Example: print strstr("abcabc", "ca"), strstr("abc", "x");   # 3, 0
global strstr: function(big: string, little: string): count;
)",
                [](NativeCall& call) -> Value {
                  size_t found = call.text(0).find(call.text(1));
                  return Value::of_count(found == std::string_view::npos ? 0 : found + 1);
                },
                kFoldable});

  registry.add({R"(
## Counts how often a string occurs in another one, without overlaps.
##
## Example: print count_substr("aaaa", "aa");   # 2
global count_substr: function(str: string, sub: string): count;
)",
                [](NativeCall& call) -> Value {
                  std::string_view text = call.text(0), part = call.text(1);
                  if (part.empty()) return call.fail("cannot count empty strings");
                  uint64_t count = 0;
                  for (size_t at = text.find(part); at != std::string_view::npos;
                       at = text.find(part, at + part.size()))
                    ++count;
                  return Value::of_count(count);
                },
                kFoldable});

  registry.add({R"(
## Compares two strings byte by byte.
##
## Returns: Less than, equal to or greater than 0.
##
## Example: print strcmp("a", "b") < 0;   # T
global strcmp: function(s1: string, s2: string): int;
)",
                [](NativeCall& call) -> Value {
                  int order = call.text(0).compare(call.text(1));
                  return Value::of_int(order < 0 ? -1 : order > 0 ? 1 : 0);
                },
                kFoldable});

  registry.add({R"(
## Takes bytes out of a string.
##
## start: The first one, counted from 1.
##
## n: How many; -1 means the rest.
##
## Example: print sub_bytes("abcdef", 2, 3), sub_bytes("abcdef", 5, -1);   # bcd, ef
global sub_bytes: function(s: string, start: count, n: int): string;
)",
                [](NativeCall& call) -> Value {
                  std::string_view text = call.text(0);
                  uint64_t start = call.number(1);
                  int64_t n = call.integer(2);
                  if (start > 0) --start;
                  if (start >= text.size()) return call.make_string("");
                  return call.make_string(
                      text.substr(start, n < 0 ? std::string_view::npos : size_t(n)));
                },
                kFoldable});

  registry.add({R"(
## Replaces every occurrence of a string by another one.
##
## Example: print subst_string("a-b-c", "-", "+");   # a+b+c
global subst_string: function(s: string, from: string, to: string): string;
)",
                [](NativeCall& call) -> Value {
                  std::string_view text = call.text(0), from = call.text(1), to = call.text(2);
                  if (from.empty()) return call.make_string(text);
                  std::string out;
                  size_t begin = 0;
                  for (size_t at = text.find(from); at != std::string_view::npos;
                       at = text.find(from, begin)) {
                    out.append(text, begin, at - begin).append(to);
                    begin = at + from.size();
                  }
                  return call.make_string(out.append(text, begin));
                },
                kFoldable});

  registry.add({R"(
## Works through a string with an editing character: it takes back the character before it, two of them in a row take back everything.
##
## Example: print edit("hello there", "e");   # llo t
global edit: function(arg_s: string, arg_edit_char: string): string;
)",
                [](NativeCall& call) -> Value {
                  if (call.text(1).empty()) return call.fail("there is no edit character");
                  if (call.text(1).size() > 1)
                    complain(call, "edit() takes one edit character: the first one is used");
                  char key = call.text(1)[0];
                  std::string_view text = call.text(0);
                  std::string out;
                  for (size_t i = 0; i < text.size(); ++i) {
                    if (text[i] != key) {
                      out += text[i];
                    } else if (i + 1 < text.size() && text[i + 1] == key) {
                      out.clear();
                      ++i;
                    } else if (!out.empty()) {
                      out.pop_back();
                    }
                  }
                  return call.make_string(out);
                },
                kNoEffects | kSameResult});

  registry.add({R"(
## Repeats a string until it has a length. The last byte is always a NUL.
##
## Example: print string_fill(5, "abc") == "abca\0";   # T
global string_fill: function(len: int, source: string): string;
)",
                [](NativeCall& call) -> Value {
                  int64_t length = call.integer(0);
                  std::string_view source = call.text(1);
                  if (length <= 0 || uint64_t(length) > kMaxStringSize)
                    return call.fail("length out of range");
                  std::string out;
                  size_t room = size_t(length) - 1;
                  while (!source.empty() && out.size() < room)
                    out.append(source.substr(0, room - out.size()));
                  out.resize(size_t(length));
                  return call.make_string(out);
                },
                kFoldable});

  registry.add({R"(
## How many characters must be changed, added or taken away to turn one string into another.
##
## Example: print levenshtein_distance("kitten", "sitting");   # 3
global levenshtein_distance: function(s1: string, s2: string): count;
)",
                [](NativeCall& call) -> Value {
                  std::string_view a = call.text(0), b = call.text(1);
                  if (uint64_t(a.size()) * b.size() > kMostSteps)
                    return call.fail("these strings are too long to be compared");
                  std::vector<uint32_t> row(b.size() + 1);
                  std::iota(row.begin(), row.end(), 0u);
                  for (size_t i = 0; i < a.size(); ++i) {
                    uint32_t diagonal = row[0];
                    row[0] = uint32_t(i + 1);
                    for (size_t j = 0; j < b.size(); ++j) {
                      uint32_t changed = diagonal + (a[i] != b[j]);
                      diagonal = row[j + 1];
                      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
                    }
                  }
                  return Value::of_count(row[b.size()]);
                },
                kFoldable});

  registry.add({R"(
## Joins the strings of a vector. Elements that are not set count as empty.
##
## Example: print join_string_vec(vector("a", "b", "c"), ", ");   # a, b, c
global join_string_vec: function(vec: string_vec, sep: string): string;
)",
                [](NativeCall& call) -> Value {
                  Vector* vec = call.vector(0);
                  std::string out;
                  for (uint32_t i = 0; i < vec->size; ++i) {
                    if (i > 0) out += call.text(1);
                    if (vec->is_set(i)) out += vec->items[i].string()->view();
                  }
                  return call.make_string(out);
                },
                kNoEffects});

  registry.add({R"(
## Joins the strings of a set, in the order they were added.
##
## Example: print join_string_set(set("a", "b"), "+");   # a+b
global join_string_set: function(ss: string_set, sep: string): string;
)",
                [](NativeCall& call) -> Value {
                  std::string out;
                  uint32_t position = 0;
                  TableEntry entry;
                  for (bool first = true; next_entry(call.table(0), position, entry);
                       first = false) {
                    if (!first) out += call.text(1);
                    out += entry.keys[0].string()->view();
                  }
                  return call.make_string(out);
                },
                kNoEffects});

  registry.add({R"(
## Cuts a string before each of some positions, which count from 1.
##
## Example: print str_split_indices("abcdef", vector(2, 4));   # [ab, cd, ef]
global str_split_indices: function(s: string, idx: index_vec): string_vec;
)",
                [](NativeCall& call) -> Value {
                  std::string_view text = call.text(0);
                  Vector* positions = call.vector(1);
                  VectorResult parts(call);
                  size_t begin = 0;
                  for (uint32_t i = 0; i < positions->size; ++i) {
                    size_t end = std::min<size_t>(positions->items[i].u, text.size());
                    if (i == 0 && end == 0) continue;  // nothing stands before the beginning
                    if (end < begin) end = begin;
                    parts.add(text.substr(begin, end - begin));
                    begin = end;
                  }
                  parts.add(text.substr(begin));
                  return parts.take();
                },
                kNoEffects});
}

}  // namespace avocet
