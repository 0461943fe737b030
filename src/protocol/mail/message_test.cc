#include "protocol/mail/message.h"

#include <gtest/gtest.h>

#include <vector>

namespace avocet {
namespace {

std::vector<std::string> lines_of(std::initializer_list<std::string_view> pieces) {
  MailLines lines;
  std::vector<std::string> found;
  for (std::string_view piece : pieces)
    while (auto line = lines.take(piece))
      found.push_back(std::string(*line) + (lines.is_piece() ? "..." : ""));
  return found;
}

TEST(Mail, EndsLines) {
  EXPECT_EQ(lines_of({"one\r\ntw", "o\n\r", "\nthree"}),
            (std::vector<std::string>{"one", "two", ""}));
}

TEST(Mail, EndsLinesAtLoneReturns) {
  MailLines lines(MailLines::LoneReturn::kEndsLine);
  std::string found;
  for (std::string_view piece : {"one\rtwo\r\nthree\r", "\n\nfour\r", "five\n"}) {
    while (true) {
      auto line = lines.take(piece);
      if (lines.is_behind_lone_return()) found += "!";
      if (!line) break;
      found += std::string(*line) + ".";
    }
  }
  EXPECT_EQ(found, "one.!two.three..four.!five.");
}

TEST(Mail, CutsLongLines) {
  std::string text(MailLines::kLongest + 3, 'x');
  auto found = lines_of({text, "\n"});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].size(), MailLines::kLongest + 3);
  EXPECT_EQ(found[1], "xxx");
}

TEST(Mail, LeavesTheRestAlone) {
  MailLines lines;
  std::string_view bytes = "BDAT 3\r\nabc";
  EXPECT_EQ(lines.take(bytes), "BDAT 3");
  EXPECT_EQ(bytes, "abc");
}

TEST(Mail, ReadsCommands) {
  std::string line = " mail  FROM:<a@b> SIZE=3";
  SmtpCommand command = parse_smtp_command(line);
  EXPECT_EQ(command.name, "MAIL");
  EXPECT_EQ(command.argument, "FROM:<a@b> SIZE=3");
  EXPECT_TRUE(is_smtp_name("X-ANONYMOUSTLS"));
  EXPECT_FALSE(is_smtp_name(""));
  EXPECT_FALSE(is_smtp_name("GET/"));
}

TEST(Mail, ReadsReplies) {
  auto reply = parse_smtp_reply("250-first");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->code, 250u);
  EXPECT_EQ(reply->text, "first");
  EXPECT_TRUE(reply->continues);
  EXPECT_TRUE(parse_smtp_reply("250"));
  for (const char* line : {"", "25", "2x0 ok", "250_ok", "hello"})
    EXPECT_FALSE(parse_smtp_reply(line)) << line;
}

TEST(Mail, ReadsChunks) {
  EXPECT_EQ(parse_smtp_chunk("86 last").size, 86u);
  EXPECT_TRUE(parse_smtp_chunk("86 last").is_last);
  EXPECT_FALSE(parse_smtp_chunk("86").is_last);
  EXPECT_TRUE(parse_smtp_chunk("15555555557777777777 LAST").is_huge);
  EXPECT_EQ(parse_smtp_chunk("").problem, "BDAT argument bad length");
  EXPECT_EQ(parse_smtp_chunk("184467440737095516150 LAST").problem, "BDAT argument bad length");
  EXPECT_EQ(parse_smtp_chunk("-1 LAST").problem, "BDAT not followed by a valid chunk-size");
  for (const char* junk : {"86x", "86 SCRAMBLE", "86 LASTING"})
    EXPECT_EQ(parse_smtp_chunk(junk).problem, "BDAT chunk-size followed by junk") << junk;
}

}  // namespace
}  // namespace avocet
