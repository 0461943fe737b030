// Long tables of scripts that were checked before.
#include <gtest/gtest.h>

#include "sema/snippet.h"

namespace avocet::sema {
namespace {

// `head = { ... };` with many elements.
std::string long_table(const std::string& head, const std::string& element) {
  std::string text = head + " = {\n";
  for (int i = 0; i < 60; ++i) {
    std::string with_number = element;
    size_t at = with_number.find('#');
    if (at != with_number.npos) with_number.replace(at, 1, std::to_string(i));
    text += with_number + ",\n";
  }
  return text + "};\n";
}

struct Outcome {
  std::string dumped;
  size_t postponed;
};

Outcome check(const std::string& text, bool is_proven) {
  Snippet snippet(text, {}, is_proven);
  EXPECT_EQ(snippet.messages(), std::vector<std::string>{}) << text;
  return {snippet.dumped(), snippet.postponed()};
}

TEST(Postponed, TablesOfLiteralsAreTheSameLater) {
  for (const std::string& text : {
           long_table("const names: table[count] of string", "[#] = \"x\""),
           long_table("const names: table[string, count] of string", "[\"a\", #] = \"x\""),
           long_table("const names: table[count] of string", "[[#, 100]] = \"x\""),
           long_table("const ports: set[port]", "#/tcp"),
           long_table("const ages: table[count] of interval", "[#] = 3 min"),
           long_table("const nets: table[subnet] of bool", "[10.0.#.0/24] = T"),
           long_table("const some: vector of double", "#"),
       }) {
    Outcome now = check(text, false), later = check(text, true);
    EXPECT_EQ(now.postponed, 0u);
    EXPECT_EQ(later.postponed, 1u) << text;
    EXPECT_EQ(now.dumped, later.dumped);
    EXPECT_NE(now.dumped, "");
  }
}

TEST(Postponed, WhatNamesOrAttributesMayChangeIsMadeAtOnce) {
  std::string type = "type Kind: enum { ONE, TWO }; type Of: record { k: count; };\n"
                     "global three = 3;\n";
  for (const std::string& text : {
           long_table("const kinds: table[count] of Kind", "[#] = ONE"),
           long_table("const names: table[count] of count", "[#] = three"),
           long_table("const records: table[count] of Of", "[#] = [$k=1]"),
           long_table("const untyped", "[#] = \"x\""),
           std::string("const short: table[count] of string = { [1] = \"one\" };\n"),
       }) {
    EXPECT_EQ(check(type + text, true).postponed, 0u) << text;
  }
}

TEST(Postponed, DefaultsBelongToTheTableAllTheSame) {
  std::string text = long_table("const names: table[count] of string", "[#] = \"x\"");
  text.replace(text.rfind(";"), 1, " &default=function(n: count): string { return \"none\"; };");
  EXPECT_EQ(check(text, true).postponed, 1u);
  EXPECT_EQ(check(text, true).dumped, check(text, false).dumped);
}

}  // namespace
}  // namespace avocet::sema
