#include "value/pattern_matcher.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace avocet {
namespace {

using Expression = PatternMatcher::Expression;
using Begin = PatternMatcher::Begin;

// What a text gives in pieces of `size` bytes: ids in the order they are told, and after a bar
// those told at its end.
std::string told(PatternMatcher& matcher, std::string_view text, size_t size) {
  PatternMatcher::Stream stream(matcher);
  std::string ids;
  auto note = [&](uint32_t id, size_t = 0) { ids += char('0' + id); };
  stream.feed({}, note);
  for (size_t at = 0; at < text.size(); at += size) stream.feed(text.substr(at, size), note);
  ids += '|';
  stream.finish(note);
  return ids;
}

TEST(PatternMatcher, TellsTheSameHoweverTextsAreCut) {
  const Expression expressions[] = {{"etc/passwd", {}}, {"^GET", {}}, {"(?i:host:) *evil", {}},
                                    {"end$", {}},       {"", {}},     {"a(", {}}};
  PatternMatcher anywhere(expressions, Begin::kAnywhere);
  PatternMatcher at_start(expressions, Begin::kAtStart);
  std::string text = "GET /../etc/passwd HTTP/1.1\r\nHOST:  evil.example\r\n\r\nend";
  for (size_t size = 1; size <= text.size(); ++size) {
    EXPECT_EQ(told(anywhere, text, size), "4102|3") << size;
    EXPECT_EQ(told(at_start, text, size), "41|") << size;
  }
  EXPECT_EQ(told(anywhere, "GEGET end ", 2), "4|");
}

TEST(PatternMatcher, TellsWhereInThePieceAMatchEnds) {
  const Expression expressions[] = {{"ab", {}}, {"abcd", {}}, {"", {}}};
  PatternMatcher matcher(expressions, Begin::kAnywhere);
  PatternMatcher::Stream stream(matcher);
  std::string ends;
  auto note = [&](uint32_t id, size_t end) {
    ends += std::to_string(id) + "@" + std::to_string(end) + " ";
  };
  stream.feed("xabc", note);
  stream.feed("dab", note);
  EXPECT_EQ(ends, "2@0 0@3 1@1 ");
}

// Long stretches in which nothing changes are passed over: that must not show.
TEST(PatternMatcher, TellsTheSameInLongTexts) {
  const Expression expressions[] = {
      {".*\n--- [a-z]*@", {}}, {"[^;]*;;", {}}, {"(ab*)*c{3}", {}}, {"a{200}", {}}, {".*b$", {}}};
  for (size_t memory : {size_t{20'000}, PatternAutomaton::kDefaultMemory}) {
    PatternMatcher at_start(expressions, Begin::kAtStart, memory);
    PatternMatcher anywhere(expressions, Begin::kAnywhere, memory);
    uint32_t noise = 1;
    auto random = [&noise](uint32_t below) {
      noise = noise * 1103515245 + 12345;
      return (noise >> 16) % below;
    };
    for (int round = 0; round < 300; ++round) {
      std::string text(200 + random(2000), 'a');
      for (char& c : text)
        if (random(60) == 0) c = "b;\nc\xff\0x"[random(8)];
      if (round % 3 == 0) text.insert(random(uint32_t(text.size())), "\n--- abc@");
      if (round % 5 == 0) text.insert(random(uint32_t(text.size())), ";;ccc");
      // Pieces of so few bytes are read one by one.
      EXPECT_EQ(told(at_start, text, text.size()), told(at_start, text, 7)) << round;
      EXPECT_EQ(told(anywhere, text, text.size()), told(anywhere, text, 7)) << round;
    }
  }
}

// Each of many texts has a stretch of its own kind to pass over, time and again.
TEST(PatternMatcher, PassesOverManyKindsOfStretches) {
  constexpr int kKinds = 400;
  std::vector<std::string> texts;
  for (int i = 0; i < kKinds; ++i) texts.push_back(std::to_string(1000 + i));
  std::vector<Expression> expressions;
  for (std::string& text : texts) text += "[^;]*;" + text;
  for (const std::string& text : texts) expressions.push_back({text, {}});
  PatternMatcher matcher(expressions, Begin::kAtStart);
  for (int i = 0; i < 2 * kKinds; ++i) {
    uint32_t kind = uint32_t(i * 7) % kKinds;
    std::string number = std::to_string(1000 + kind);
    PatternMatcher::Stream stream(matcher);
    std::vector<uint32_t> found;
    stream.feed(number + std::string(300, 'q') + ";" + number,
                [&](uint32_t id, size_t) { found.push_back(id); });
    EXPECT_EQ(found, std::vector<uint32_t>{kind});
  }
}

TEST(PatternMatcher, KnowsWhenNothingWouldMatchAtTheEnd) {
  const Expression expressions[] = {{"abc$", {}}, {".*never", {}}};
  PatternMatcher matcher(expressions, Begin::kAtStart);
  PatternMatcher::Stream stream(matcher);
  auto ignore = [](uint32_t, size_t) {};
  EXPECT_TRUE(stream.is_end_in_vain());
  stream.feed("abc", ignore);
  EXPECT_FALSE(stream.is_end_in_vain());
  stream.feed("d", ignore);
  EXPECT_TRUE(stream.is_end_in_vain());
  EXPECT_FALSE(stream.done());
}

TEST(PatternMatcher, KnowsWhenNothingCanMatchAnyMore) {
  const Expression expressions[] = {{"abc", {}}, {"abd.*x", {}}};
  PatternMatcher matcher(expressions, Begin::kAtStart);
  PatternMatcher::Stream stream(matcher);
  auto ignore = [](uint32_t, size_t) {};
  stream.feed("ab", ignore);
  EXPECT_FALSE(stream.done());
  stream.feed("c", ignore);
  EXPECT_FALSE(stream.done());
  stream.feed("d", ignore);
  EXPECT_TRUE(stream.done());
}

TEST(PatternMatcher, StreamsSurviveThatTheAutomatonForgets) {
  // Every text that differs in a window of ten bytes is another state.
  const Expression expressions[] = {{"a.{10}b", {}}};
  PatternMatcher matcher(expressions, Begin::kAnywhere, 20000);
  PatternMatcher::Stream waiting(matcher);
  int found = 0;
  auto note = [&](uint32_t, size_t) { ++found; };
  waiting.feed("xa12345", note);
  uint32_t noise = 1;
  for (int i = 0; i < 5000; ++i) {
    PatternMatcher::Stream other(matcher);
    std::string text;
    for (int k = 0; k < 20; ++k) text += (noise = noise * 1103515245 + 12345) >> 30 ? 'c' : 'a';
    other.feed(text, note);
  }
  EXPECT_EQ(found, 0);
  EXPECT_GT(matcher.statistics().flushes, 0u);
  EXPECT_LE(matcher.statistics().bytes, 21000u);
  waiting.feed("67890b", note);
  EXPECT_EQ(found, 1);
}

}  // namespace
}  // namespace avocet
