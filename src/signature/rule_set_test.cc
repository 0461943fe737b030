#include "signature/rule_set.h"

#include <gtest/gtest.h>

#include "signature/file_magic.h"
#include "signature/header_match.h"
#include "signature/rule_reader.h"

namespace avocet {
namespace {

class NoNames final : public RuleNames {
 public:
  bool find(std::string_view, NamedValues*, std::string*) const override { return false; }
};

class RuleSetTest : public ::testing::Test {
 protected:
  RuleSet& load(std::string text) {
    std::vector<SignatureRule> rules;
    read_rules(sources_, sources_.add("my.sig", std::move(text)), NoNames(), sink_, rules);
    set_ = std::make_unique<RuleSet>(std::move(rules), sink_);
    return *set_;
  }
  std::string errors() const { return render_text(sink_, sources_); }

  static PacketView packet() {
    PacketView view;
    view.network = Network::kIpv4;
    view.transport = Transport::kTcp;
    view.ip.protocol = 6;
    view.ip.source = IpAddress::v4(0x0a010203);
    view.ip.destination = IpAddress::v4(0xc0a80101);
    view.source_port = 40000;
    view.destination_port = 80;
    return view;
  }
  bool holds_for_packet(const std::string& condition) {
    RuleSet& rules = load("signature a { " + condition + " event \"x\" }");
    EXPECT_EQ(errors(), "") << condition;
    return rules.group_for(packet()) != nullptr;
  }

