#include "protocol/template/message.h"

#include <gtest/gtest.h>

#include <vector>

#include "analyzer/line_splitter.h"

namespace avocet {
namespace {

TEST(Ident, ReadsRequests) {
  auto ports = parse_ident_request(" 6193 ,23 ");
  ASSERT_TRUE(ports);
  EXPECT_EQ(ports->local, 6193);
  EXPECT_EQ(ports->remote, 23);
}

TEST(Ident, RefusesWhatIsNoPairOfPorts) {
  for (const char* line : {"", ",", "1", "1,", "0,1", "1,65536", "1,2,3", "a,b", "1 2", "-1,2"})
    EXPECT_FALSE(parse_ident_request(line)) << line;
}

TEST(Ident, ReadsReplies) {
  auto reply = parse_ident_reply("6193, 23 : USERID : UNIX , US-ASCII : st: johns ");
  ASSERT_TRUE(reply);
  EXPECT_FALSE(reply->is_error);
  EXPECT_EQ(reply->system, "UNIX , US-ASCII");
  EXPECT_EQ(reply->text, "st: johns ");
}

TEST(Ident, ReadsErrors) {
  auto reply = parse_ident_reply("6195,23:ERROR:NO-USER");
  ASSERT_TRUE(reply);
  EXPECT_TRUE(reply->is_error);
  EXPECT_EQ(reply->text, "NO-USER");
}

TEST(Ident, RefusesOtherReplies) {
  for (const char* line :
       {"", "1,2", "1,2:", "1,2:USERID", "1,2:USERID:UNIX", "1,2:OK:x:y", "x:ERROR:y"})
    EXPECT_FALSE(parse_ident_reply(line)) << line;
}

TEST(LineSplitter, EndsLinesAsEverybodyDoes) {
  LineSplitter lines(5);
  std::vector<std::string> seen;
  auto feed = [&](std::string_view text) {
    std::vector<uint8_t> bytes(text.begin(), text.end());
    lines.feed(bytes, [&](std::string_view line, bool is_cut) {
      seen.push_back(std::string(line) + (is_cut ? "..." : ""));
    });
  };
  feed("one\r");
  feed("\ntwo\nthree\r");
  feed("toolong\r\n\r\n");
  EXPECT_EQ(seen, (std::vector<std::string>{"one", "two", "three", "toolo...", ""}));
}

}  // namespace
}  // namespace avocet
