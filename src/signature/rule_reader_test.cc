#include "signature/rule_reader.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

class SomeNames final : public RuleNames {
 public:
  bool find(std::string_view name, NamedValues* values, std::string* problem) const override {
    if (name == "proto") values->numbers = {17};
    if (name == "nets")
      values->prefixes = {*Prefix::parse("10.0.0.0/8"), *Prefix::parse("fe80::/16")};
    if (name == "proto" || name == "nets") return true;
    *problem = "no script has a constant `" + std::string(name) + "`";
    return false;
  }
};

struct Read {
  std::vector<SignatureRule> rules;
  std::string errors;
};

Read read(std::string text) {
  SourceMap sources;
  DiagnosticSink sink;
  SomeNames names;
  Read result;
  read_rules(sources, sources.add("my.sig", std::move(text)), names, sink, result.rules);
  for (const Diagnostic& d : sink.diagnostics()) {
    Location at = sources.location(d.span);
    result.errors +=
        std::to_string(at.line) + ":" + std::to_string(at.column) + " " + d.message + "\n";
  }
  return result;
}

TEST(RuleReader, ReadsEveryConditionAndAction) {
  Read r = read(R"(
# A comment.
signature my-first {
  ip-proto == tcp, 7-10
  dst-port = 80   # one sign will do
  src-ip != 10.1.2.3/16, [fe80::1]
  header ip[16:4] & 0xffff00ff == 1.2.3.4/24, 5
  payload /GET \/images/i
  http-request /.*\/"x"/
  tcp-state established,originator
  payload-size > 10
  same-ip
  requires-signature !other
  requires-reverse-signature other
  eval Some::function
  event "found \"it\""
  event Mine::found
  enable "ftp"
}
signature other { udp-state responder file-magic /PNG/ file-mime "image/png", -7 }
)");
  EXPECT_EQ(r.errors, "");
  ASSERT_EQ(r.rules.size(), 2u);
  const SignatureRule& rule = r.rules[0];
  EXPECT_EQ(rule.id, "my-first");
  ASSERT_EQ(rule.headers.size(), 4u);
  EXPECT_EQ(rule.headers[0].numbers, (std::vector<NumberRange>{{6, 6}, {7, 10}}));
  EXPECT_EQ(rule.headers[1].field, HeaderField::kDestinationPort);
  EXPECT_EQ(rule.headers[2].comparison, Comparison::kNotEqual);
  ASSERT_EQ(rule.headers[2].prefixes.size(), 2u);
  EXPECT_EQ(rule.headers[2].prefixes[0].to_string(), "10.1.0.0/16");
  EXPECT_EQ(rule.headers[2].prefixes[1].to_string(), "fe80::1/128");
  EXPECT_EQ(rule.headers[3].mask, 0xffff00ffu);
  EXPECT_EQ(rule.headers[3].offset, 16u);
  EXPECT_EQ(rule.headers[3].numbers,
            (std::vector<NumberRange>{{0x01020300, 0x01020300, 0xffffff00}, {5, 5}}));
  ASSERT_EQ(rule.contents.size(), 2u);
  EXPECT_EQ(rule.contents[0].expression, "GET \\/images");
  EXPECT_TRUE(rule.contents[0].ignore_case);
  EXPECT_EQ(rule.contents[1].kind, ContentKind::kHttpRequest);
  EXPECT_TRUE(rule.tcp_state && rule.tcp_state->established && rule.tcp_state->originator);
  EXPECT_EQ(rule.payload_sizes[0].size, 10u);
  EXPECT_TRUE(rule.same_ip);
  EXPECT_TRUE(rule.dependencies[0].negated && !rule.dependencies[0].reverse);
  EXPECT_TRUE(!rule.dependencies[1].negated && rule.dependencies[1].reverse);
  EXPECT_EQ(rule.evals[0].function, "Some::function");
  ASSERT_EQ(rule.events.size(), 2u);
  EXPECT_EQ(rule.events[0].event, "signature_match");
  EXPECT_EQ(rule.events[0].message, "found \"it\"");
  EXPECT_EQ(rule.events[1].event, "Mine::found");
  EXPECT_FALSE(rule.events[1].message);
  EXPECT_EQ(rule.enables[0].analyzer, "ftp");
  EXPECT_TRUE(r.rules[1].udp_state->responder);
  EXPECT_EQ(r.rules[1].mimes[0].strength, -7);
}

