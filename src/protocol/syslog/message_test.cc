#include "protocol/syslog/message.h"

#include <gtest/gtest.h>

#include <vector>

namespace avocet {
namespace {

TEST(Syslog, TakesMessagesApart) {
  SyslogMessage message = parse_syslog("<34>Oct 11 su: failed\n");
  EXPECT_EQ(message.facility, 4u);
  EXPECT_EQ(message.severity, 2u);
  EXPECT_EQ(message.text, "Oct 11 su: failed");
}

TEST(Syslog, TakesTheRestForText) {
  for (const char* text : {"hello", "<x>hello", "<1234>hello", "<>hello", "<12", ""}) {
    SyslogMessage message = parse_syslog(text);
    EXPECT_EQ(message.facility, SyslogMessage::kUnspecified) << text;
    EXPECT_EQ(message.text, text);
  }
}

std::vector<std::string> frames(std::initializer_list<std::string> pieces) {
  SyslogFrames stream;
  std::vector<std::string> found;
  for (const std::string& piece : pieces) {
    stream.feed(piece);
    while (auto message = stream.next()) found.push_back(*message);
  }
  if (auto message = stream.rest()) found.push_back("rest " + *message);
  return found;
}

TEST(Syslog, FindsMessagesByTheirLengthAndByLines) {
  EXPECT_EQ(frames({"5 <1>ab6 <1>abc<2>line\n", "<3>li", "ne\n1"}),
            (std::vector<std::string>{"<1>ab", "<1>abc", "<2>line", "<3>line", "rest 1"}));
}

TEST(Syslog, CutsWhatIsTooLong) {
  std::string text(SyslogFrames::kLongest + 10, 'x');
  auto found = frames({text + "\n"});
  ASSERT_EQ(found.size(), 1u);
  found = frames({text, "\n"});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].size(), SyslogFrames::kLongest);
}

}  // namespace
}  // namespace avocet
