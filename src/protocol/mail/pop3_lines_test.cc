#include "protocol/mail/pop3_lines.h"

#include <gtest/gtest.h>

#include "protocol/mail/imap_lines.h"

namespace avocet {
namespace {

TEST(Pop3, ReadsCommands) {
  Pop3Command found = parse_pop3_command("  retr  12 x");
  EXPECT_EQ(found.name, "RETR");
  EXPECT_EQ(found.word, "retr");
  EXPECT_EQ(found.argument, "12 x");
  EXPECT_TRUE(is_pop3_command(found.name));
  EXPECT_FALSE(is_pop3_command("EHLO"));
  EXPECT_EQ(parse_pop3_command(" ").name, "");
}

TEST(Pop3, KnowsWhichRepliesHaveLines) {
  EXPECT_TRUE(has_pop3_lines("RETR", true));
  EXPECT_TRUE(has_pop3_lines("LIST", false));
  EXPECT_FALSE(has_pop3_lines("LIST", true));
  EXPECT_FALSE(has_pop3_lines("STAT", false));
}

TEST(Pop3, ReadsReplies) {
  EXPECT_EQ(parse_pop3_reply("+OK  ready ")->text, "ready ");
  EXPECT_EQ(parse_pop3_reply("-err")->status, Pop3Status::kError);
  EXPECT_EQ(parse_pop3_reply("+ abc")->status, Pop3Status::kChallenge);
  EXPECT_FALSE(parse_pop3_reply("+PONG"));
  EXPECT_FALSE(parse_pop3_reply(""));
}

TEST(Pop3, DecodesLogins) {
  std::optional<Pop3Login> login = parse_pop3_plain(*pop3_decoded("AG1lAHNlY3JldA=="));
  ASSERT_TRUE(login);
  EXPECT_EQ(login->user, "me");
  EXPECT_EQ(login->password, "secret");
  EXPECT_FALSE(parse_pop3_plain("me"));
  EXPECT_FALSE(pop3_decoded("!!!!"));
}

TEST(Imap, ReadsLines) {
  ImapLine found = parse_imap_line("a1  OK [X] done");
  EXPECT_EQ(found.tag, "a1");
  EXPECT_EQ(found.name, "OK");
  EXPECT_EQ(found.rest, "[X] done");
  EXPECT_EQ(imap_literal("a LOGIN {12}"), 12u);
  EXPECT_EQ(imap_literal("a LOGIN {7+}"), 7u);
  EXPECT_FALSE(imap_literal("a LOGIN {x}"));
  EXPECT_FALSE(imap_literal("}"));
  EXPECT_EQ(imap_words(" a  b ").size(), 2u);
}

}  // namespace
}  // namespace avocet
