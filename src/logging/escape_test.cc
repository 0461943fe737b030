#include "logging/escape.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

using namespace std::string_view_literals;

std::string escaped(const TextEscape& escape, std::string_view text) {
  TextBuffer out;
  escape.append(out, text);
  return std::string(out.view());
}

std::string json(std::string_view text, JsonEscapePolicy policy) {
  TextBuffer out;
  append_json_string(out, text, policy);
  return std::string(out.view());
}

TEST(TextEscape, EscapesControlBytesAndDoublesBackslashes) {
  TextEscape escape("\t", ",", false);
  EXPECT_EQ(escaped(escape, "AB\0CD\0"sv), "AB\\x00CD\\x00");
  EXPECT_EQ(escaped(escape, "AB\\xffCD"), "AB\\\\xffCD");
  EXPECT_EQ(escaped(escape, "foo \xc2\xae bar"), "foo \\xc2\\xae bar");
  EXPECT_EQ(escaped(escape, "a,b"), "a,b");
  EXPECT_EQ(escaped(escape, "a\tb"), "a\\x09b");
}

TEST(TextEscape, KeepsValidUtf8) {
  TextEscape escape("\t", ",", true);
  EXPECT_EQ(escaped(escape, "foo \xc2\xae bar"), "foo \xc2\xae bar");
  EXPECT_EQ(escaped(escape, "\xc2(\xf0\x9f\x98\x84"), "\\xc2(\\xf0\\x9f\\x98\\x84");
}

TEST(TextEscape, EscapesEveryByteOfALongSeparator) {
  TextEscape escape("||", ",", true);
  EXPECT_EQ(escaped(escape, "fa||ure"), "fa\\x7c\\x7cure");
  EXPECT_EQ(escaped(escape, "a|b"), "a|b");
}

TEST(TextEscape, EscapesTheSetSeparatorInItemsOnly) {
  TextEscape escape("\t", "\xc2\xae", true);
  TextBuffer out;
  escape.append_item(out, "\xc2\xae");
  EXPECT_EQ(out.view(), "\\xc2\\xae");
  EXPECT_EQ(escaped(escape, "\xc2\xae"), "\xc2\xae");
}

TEST(JsonString, EscapesByPolicy) {
  EXPECT_EQ(json("a\"b", JsonEscapePolicy::kHex), "\"a\\\"b\"");
  EXPECT_EQ(json("\x07", JsonEscapePolicy::kHex), "\"\\\\x07\"");
  EXPECT_EQ(json("\\x07", JsonEscapePolicy::kHex), "\"\\\\x07\"");
  EXPECT_EQ(json("\x07", JsonEscapePolicy::kPrivateUse), "\"\\udb80\\udc07\"");
  EXPECT_EQ(json("\\x07", JsonEscapePolicy::kPrivateUse), "\"\\\\x07\"");
  EXPECT_EQ(json("\x07", JsonEscapePolicy::kText), "\"\\\\x07\"");
  EXPECT_EQ(json("\\x07", JsonEscapePolicy::kText), "\"\\\\\\\\x07\"");
  EXPECT_EQ(json("\xed\xa0\xa1", JsonEscapePolicy::kHex), "\"\\\\xed\\\\xa0\\\\xa1\"");
  EXPECT_EQ(json("\xf0\x9f\x9a\x80!", JsonEscapePolicy::kHex), "\"\xf0\x9f\x9a\x80!\"");
}

TEST(Utf8, FollowsTheTableOfUnicode) {
  EXPECT_EQ(utf8_length("a"), 1u);
  EXPECT_EQ(utf8_length("\xc3\xb1"), 2u);
  EXPECT_EQ(utf8_length("\xc0\x81"), 0u);
  EXPECT_EQ(utf8_length("\xe0\x80\xa1"), 0u);
  EXPECT_EQ(utf8_length("\xed\xa0\xa1"), 0u);
  EXPECT_EQ(utf8_length("\xf4\x80\x8c\xbc"), 4u);
  EXPECT_EQ(utf8_length("\xf4\x90\x8c\xbc"), 0u);
  EXPECT_EQ(utf8_length("\xf0"), 0u);
}

}  // namespace
}  // namespace avocet