  SourceMap sources_;
  DiagnosticSink sink_;
  std::unique_ptr<RuleSet> set_;
};

TEST_F(RuleSetTest, ComparesHeaders) {
  EXPECT_TRUE(holds_for_packet("ip-proto == tcp"));
  EXPECT_TRUE(holds_for_packet("ip-proto == ip"));
  EXPECT_FALSE(holds_for_packet("ip-proto == ip6"));
  EXPECT_FALSE(holds_for_packet("ip-proto != tcp"));
  EXPECT_TRUE(holds_for_packet("dst-port == 22,79-81"));
  EXPECT_FALSE(holds_for_packet("dst-port != 22,79-81"));
  EXPECT_TRUE(holds_for_packet("dst-port < 81"));
  EXPECT_FALSE(holds_for_packet("dst-port > 80"));
  EXPECT_TRUE(holds_for_packet("dst-port >= 80"));
  EXPECT_TRUE(holds_for_packet("src-ip == 10.0.0.0/8"));
  EXPECT_FALSE(holds_for_packet("src-ip != 10.0.0.0/8"));
  EXPECT_FALSE(holds_for_packet("src-ip != 10.0.0.0/8, 1.2.3.4"));
  EXPECT_FALSE(holds_for_packet("dst-ip == [fe80::1]"));
  EXPECT_TRUE(holds_for_packet("src-ip == 10.0.0.0/8 dst-ip == 192.168.1.1"));
  EXPECT_FALSE(holds_for_packet("src-ip == 10.0.0.0/8 dst-ip == 192.168.1.2"));
}

TEST_F(RuleSetTest, ReadsBytesOfHeadersWithinTheirBounds) {
  const uint8_t ip[] = {0x45, 0, 0, 40, 0x12, 0x34};
  PacketView view = packet();
  view.network_bytes = ip;
  HeaderCondition condition;
  condition.field = HeaderField::kIp4;
  condition.offset = 4;
  condition.size = 2;
  condition.numbers = {{0x1234, 0x1234}};
  EXPECT_TRUE(holds(condition, view));
  condition.mask = 0xff;
  EXPECT_FALSE(holds(condition, view));
  condition.numbers = {{0x34, 0x34}};
  EXPECT_TRUE(holds(condition, view));
  condition.offset = 5;
  EXPECT_FALSE(holds(condition, view));
  condition.field = HeaderField::kIp6;
  condition.offset = 0;
  EXPECT_FALSE(holds(condition, view));
}

TEST_F(RuleSetTest, SidesWithTheSameRulesShareAGroup) {
  RuleSet& rules = load("signature a { dst-port == 80 payload /x/ event \"a\" }"
                        "signature b { src-port == 80 payload /y/ event \"b\" }"
                        "signature c { event \"c\" }");
  RuleGroup* first = rules.group_for(packet());
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->rules, (std::vector<uint32_t>{0, 2}));
  EXPECT_EQ(first->pure, (std::vector<uint32_t>{1}));
  EXPECT_EQ(first->position_of(2), 1);
  EXPECT_EQ(first->position_of(1), -1);
  PacketView again = packet();
  again.source_port = 50000;
  EXPECT_EQ(rules.group_for(again), first);
  again.source_port = 80;
  EXPECT_NE(rules.group_for(again), first);
}

TEST_F(RuleSetTest, ReportsWhatDoesNotFit) {
  load("signature a { event \"x\" }\n"
       "signature a { event \"y\" }\n"
       "signature b { requires-signature c }\n"
       "signature d { payload /x(y/ }\n");
  std::string text = errors();
  EXPECT_NE(text.find("my.sig:2:11: error: there are two signatures `a`"), std::string::npos)
      << text;
  EXPECT_NE(text.find("my.sig:3:34: error: there is no signature `c`"), std::string::npos) << text;
  EXPECT_NE(text.find("my.sig:4:"), std::string::npos) << text;
  EXPECT_EQ(sink_.error_count(), 3u);
}

TEST_F(RuleSetTest, NamesTheTypesOfFiles) {
  RuleSet& rules = load(
      "signature png { file-magic /\\x89PNG\\x0d\\x0a/ file-mime \"image/png\", 110 }"
      "signature text { file-magic /^[[:print:]]+$/ file-mime \"text/plain\", -20 }"
      "signature script { file-magic /#!.*sh/ file-magic /.*echo/ file-mime \"text/x-sh\", 60 }");
  EXPECT_FALSE(rules.watches_traffic());
  FileMagic magic(rules);
  auto bytes = [](std::string_view text) {
    return ByteSpan(reinterpret_cast<const uint8_t*>(text.data()), text.size());
  };
  EXPECT_EQ(magic.best(bytes("\x89PNG\r\nrest")), "image/png");
  EXPECT_EQ(magic.best(bytes("hello")), "text/plain");
  EXPECT_EQ(magic.best(bytes("")), "");
  auto both = magic.match(bytes("#!/bin/sh echo"));
  ASSERT_EQ(both.size(), 2u);
  EXPECT_EQ(both[0].type, "text/x-sh");
  EXPECT_EQ(both[1].type, "text/plain");
  EXPECT_EQ(magic.best(bytes("#!/bin/sh")), "text/plain");
}

// Expressions that look deep into a file are read from there on, by themselves.
TEST_F(RuleSetTest, KnowsFilesByWhatLiesDeepInside) {
  RuleSet& rules =
      load("signature tar { file-magic /.{257}ustar/ file-mime \"application/x-tar\", 60 }"
           "signature icc { file-magic /.{36}acsp/ file-mime \"application/icc\", 70 }"
           "signature deep { file-magic /.{36}$/ file-mime \"x/36\", 10 }"
           "signature either { file-magic /.{36}b|.{36}c/ file-mime \"x/either\", 20 }"
           "signature both { file-magic /a.*/ file-magic /.{40}z+y/ file-mime \"x/both\", 30 }");
  FileMagic magic(rules);
  auto best = [&magic](const std::string& text) {
    return magic.best(ByteSpan(reinterpret_cast<const uint8_t*>(text.data()), text.size()));
  };
  std::string any(257, '\n');
  EXPECT_EQ(best(any + "ustar"), "application/x-tar");
  EXPECT_EQ(best(any + "usta"), "");
  EXPECT_EQ(best(any.substr(1) + "ustar"), "");
  EXPECT_EQ(best(any.substr(0, 36) + "acsp and more"), "application/icc");
  EXPECT_EQ(best(any.substr(0, 36)), "x/36");
  EXPECT_EQ(best(any.substr(0, 35)), "");
  EXPECT_EQ(best(any.substr(0, 36) + "c"), "x/either");
  EXPECT_EQ(best(std::string(40, 'a') + "zzzy"), "x/both");
  EXPECT_EQ(best(std::string(40, 'b') + "zzzy"), "x/either");
}

}  // namespace
}  // namespace avocet
