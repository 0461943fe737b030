#include "protocol/ftp/message.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(Ftp, ReadsCommands) {
  std::string line = " retr  a file.txt";
  FtpCommand command = parse_ftp_command(line);
  EXPECT_EQ(command.name, "RETR");
  EXPECT_EQ(command.argument, "a file.txt");
  EXPECT_EQ(parse_ftp_command("QUIT").name, "QUIT");
  EXPECT_EQ(parse_ftp_command("QUIT").argument, "");
  EXPECT_EQ(parse_ftp_command("  ").name, "");
}

TEST(Ftp, DropsWhatBelongsToTelnet) {
  EXPECT_EQ(without_telnet("\xff\xf4\xff\xf2"
                           "ABOR"),
            "ABOR");
  EXPECT_EQ(without_telnet("\xff\xfd\x01PWD"), "PWD");
  EXPECT_EQ(without_telnet("a\xff\xff"
                           "b"),
            "a\xff"
            "b");
  EXPECT_EQ(without_telnet("a\xff"), "a");
}

TEST(Ftp, ReadsReplies) {
  FtpReplies replies;
  FtpReply reply = replies.next("220 ready");
  EXPECT_EQ(reply.problem, FtpProblem::kNone);
  EXPECT_EQ(reply.code, 220u);
  EXPECT_EQ(reply.text, "ready");
  EXPECT_FALSE(reply.continues);
  EXPECT_EQ(replies.next("230").code, 230u);
}

TEST(Ftp, JoinsTheLinesOfAReply) {
  FtpReplies replies;
  EXPECT_TRUE(replies.next("230-welcome").continues);
  for (const char* line : {"", "  to us", "231 no", "230-not yet", "230"}) {
    FtpReply reply = replies.next(line);
    if (std::string_view(line) == "230") {
      EXPECT_FALSE(reply.continues);
      continue;
    }
    EXPECT_TRUE(reply.continues) << line;
    EXPECT_EQ(reply.code, 0u) << line;
    EXPECT_EQ(reply.text, line);
  }
  EXPECT_EQ(replies.next("200 ok").code, 200u);
}

TEST(Ftp, KnowsWhatIsNoReply) {
  FtpReplies replies;
  for (const char* line : {"", "SSH-2.0-x", "99 x", "2a0 x"})
    EXPECT_EQ(replies.next(line).problem, FtpProblem::kNotNumeric) << line;
  EXPECT_EQ(replies.next("230_x").problem, FtpProblem::kNoBlank);
}

TEST(Ftp, ForgetsAReplyWithAHole) {
  FtpReplies replies;
  replies.next("230-welcome");
  replies.forget();
  EXPECT_EQ(replies.next("nonsense").problem, FtpProblem::kNotNumeric);
}

}  // namespace
}  // namespace avocet
