// Strings and patterns: finding, splitting, replacing.

#include "value/pattern_anywhere.h"

#include "builtin/entries.h"
#include "builtin/most_steps.h"
#include "builtin/raise_weird.h"

namespace avocet {

namespace {

// Whether `^` stands for the begin somewhere in a pattern. Escaped and within brackets it does not,
// but saying so costs only time; `^?`, with which every pattern's text begins, asks for nothing.
bool may_be_anchored(const Pattern* pattern) {
  std::string_view text = pattern->text->view();
  for (size_t at = text.find('^'); at != std::string_view::npos; at = text.find('^', at + 1))
    if (text.substr(at, 2) != "^?" && (at == 0 || (text[at - 1] != '[' && text[at - 1] != '\\')))
      return true;
  return false;
}

// Where `^` holds: at the begin of the text, or, for functions that cut the text up as they go, at
// every place.
enum class Anchors : uint8_t { kText, kEverywhere };

// Matches of a pattern one behind the other, without overlaps. Empty matches do not count.
class Matches {
 public:
  Matches(const Pattern* pattern, std::string_view text, Anchors anchors = Anchors::kEverywhere)
      : pattern_(pattern), text_(text),
        anchored_(anchors == Anchors::kEverywhere && may_be_anchored(pattern)) {}

  // False if there are no more.
  bool next() {
    for (; from_ <= text_.size(); ++from_) {
      match_ = find();
      if (!match_.found()) break;
      from_ = match_.begin + match_.size;
      if (match_.size > 0) return true;
    }
    return false;
  }
  size_t begin() const { return match_.begin; }
  size_t end() const { return match_.begin + match_.size; }
  std::string_view text() const { return text_.substr(match_.begin, match_.size); }

 private:
  Match find() const {
    if (!anchored_) return find_match(pattern_, text_, from_);
    if (std::optional<Match> found = find_match_anywhere(pattern_, text_, from_)) return *found;
    for (size_t at = from_; at <= text_.size(); ++at)
      if (Match match = match_at(pattern_, text_.substr(at), 0); match.found())
        return {at, match.size};
    return {};
  }

