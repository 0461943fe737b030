#include "value/pattern.h"

#include "value/pattern_anywhere.h"
#include "value/pattern_join.h"
#include "value/pattern_syntax.h"
#include "value/world_test.h"

namespace avocet {
namespace {

class PatternTest : public World {
 protected:
  bool exact(std::string_view source, std::string_view text, PatternFlags flags = {}) {
    Owned p(Value::of(make_pattern(heap, source, flags)));
    EXPECT_FALSE(check_pattern(source, flags)) << source;
    return matches_exactly(p.get().pattern(), text);
  }
  bool in(std::string_view source, std::string_view text, PatternFlags flags = {}) {
    Owned p(Value::of(make_pattern(heap, source, flags)));
    EXPECT_FALSE(check_pattern(source, flags)) << source;
    return matches_anywhere(p.get().pattern(), text);
  }
  std::string error(std::string_view source) {
    auto e = check_pattern(source);
    return e ? e->message + " @" + std::to_string(e->offset) : "";
  }
  static constexpr PatternFlags kIgnoreCase{.ignore_case = true};
  static constexpr PatternFlags kSingleLine{.single_line = true};
};

TEST_F(PatternTest, MatchesExactlyAndAnywhere) {
  EXPECT_TRUE(exact("foo|bar", "foo"));
  EXPECT_FALSE(exact("foo|bar", "foobar"));
  EXPECT_TRUE(in("foo|bar", "foobar"));
  EXPECT_TRUE(in("oob", "foobar"));
  EXPECT_FALSE(in("^oob", "foobar"));
  EXPECT_TRUE(in("bar$", "foobar"));
  EXPECT_FALSE(in("foo$", "foobar"));
  EXPECT_TRUE(exact("^foo$", "foo"));
  EXPECT_TRUE(in("^foo|bar", "xbar"));
  EXPECT_TRUE(exact("", ""));
  EXPECT_FALSE(exact("", "x"));
  EXPECT_TRUE(in("", "x"));
  EXPECT_FALSE(in("^b", "a\nb")) << "the begin of the text, not of a line";
  EXPECT_TRUE(in("b$", "a\nb"));
  EXPECT_FALSE(in("a$", "a\nb"));
}

TEST_F(PatternTest, DotAndFlags) {
  EXPECT_FALSE(exact("foo.bar", "foo\nbar"));
  EXPECT_TRUE(exact("foo.bar", "foo\nbar", kSingleLine));
  EXPECT_TRUE(exact("(?s:foo.)bar", "foo\nbar"));
  EXPECT_FALSE(exact("(?s:foo)b.r", "foob\nr"));
  EXPECT_TRUE(exact("foo.bar", std::string_view("foo\0bar", 7)));
  EXPECT_TRUE(exact("foo.bar", "foo\xff"
                               "bar"));
  EXPECT_TRUE(exact("foo|bar", "BaR", kIgnoreCase));
  EXPECT_TRUE(exact("foo|(?i:bar)", "BaR"));
  EXPECT_FALSE(exact("foo|(?i:bar)", "Foo"));
  EXPECT_FALSE(exact("\"foo\"", "Foo", kIgnoreCase));
  EXPECT_TRUE(exact("\"foo\"", "foo", kIgnoreCase));
  EXPECT_TRUE(exact("ba[0a-c99S-Z0]", "bAz", kIgnoreCase));
  EXPECT_TRUE(exact("[^a]", "A"));
  EXPECT_FALSE(exact("[^a]", "A", kIgnoreCase));
  EXPECT_FALSE(in("\xe9", "\xc9", kIgnoreCase)) << "letters are those of ASCII";
  EXPECT_TRUE(exact("(?is:a.b)", "A\nB"));
}

TEST_F(PatternTest, ClassesAndEscapes) {
  EXPECT_TRUE(exact("[[:alpha:]]+[[:digit:]]", "abc1"));
  EXPECT_TRUE(exact("[[:xdigit:][:space:]]+", "aF0 \t"));
  EXPECT_TRUE(exact("[^[:cntrl:]]+", "abc\xff"));
  EXPECT_FALSE(exact("[[:graph:]]", " "));
  EXPECT_TRUE(exact("[[:print:]]", " "));
  EXPECT_TRUE(exact("[[:punct:]]+", "!@#~"));
  EXPECT_TRUE(exact("[]a]+", "]a"));
  EXPECT_TRUE(exact("[^]a]+", "bc"));
  EXPECT_TRUE(exact("[a-]+", "-a"));
  EXPECT_TRUE(exact("[\\]\\-]+", "]-"));
  EXPECT_TRUE(exact("[\\x00-\\x1f]+", std::string_view("\0\x1f", 2)));
  EXPECT_TRUE(exact("[+-^]+", "A+^"));
  EXPECT_TRUE(exact("\\x41\\101\\n\\t\\.\\/", "AA\n\t./"));
  EXPECT_TRUE(exact("\\d\\w", "dw")) << "no Perl classes";
  EXPECT_TRUE(exact("\\x00{3}", std::string_view("\0\0\0", 3)));
  EXPECT_TRUE(exact("\"a.b*\\\"\"", "a.b*\""));
  EXPECT_TRUE(exact("a b", "a b"));
  EXPECT_TRUE(exact("[\xc3\xa9]", "\xc3")) << "bytes, not characters";
}

TEST_F(PatternTest, Repetitions) {
  EXPECT_TRUE(exact("[0-9]{1,4}", "1234"));
  EXPECT_FALSE(exact("[0-9]{1,4}", "12345"));
  EXPECT_TRUE(exact("a{0}b", "b"));
  EXPECT_TRUE(exact("a{2,}", "aaaaa"));
  EXPECT_TRUE(exact("(ab){2}{2}", "abababab"));
  EXPECT_TRUE(in("/\\*![[:digit:]]{5}.*?\\*\\/", "/*!12345x*/"));
  EXPECT_TRUE(exact("a*?", "aaa"));
  EXPECT_TRUE(exact("a+*", ""));
  EXPECT_TRUE(exact("(a|)b", "b"));
  EXPECT_TRUE(exact("(^a)?b", "b"));
  EXPECT_TRUE(exact("x^*y$+", "xy"));
  std::string long_text(2500, 'a');
  EXPECT_TRUE(exact("a{2500}", long_text));
  EXPECT_FALSE(exact("a{2501}", long_text));
  EXPECT_TRUE(exact("a{1500,2500}", long_text));
  EXPECT_TRUE(exact("(a{50}){50}", long_text));
  EXPECT_TRUE(exact("(a{50}){2,}", long_text));
}

TEST_F(PatternTest, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(error("a("), "missing ) @1");
  EXPECT_EQ(error("a)b"), "unmatched ) @1");
  EXPECT_EQ(error("*a"), "nothing to repeat @0");
  EXPECT_EQ(error("a|+"), "nothing to repeat @2");
  EXPECT_EQ(error("ab["), "missing ] of the character class @2");
  EXPECT_EQ(error("[]"), "missing ] of the character class @0");
  EXPECT_EQ(error("[z-a]"), "the range of the character class goes backwards @1");
  EXPECT_EQ(error("[[:foo:]]"), "unknown character class @1");
  EXPECT_EQ(error("a{x}"), "expected a number of repetitions @2");
  EXPECT_EQ(error("a{3,2}"), "the repetition's upper bound is below the lower one @1");
  EXPECT_EQ(error("a{3"), "expected } after the repetition @3");
  EXPECT_EQ(error("\"ab"), "missing \" at the end of the literal @0");
  EXPECT_EQ(error("ab\\"), "the pattern ends in a backslash @2");
  EXPECT_EQ(error("(?=a)"), "unknown group after (? @1");
  EXPECT_EQ(error("([[:print:]]{-}[[:alnum:]]foo)"), "expected a number of repetitions @13");
  EXPECT_EQ(error("a{100000}"), "the repetition is too large @2");
  EXPECT_EQ(error("((a{200}){200}){200}"), "the repetition is too large @15");
  EXPECT_NE(error(std::string(1000, '(')), "");
}

TEST_F(PatternTest, ABadPatternMatchesNothing) {
  Owned p(Value::of(make_pattern(heap, "a(")));
  EXPECT_FALSE(matches_anywhere(p.get().pattern(), "a("));
  EXPECT_FALSE(matches_exactly(p.get().pattern(), ""));
}

TEST_F(PatternTest, CombinesPatterns) {
  auto make = [&](const char* s, PatternFlags f = {}) { return make_pattern(heap, s, f); };
  Pattern* foo = make("^?(foo)$?");  // what print shows is an expression again
  EXPECT_TRUE(matches_exactly(foo, "foo"));
  release(foo);
  Pattern* bar = make("bar", kIgnoreCase);
  Pattern* bez = make("bez");
  Pattern* either = join_patterns(heap, PatternJoin::kAlternative, bar, bez).value();
  Pattern* both = join_patterns(heap, PatternJoin::kSequence, bar, bez).value();
  EXPECT_TRUE(matches_exactly(either, "BAR"));
  EXPECT_FALSE(matches_exactly(either, "bEz"));
  EXPECT_TRUE(matches_exactly(both, "bArbez"));
  EXPECT_FALSE(matches_exactly(both, "barbEz"));
  EXPECT_TRUE(matches_anywhere(both, "xxBARbezxx"));
  Pattern* a = make("foo");
  Pattern* b = make("bar");
  Pattern* ab = join_patterns(heap, PatternJoin::kAlternative, b, a).value();
  EXPECT_EQ(shown(t_pattern, Value::of(ab)), "/(^?(^?(bar)$?)$?)|(^?(^?(foo)$?)$?)/");
  EXPECT_TRUE(matches_exactly(ab, "foo"));
  for (Pattern* p : {bar, bez, either, both, a, b, ab}) release(p);
}

TEST_F(PatternTest, JoinsManyPatterns) {
  Owned a(Value::of(make_pattern(heap, "a"))), b(Value::of(make_pattern(heap, "b|bc")));
  auto join = [&](PatternJoin how, Owned& to) {
    to = Owned(Value::of(join_patterns(heap, how, to.get().pattern(), b.get().pattern()).value()));
  };
  Owned either(retained(a.get())), both(retained(a.get()));
  std::string text = "a";
  for (int i = 0; i < 300; ++i) {
    join(PatternJoin::kAlternative, either);
    join(PatternJoin::kSequence, both);
    text += i % 2 ? "b" : "bc";
  }
  for (const char* good : {"a", "b", "bc"})
    EXPECT_TRUE(matches_exactly(either.get().pattern(), good)) << good;
  EXPECT_FALSE(matches_exactly(either.get().pattern(), "ab"));
  EXPECT_TRUE(matches_exactly(both.get().pattern(), text));
  EXPECT_FALSE(matches_exactly(both.get().pattern(), text.substr(1)));
}

TEST_F(PatternTest, RefusesToJoinTooMuch) {
  Owned a(Value::of(make_pattern(heap, "a{30000}")));
  Result<Pattern*> both =
      join_patterns(heap, PatternJoin::kSequence, a.get().pattern(), a.get().pattern());
  ASSERT_FALSE(both.ok());
  EXPECT_EQ(both.error().message, "the pattern is too large");
}

// What is too large within a group is so alone: it would match nothing otherwise, without a word.
TEST_F(PatternTest, RefusesTooManyAlternatives) {
  std::string source = "host";
  while (source.size() < 5000000) source += "|host" + std::to_string(source.size());
  std::optional<PatternError> error = check_pattern(source);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->message, "the pattern is too large");
  source.resize(source.rfind('|', 2000000));
  EXPECT_FALSE(check_pattern(source));
  Owned p(Value::of(make_pattern(heap, source)));
  EXPECT_TRUE(matches_exactly(p.get().pattern(), "host"));
}

TEST_F(PatternTest, EndsToJoinAPatternWithItself) {
  Owned p(Value::of(make_pattern(heap, "a")));
  for (int round = 0; round < 40; ++round) {
    Result<Pattern*> twice =
        join_patterns(heap, PatternJoin::kAlternative, p.get().pattern(), p.get().pattern());
    if (!twice) return;
    p = Owned(Value::of(*twice));
  }
  FAIL();
}

TEST_F(PatternTest, TakesLongListsOfAlternatives) {
  std::string source;
  for (int i = 0; i < 9000; ++i) source += (i ? "|host" : "host") + std::to_string(i * 7919);
  ASSERT_GT(source.size(), 100000u);
  Owned p(Value::of(make_pattern(heap, source)));
  EXPECT_TRUE(matches_exactly(p.get().pattern(), "host15838"));
  EXPECT_FALSE(matches_exactly(p.get().pattern(), "host15839"));
}

TEST_F(PatternTest, FindsTheLeftmostLongest) {
  auto find = [&](const char* source, std::string_view text, size_t from) {
    Owned p(Value::of(make_pattern(heap, source)));
    Match m = find_match(p.get().pattern(), text, from);
    return m.found() ? std::to_string(m.begin) + "+" + std::to_string(m.size) : "none";
  };
  EXPECT_EQ(find("a|ab|abc", "xabcd", 0), "1+3");
  EXPECT_EQ(find("hi|es", "this is a test", 2), "11+2");
  EXPECT_EQ(find("^test", "test test", 0), "0+4");
  EXPECT_EQ(find("^test", "test test", 1), "none");
  EXPECT_EQ(find("test$", "test test", 0), "5+4");
  EXPECT_EQ(find("x*", "abc", 1), "1+0");
  EXPECT_EQ(find("x", "abc", 4), "none");
  Owned p(Value::of(make_pattern(heap, "b+")));
  EXPECT_EQ(match_at(p.get().pattern(), "abbb", 1).size, 3u);
  EXPECT_FALSE(match_at(p.get().pattern(), "abbb", 0).found());
  EXPECT_FALSE(match_at(p.get().pattern(), "aabbb", 1).found());
}

TEST_F(PatternTest, FindsMatchesThatMayBeginAnywhere) {
  auto find = [&](const char* source, std::string_view text, size_t from) {
    Owned p(Value::of(make_pattern(heap, source)));
    std::optional<Match> m = find_match_anywhere(p.get().pattern(), text, from);
    if (!m) return std::string("cannot");
    return m->found() ? std::to_string(m->begin) + "+" + std::to_string(m->size) : "none";
  };
  EXPECT_EQ(find("^b+", "abba", 0), "1+2");
  EXPECT_EQ(find("(^a|b)c", "xxacbc", 0), "2+2");
  EXPECT_EQ(find("^?(^b)$?", "aab", 1), "2+1");
  EXPECT_EQ(find("^b$", "bab", 0), "2+1");
  EXPECT_EQ(find("a+", "xaa", 1), "1+2");
  EXPECT_EQ(find("lit", "a lit", 0), "2+3");
  EXPECT_EQ(find("^b", "ab", 3), "none");
  EXPECT_EQ(find("a*^b", "ab", 0), "cannot");
  EXPECT_EQ(find("(^a)+", "aa", 0), "cannot");
  std::string text(200000, 'a');
  EXPECT_EQ(find("^.*b", text, 0), "none");
}

TEST_F(PatternTest, IsLinearOnHostileInput) {
  std::string text(200000, 'a');
  EXPECT_FALSE(exact("(a*)*b", text));
  EXPECT_FALSE(in("(a|aa)+$b", text));
}

TEST_F(PatternTest, LiteralsAreFoundAsAutomataFindThem) {
  EXPECT_TRUE(exact("a\\.b", "a.b"));
  EXPECT_FALSE(exact("a\\.b", "axb"));
  EXPECT_TRUE(in("\\.", "a.b"));
  EXPECT_FALSE(in("\\.", "ab"));
  EXPECT_TRUE(in("b c", "ab cd"));
  EXPECT_TRUE(in("a\\nb", "a\nb"));  // no literal: the escape means something
  Owned p(Value::of(make_pattern(heap, "\\.")));
  Match found = find_match(p.get().pattern(), "ab.c.d", 3);
  EXPECT_EQ(found.begin, 4u);
  EXPECT_EQ(found.size, 1u);
  EXPECT_FALSE(find_match(p.get().pattern(), "ab.c.d", 5).found());
  EXPECT_EQ(match_at(p.get().pattern(), "ab.c.d", 2).begin, 2u);
  EXPECT_FALSE(match_at(p.get().pattern(), "ab.c.d", 1).found());
  EXPECT_FALSE(match_at(p.get().pattern(), "ab", 2).found());
}

}  // namespace
}  // namespace avocet
