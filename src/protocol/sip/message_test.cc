#include "protocol/sip/message.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(Sip, ReadsRequests) {
  auto message = parse_sip(
      "INVITE sip:joe@x SIP/2.0\r\nv: one\r\nTo :  <sip:joe>\r\n\t;tag=1 \r\n\r\nbody\r\n");
  ASSERT_TRUE(message);
  EXPECT_TRUE(message->is_request);
  EXPECT_EQ(message->method, "INVITE");
  EXPECT_EQ(message->uri, "sip:joe@x");
  EXPECT_EQ(message->version, "2.0");
  ASSERT_EQ(message->headers.size(), 2u);
  EXPECT_EQ(message->headers[1].name, "To");
  EXPECT_EQ(message->headers[1].value, "<sip:joe> ;tag=1");
  EXPECT_EQ(message->body, "body\r\n");
}

TEST(Sip, ReadsReplies) {
  auto message = parse_sip("SIP/2.0 404 Not Found\nVia: x");
  ASSERT_TRUE(message);
  EXPECT_FALSE(message->is_request);
  EXPECT_EQ(message->code, 404u);
  EXPECT_EQ(message->reason, "Not Found");
  EXPECT_EQ(message->headers.size(), 1u);
  EXPECT_TRUE(parse_sip("SIP/2.0 200"));
}

TEST(Sip, RefusesOtherThings) {
  for (const char* text : {"", "INVITE", "INVITE sip:x", "INVITE sip:x HTTP/1.1", "INVITE  SIP/2.0",
                           "IN(VITE x SIP/2.0", "SIP/2.0", "SIP/2.0 20 x", "SIP/2.0 2000 x",
                           "SIP/x 200 OK", "SIP/2. 200 OK", "SIP/.0 200 OK", "GET / SIP/2"})
    EXPECT_FALSE(parse_sip(text)) << text;
}

TEST(Sip, LeavesOutWhatIsNoHeader) {
  auto message = parse_sip("BYE x SIP/2.0\n folded\nno colon\n: no name\na b: c\nOk: 1\n");
  ASSERT_TRUE(message);
  ASSERT_EQ(message->headers.size(), 1u);
  EXPECT_EQ(message->headers[0].name, "Ok");
}

TEST(Sip, HasALimitOfHeaders) {
  std::string text = "BYE x SIP/2.0\n";
  for (size_t i = 0; i < 2 * kMaxSipHeaders; ++i) text += "a: b\n";
  EXPECT_EQ(parse_sip(text)->headers.size(), kMaxSipHeaders);
}

TEST(Sip, TellsWhatKeepsWaysOpen) {
  EXPECT_EQ(without_sip_keepalive(std::string_view("\0\0\r\n", 4)), "");
  EXPECT_EQ(without_sip_keepalive("\r\nBYE"), "BYE");
}

}  // namespace
}  // namespace avocet