  const Pattern* pattern_;
  std::string_view text_;
  bool anchored_;
  size_t from_ = 0;
  Match match_;
};

// Whether matches that begin behind others can be searched for: not if an empty one may come first.
bool can_search(const Pattern* pattern) {
  return find_match_anywhere(pattern, {}, 0) && !match_at(pattern, {}, 0).found();
}

// Without a search, every place is tried.
bool can_find_last(const Pattern* pattern, std::string_view text) {
  return can_search(pattern) || uint64_t(text.size()) * text.size() / 2 <= kMostSteps;
}

// The match that begins last and is not empty; an empty text if there is none.
std::string_view last_match(const Pattern* pattern, std::string_view text) {
  auto match_of = [&](size_t at) -> std::string_view {
    Match match = match_at(pattern, text.substr(at), 0);
    return match.found() ? text.substr(at, match.size) : std::string_view();
  };
  if (!can_search(pattern)) {
    for (size_t at = text.size(); at-- > 0;)
      if (std::string_view match = match_of(at); !match.empty()) return match;
    return {};
  }
  // Some match begins at `first` or behind it, none at `end` or behind that.
  auto find = [&](size_t from) {
    return find_match_anywhere(pattern, text, from).value_or(Match{});
  };
  Match found = find(0);
  if (!found.found()) return {};
  size_t first = found.begin, end = text.size();
  while (end - first > 1) {
    size_t middle = first + (end - first) / 2;
    found = find(middle);
    if (found.found())
      first = found.begin;
    else
      end = middle;
  }
  return match_of(first);
}

// With a backslash before what has a meaning in patterns.
std::string taken_literally(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (std::string_view("^$-:\"\\/|*+?.(){}[]").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

// Cuts at up to `limit` matches; 0: at all of them.
Value split(NativeCall& call, bool keep_matches, uint64_t limit) {
  std::string_view text = call.text(0);
  Matches matches(call.pattern(1), text);
  VectorResult parts(call);
  size_t begin = 0;
  for (uint64_t count = 0; (limit == 0 || count < limit) && matches.next(); ++count) {
    parts.add(text.substr(begin, matches.begin() - begin));
    if (keep_matches) parts.add(matches.text());
    begin = matches.end();
  }
  parts.add(text.substr(begin));
  return parts.take();
}

// In a replacement, & stands for what matched, \& for an ampersand, \\ for a backslash.
void append_replacement(std::string& out, std::string_view replacement, std::string_view match) {
  for (size_t i = 0; i < replacement.size(); ++i) {
    char c = replacement[i];
    bool escapes = c == '\\' && i + 1 < replacement.size() &&
                   (replacement[i + 1] == '&' || replacement[i + 1] == '\\');
    if (escapes)
      out += replacement[++i];
    else if (c == '&')
      out += match;
    else
      out += c;
  }
}

Value replace_matches(NativeCall& call, bool all) {
  std::string_view text = call.text(0);
  Matches matches(call.pattern(1), text, Anchors::kText);
  std::string out;
  size_t begin = 0;
  while (matches.next()) {
    out.append(text, begin, matches.begin() - begin);
    append_replacement(out, call.text(2), matches.text());
    begin = matches.end();
    if (!all) break;
  }
  return call.make_string(out.append(text, begin));
}

// Whether the string is short enough to be searched: -1 asks the option.
bool short_enough(NativeCall& call) {
  int64_t limit = call.integer(2);
  if (limit < 0) {
    const Value* option = call.machine.find_global("max_find_all_string_length");
    limit = option ? option->i : 0;
  }
  size_t length = call.text(0).size();
  if (limit <= 0 || length <= size_t(limit)) return true;
  std::string why = "length " + std::to_string(length) + " exceeded " + std::to_string(limit);
  if (std::string place = place_of_call(call); !place.empty()) why = place + ": " + why;
  raise_net_weird(call, "max_find_all_string_length_exceeded", why);
  return false;
}

}  // namespace

void register_patterns(NativeRegistry& registry) {
  registry.add({R"(
## Cuts a string at every match of a pattern.
##
## Example: print split_string("a,b;c", /[,;]/);   # [a, b, c]
global split_string: function(str: string, re: pattern): string_vec;
)",
                [](NativeCall& call) -> Value { return split(call, false, 0); }, kNoEffects});

  registry.add({R"(
## Cuts a string at the first match of a pattern.
##
## Example: print split_string1("a=b=c", /=/);   # [a, b=c]
global split_string1: function(str: string, re: pattern): string_vec;
)",
                [](NativeCall& call) -> Value { return split(call, false, 1); }, kNoEffects});

  registry.add({R"(
## Cuts a string at every match of a pattern, and keeps the matches: they have the odd indices.
##
## Example: print split_string_all("a,b;c", /[,;]/);   # [a, ,, b, ;, c]
global split_string_all: function(str: string, re: pattern): string_vec;
)",
                [](NativeCall& call) -> Value { return split(call, true, 0); }, kNoEffects});