TEST(RuleReader, TakesNamesOfConstants) {
  Read r = read("signature a { ip-proto == proto dst-ip == nets header ip[16:4] == nets }");
  EXPECT_EQ(r.errors, "");
  ASSERT_EQ(r.rules.size(), 1u);
  EXPECT_EQ(r.rules[0].headers[0].numbers[0].low, 17u);
  EXPECT_EQ(r.rules[0].headers[1].prefixes.size(), 2u);
  // IPv6 does not fit into four bytes.
  EXPECT_EQ(r.rules[0].headers[2].numbers,
            (std::vector<NumberRange>{{0x0a000000, 0x0a000000, 0xff000000}}));
}

TEST(RuleReader, TakesOneByteWhereNoSizeIsNamed) {
  Read r = read("signature a { header ip[8] < 10 }");
  EXPECT_EQ(r.errors, "");
  ASSERT_EQ(r.rules.size(), 1u);
  EXPECT_EQ(r.rules[0].headers[0].offset, 8u);
  EXPECT_EQ(r.rules[0].headers[0].size, 1u);
}

TEST(RuleReader, OneMistakeIsOneErrorAndCostsOneRule) {
  struct Case {
    const char* text;
    const char* error;
  };
  const Case cases[] = {
      {"signatur a { }", "1:1 there is `signatur` where `signature` should be"},
      {"signature { }", "1:11 there is `{` where the id of the signature should be"},
      {"signature a ip-proto == tcp }", "1:13 there is `ip-proto` where `{` should be"},
      {"signature a {\n ip-protocol == tcp }",
       "2:2 there is `ip-protocol` where a condition or an action should be"},
      {"signature a {\n payload /abc\n}", "2:10 this expression has no end"},
      {"signature a {\n event \"abc\n}", "2:8 this string has no end"},
      {"signature a { udp-state established }",
       "1:25 there is `established` where a state of `udp-state` should be"},
      {"signature a { header ip[1:3] == 5 }", "1:27 there is `3` where 1, 2 or 4 should be"},
      {"signature a { dst-port ~ 5 }", "1:24 a signature has no use for `~` here"},
      {"signature a { dst-ip == 10.1.2.3.4 }",
       "1:25 there is `10.1.2.3.4` where an address should be"},
      {"signature a { dst-ip == nobody }", "1:25 no script has a constant `nobody`"},
      {"signature a { dst-ip == [fe80::1 }", "1:25 this address has no end"},
      {"signature a { payload-size == 99999999999999999999 }",
       "1:31 `99999999999999999999` is no number that fits in 64 bits"},
      {"signature a { payload /x/",
       "1:26 the file ends where a condition, an action or `}` should be"},
      {"signature a { dst-port == 65536 }",
       "1:27 there is `65536` where a number of at most 65535 should be"},
      {"signature a { \xe2\x80\x9cx\xe2\x80\x9d }",
       "1:15 a signature has no use for `\xe2\x80\x9c` here"},
      {"signature a {\n paylod /.*~/\n payload /.*;/ }\nsignature b { requires-signature a }",
       "2:2 there is `paylod` where a condition or an action should be"},
      {"signature a { event }",
       "1:21 there is `}` where a message or the name of an event should be"},
  };
  for (const Case& c : cases) {
    Read r = read(c.text + std::string("\nsignature good { event \"x\" }"));
    std::string expected = c.error;
    // Where the end of the file was expected there is the next rule.
    if (expected.find("the file ends") != std::string::npos) {
      EXPECT_NE(r.errors.find("where a condition, an action or `}`"), std::string::npos)
          << r.errors;
    } else {
      EXPECT_EQ(r.errors, expected + "\n") << c.text;
    }
    EXPECT_EQ(r.rules.back().id, "good") << c.text;
    EXPECT_EQ(r.rules[0].id == "a", false) << c.text;
    EXPECT_TRUE(r.rules[0].dependencies.empty()) << c.text;
  }
}

TEST(RuleReader, KnowsWhichFunctionsRulesName) {
  auto names = functions_named_by_rules("signature a { dst-ip == whatever eval Some::check event "
                                        "\"m\" } signature b { event Mine::e }");
  EXPECT_EQ(names, (std::vector<std::string>{"signature_match", "Some::check", "Mine::e"}));
}

}  // namespace
}  // namespace avocet
