// Declarations of which nobody knows what was meant: told once, and not where they are used.
#include <gtest/gtest.h>

#include "sema/snippet.h"

namespace avocet::sema {
namespace {

using Messages = std::vector<std::string>;

// The first words of each message.
Messages heads(const std::string& text, size_t length) {
  Snippet snippet(text, {.lint = true});
  Messages out = snippet.messages();
  for (std::string& message : out) message.resize(std::min(message.size(), length));
  return out;
}

TEST(Doubts, FieldsThatAreDeclaredAgainWithAnotherTypeFitEverything) {
  const std::string kDeclared = "type R: record { n: count &default=0; };\n"
                                "redef record R += { n: string &optional; };\n";
  for (std::string use : {
           "print R($n=\"x\");",
           "print R($n=1);",
           "local r: R = [$n=\"x\"]; print r;",
           "local r = R(); r$n = \"x\"; print r$n + 1;",
           "local r = R(); if ( r$n == \"x\" ) print r?$n;",
       })
    EXPECT_EQ(heads(kDeclared + "event zeek_init() { " + use + " }", 41),
              Messages{"2: error: there is already a field `n`"})
        << use;
}

TEST(Doubts, FieldsThatAreDeclaredAgainWithTheirTypeKeepIt) {
  EXPECT_EQ(
      heads("type R: record { n: count &default=0; };\n"
            "redef record R += { n: count &optional; };\n"
            "event zeek_init() { print R($n=\"x\"); }",
            35),
      (Messages{"2: error: there is already a field ", "3: error: field `n` of R must be a "}));
}

TEST(Doubts, WhatComesOutOfAContainerIsWrongWithIt) {
  const std::string kDeclared = "global hosts: set[count];\nevent zeek_init()\n{\n"
                                "add hosts[1.2.3.4];\n";
  EXPECT_EQ(heads(kDeclared + "for ( h in hosts ) print h in 10.0.0.0/8;\n}", 30),
            Messages{"4: error: the index of set[cou"});
  EXPECT_EQ(heads(kDeclared + "local all = hosts;\nfor ( h in all ) print h in 10.0.0.0/8;\n}", 30),
            Messages{"4: error: the index of set[cou"});
  EXPECT_EQ(heads(kDeclared + "local h = 5;\nprint h in 10.0.0.0/8;\n}", 30),
            (Messages{"4: error: the index of set[cou", "6: error: `in` is not possible"}));
}

TEST(Doubts, JumpsBehindTheEndOfASwitchBelongToItsLastCase) {
  const std::string kSwitch =
      "event zeek_init()\n{\nlocal n = 1;\nswitch ( n ) {\ncase 1: print n;\n";
  EXPECT_EQ(heads(kSwitch + "} # the end\nbreak;\n}", 40),
            Messages{"7: error: this `break` stands behind the"});
  EXPECT_EQ(heads(kSwitch + "}\n}\nbreak;", 40),
            Messages{"8: error: this `break` stands behind the"});
  // Something else stands between, or something else takes it.
  EXPECT_EQ(heads(kSwitch + "}\nprint 2;\nbreak;\n}", 30),
            (Messages{"5: error: this case must end i", "8: error: `break` is only poss"}));
  EXPECT_EQ(heads("hook h()\n{\nswitch ( 1 ) {\ncase 1: print 1;\n}\nbreak;\n}\n"
                  "event zeek_init() { hook h(); }",
                  30),
            Messages{"4: error: this case must end i"});
}

TEST(Doubts, FunctionsThatRedefsCallTakeTwoValuesOfTheType) {
  auto with = [](const std::string& head, const std::string& value) {
    return heads("function f" + head + " { return " + value +
                     "; }\nconst names: set[string] = {} " +
                     "&redef &add_func=f;\nevent zeek_init() { print names; }",
                 33);
  };
  const Messages kTold = {"2: error: the value of &add_func "};
  EXPECT_EQ(with("(old: set[string], more: set[string]): set[string]", "old | more"), Messages{});
  EXPECT_EQ(with("(old: set[string], more: any): set[string]", "old"), Messages{});
  EXPECT_EQ(with("(old: set[string], more: string): set[string]", "old"), kTold);
  EXPECT_EQ(with("(old: set[string]): set[string]", "old"), kTold);
  EXPECT_EQ(with("(old: set[string], more: set[string]): count", "|old|"), kTold);
}

TEST(Doubts, VariablesWhoseAttributesDoNotFitAreOfNoType) {
  EXPECT_EQ(heads("global t: table[string] of string &default=0;\n"
                  "event zeek_init() { if ( t[\"a\"] == 0 ) t[\"a\"] = 1; }",
                  26),
            Messages{"1: error: the &default of "});
  EXPECT_EQ(heads("event zeek_init()\n{\nlocal n: count = table() &ordered;\nprint n;\n}", 13),
            Messages{"3: error: `n`"});
}

TEST(Doubts, WhatIsCapturedIsWrongWithItsVariable) {
  EXPECT_EQ(heads("function f(host: double)\n{\nwhen [host] ( local n = lookup_addr(host) ) {\n"
                  "print n;\n}\n}\nevent zeek_init() { f(1.2.3.4); }",
                  30),
            Messages{"3: error: the first argument o"});
}

}  // namespace
}  // namespace avocet::sema