  registry.add(
      {R"(
## Cuts a string at the first matches of a pattern.
##
## incl_sep: Keeps the matches.
##
## max_num_sep: At how many; 0 means all of them.
##
## Example: print split_string_n("a,b,c", /,/, F, 1);   # [a, b,c]
global split_string_n: function(str: string, re: pattern, incl_sep: bool, max_num_sep: count): string_vec;
)",
       [](NativeCall& call) -> Value { return split(call, call.boolean(2), call.number(3)); },
       kNoEffects});

  registry.add({R"(
## Replaces the first match of a pattern.
##
## repl: Comes in its place; ``&`` in it stands for what matched.
##
## Example: print sub("abcabc", /b/, "[&]");   # a[b]cabc
global sub: function(str: string, re: pattern, repl: string): string;
)",
                [](NativeCall& call) -> Value { return replace_matches(call, false); },
                kNoEffects});

  registry.add({R"(
## Replaces every match of a pattern.
##
## repl: Comes in its place; ``&`` in it stands for what matched.
##
## Example: print gsub("abcabc", /b/, "-");   # a-ca-c
global gsub: function(str: string, re: pattern, repl: string): string;
)",
                [](NativeCall& call) -> Value { return replace_matches(call, true); }, kNoEffects});

  registry.add({R"(
## All different matches of a pattern.
##
## max_str_size: Longer strings are not searched, which is a weird; 0 means no limit, -1 what
##               :zeek:id:`max_find_all_string_length` says.
##
## Example: print |find_all("a1b22c1", /[0-9]+/)|;   # 2
global find_all: function(str: string, re: pattern, max_str_size: int &default=-1): string_set;
)",
                [](NativeCall& call) -> Value {
                  TableResult found(call);
                  Matches matches(call.pattern(1), call.text(0));
                  if (short_enough(call))
                    while (matches.next()) found.add(matches.text());
                  return found.take();
                },
                kNoEffects});

  registry.add({R"(
## All matches of a pattern in their order.
##
## max_str_size: As for :zeek:id:`find_all`.
##
## Example: print find_all_ordered("a1b22c1", /[0-9]+/);   # [1, 22, 1]
global find_all_ordered: function(str: string, re: pattern, max_str_size: int &default=-1): string_vec;
)",
                [](NativeCall& call) -> Value {
                  VectorResult found(call);
                  Matches matches(call.pattern(1), call.text(0));
                  if (short_enough(call))
                    while (matches.next()) found.add(matches.text());
                  return found.take();
                },
                kNoEffects});

  registry.add({R"(
## The first match of a pattern.
##
## offset: Where to begin, counted from 0.
##
## Returns: What matched, or an empty string.
##
## Example: print find_first("a1b22", /[0-9]+/), find_first("a1b22", /[0-9]+/, 2);   # 1, 22
global find_first: function(str: string, re: pattern, offset: count &default=0): string;
)",
                [](NativeCall& call) -> Value {
                  std::string_view text = call.text(0);
                  if (call.number(2) > text.size()) return call.make_string("");
                  text.remove_prefix(call.number(2));
                  Matches matches(call.pattern(1), text);
                  return call.make_string(matches.next() ? matches.text() : std::string_view());
                },
                kNoEffects});

  registry.add({R"(
## The match of a pattern that begins last. It need not be the longest one: ``/.*/`` finds the last character.
##
## offset: Where to begin, counted from 0.
##
## Returns: What matched, or an empty string.
##
## Example: print find_last("a1b22", /[0-9]/);   # 2
global find_last: function(str: string, re: pattern, offset: count &default=0): string;
)",
                [](NativeCall& call) -> Value {
                  std::string_view text = call.text(0);
                  if (call.number(2) > text.size()) return call.make_string("");
                  text.remove_prefix(call.number(2));
                  if (!can_find_last(call.pattern(1), text))
                    return call.fail("the string is too long for a pattern that may match nothing "
                                     "or has a ^ inside");
                  return call.make_string(last_match(call.pattern(1), text));
                },
                kNoEffects});

  registry.add(
      {R"(
## Puts a backslash before what has a meaning in patterns.
##
## Example: print convert_for_pattern("a.b");   # a\.b
global convert_for_pattern: function(s: string): string;
)",
       [](NativeCall& call) -> Value { return call.make_string(taken_literally(call.text(0))); },
       kFoldable});

  registry.add({R"(
## Makes a pattern of a string.
##
## convert: Takes the string literally.
##
## Example: print string_to_pattern("a.b", F) == "axb", string_to_pattern("a.b", T) == "axb";   # T, F
global string_to_pattern: function(s: string, convert: bool): pattern;
)",
                [](NativeCall& call) -> Value {
                  std::string source =
                      call.boolean(1) ? taken_literally(call.text(0)) : std::string(call.text(0));
                  if (auto error = check_pattern(source))
                    return call.fail("bad pattern: " + error->message);
                  return Value::of(make_pattern(call.heap(), source));
                },
                kNoEffects});

  registry.add({R"(
## What looking strings up in a table or set of patterns has built so far. Every change of the table
## begins anew.
##
## tbl: A table or set whose only index is a pattern.
##
## Example: print table_pattern_matcher_stats(set(/foo/))$matchers;   # 1
global table_pattern_matcher_stats: function(tbl: any): MatcherStats;
)",
                [](NativeCall& call) -> Value {
                  auto [type, value] = call.typed(0);
                  const TableType* table = as_table(type);
                  if (!table || table->keys.size() != 1 ||
                      table->keys[0]->kind != TypeKind::kPattern)
                    return call.fail("table_pattern_matcher_stats() takes a table of patterns");
                  PatternStatistics now = pattern_statistics(value.table());
                  return RecordResult(call, "MatcherStats")
                      .count("matchers", 1)
                      .count("nfa_states", now.expression_states)
                      .count("dfa_states", now.states)
                      .count("computed", now.transitions)
                      .count("mem", now.bytes)
                      .count("hits", now.reused)
                      .count("misses", now.transitions - now.reused)
                      .take();
                },
                kNoEffects});
}

}  // namespace avocet
