#include "protocol/dhcp/message.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes message(Bytes options) {
  Bytes bytes(236);
  bytes[0] = 1;
  bytes[1] = 1;
  bytes[2] = 6;
  bytes[7] = 9;   // transaction
  bytes[19] = 4;  // yours
  bytes[28] = 2;  // hardware
  bytes[44] = 's';
  bytes.insert(bytes.end(), {0x63, 0x82, 0x53, 0x63});
  bytes.insert(bytes.end(), options.begin(), options.end());
  return bytes;
}

TEST(Dhcp, ReadsMessages) {
  Bytes bytes = message({0, 53, 1, 5, 12, 2, 'p', 'c', 255, 1, 2, 3});
  DhcpMessage found;
  ASSERT_EQ(parse_dhcp(bytes, found), DhcpProblem::kNone);
  EXPECT_EQ(found.transaction, 9u);
  EXPECT_EQ(found.yours, 4u);
  EXPECT_EQ(found.server_name, "s");
  EXPECT_EQ(found.type, 5);
  ASSERT_EQ(found.options.size(), 2u);
  EXPECT_EQ(found.options[1].code, 12);
  EXPECT_EQ(hardware_text(found.hardware.first(6)), "02:00:00:00:00:00");
}

TEST(Dhcp, RefusesWhatIsNone) {
  DhcpMessage found;
  EXPECT_EQ(parse_dhcp(Bytes(239), found), DhcpProblem::kShort);
  EXPECT_EQ(parse_dhcp(Bytes(240), found), DhcpProblem::kNoCookie);
  EXPECT_EQ(parse_dhcp(message({12, 3, 'p', 'c'}), found), DhcpProblem::kBadOption);
  EXPECT_EQ(parse_dhcp(message({12}), found), DhcpProblem::kBadOption);
}

}  // namespace
}  // namespace avocet
