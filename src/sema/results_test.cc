// Who calls functions that may end without the result they owe, and what is unset for that.
#include <gtest/gtest.h>

#include "sema/snippet.h"

namespace avocet::sema {
namespace {

constexpr const char* kGood = "function good(x: count): count { return x + 1; }\n";
constexpr const char* kLacking = "function lacking(x: count): count { if ( x > 1 ) return x; }\n";

// The names of the bodies that go on without a result, and of the variables that may be unset.
std::string found_in(const std::string& text) {
  Snippet snippet(text);
  EXPECT_EQ(snippet.messages(), std::vector<std::string>{}) << text;
  std::string found;
  for (const tree::Function* f : snippet.functions()) {
    if (f->may_lack_results) found += std::string(f->name) + " ";
    for (const tree::Local* local : f->locals)
      if (local->maybe_unset) found += "(" + std::string(local->name) + ") ";
  }
  return found;
}

TEST(Results, NothingIsDoubtfulWhereEveryFunctionYields) {
  EXPECT_EQ(found_in(std::string(kGood) +
                     "function by_value(f: function(x: count): count): count { return f(1); }\n"
                     "event zeek_init() { local x = good(1); print x, by_value(good); }"),
            "");
}

TEST(Results, LackIsPassedOnByReturns) {
  EXPECT_EQ(found_in(std::string(kGood) + kLacking +
                     "function passes(x: count): count { return lacking(x); }\n"
                     "function keeps(x: count): count { return good(x); }\n"
                     "event zeek_init() { print passes(1); }\n"
                     "event zeek_init() { print keeps(1); }"),
            "passes zeek_init ");
}

TEST(Results, WhatIsCalledThroughAValueMayBeAnyFunction) {
  EXPECT_EQ(found_in(std::string(kLacking) +
                     "event zeek_init() { local f = lacking; local x = f(1); print x; }"),
            "zeek_init (x) ");
}

TEST(Results, OnlyWhatIsReadMayBeUnset) {
  EXPECT_EQ(found_in(std::string(kLacking) +
                     "event zeek_init() { local a = lacking(1); local b = lacking(2); local c = 3; "
                     "c = lacking(1); print b, c; }"),
            "zeek_init (b) ");
}

TEST(Results, ClosuresWithinClosuresKnowWhatMayBeUnset) {
  EXPECT_EQ(found_in("event zeek_init() { local x: string; local f = function[x]() { "
                     "local g = function[x]() { print x; }; g(); }; f(); }"),
            "(x) (x) (x) ");
}

}  // namespace
}  // namespace avocet::sema
