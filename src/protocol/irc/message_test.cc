#include "protocol/irc/message.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

using Words = std::vector<std::string_view>;

TEST(Irc, ReadsLines) {
  auto line = parse_irc_line(":nick!user@host PrivMsg #there :hello you");
  ASSERT_TRUE(line);
  EXPECT_EQ(line->prefix, "nick!user@host");
  EXPECT_EQ(irc_nick(line->prefix), "nick");
  EXPECT_EQ(line->command, "PRIVMSG");
  EXPECT_EQ(line->params, "#there :hello you");
  EXPECT_EQ(irc_params(line->params), (Words{"#there", "hello you"}));
  EXPECT_EQ(parse_irc_line("@time=12 :server NOTICE me :x")->prefix, "server");
  auto reply = parse_irc_line(":server 353 me = #there :a b");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->code, 353u);
  EXPECT_EQ(reply->command, "");
}

TEST(Irc, RefusesWhatIsNoLine) {
  for (const char* line : {"", " ", ":", ":x", ": NICK", "12 x", "1234 x", "GET/ x"})
    EXPECT_FALSE(parse_irc_line(line)) << line;
}

TEST(Irc, TakesTextsApart) {
  EXPECT_EQ(irc_words("a,,b", ','), (Words{"a", "b"}));
  EXPECT_EQ(irc_trailing("me :a :b"), "a :b");
  IrcCounts counts = irc_counts("me :There are 148 users and 3 services on 27 servers");
  EXPECT_EQ(counts.users, 148u);
  EXPECT_EQ(counts.services, 3u);
  EXPECT_EQ(counts.servers, 27u);
}

TEST(Irc, ReadsOffersOfFiles) {
  auto dcc = parse_irc_dcc("\1DCC SEND a.txt 167772161 1024 99\1");
  ASSERT_TRUE(dcc);
  EXPECT_EQ(dcc->problem, DccProblem::kNone);
  EXPECT_EQ(dcc->kind, "SEND");
  EXPECT_EQ(dcc->argument, "a.txt");
  EXPECT_EQ(dcc->host, 0x0A000001u);
  EXPECT_EQ(dcc->port, 1024u);
  EXPECT_EQ(dcc->size, 99u);
  EXPECT_TRUE(parse_irc_dcc("DCC SEND a.txt 167772161 1024 99"));
  EXPECT_FALSE(parse_irc_dcc("\1ACTION waves\1"));
  EXPECT_EQ(parse_irc_dcc("\1DCC SEND x\1")->problem, DccProblem::kFormat);
  EXPECT_EQ(parse_irc_dcc("\1DCC SEND x 4294967296 1 1\1")->problem, DccProblem::kHost);
  EXPECT_EQ(parse_irc_dcc("\1DCC SEND x 1 0 1\1")->problem, DccProblem::kPort);
}

}  // namespace
}  // namespace avocet
