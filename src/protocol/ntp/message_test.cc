#include "protocol/ntp/message.h"

#include <gtest/gtest.h>

#include <vector>

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes standard(uint8_t first, uint8_t stratum) {
  Bytes bytes(48);
  bytes[0] = first;
  bytes[1] = stratum;
  bytes[2] = 6;     // poll
  bytes[3] = 0xFE;  // precision: a quarter of a second
  bytes[5] = 1;     // root delay
  bytes[43] = 1;
  return bytes;
}

TEST(Ntp, ReadsStandardMessages) {
  auto message = parse_ntp(standard(0x23, 2));
  ASSERT_TRUE(message);
  EXPECT_EQ(message->version, 4);
  EXPECT_EQ(message->mode, 3);
  const auto& body = std::get<NtpStandard>(message->body);
  EXPECT_EQ(body.poll, 64);
  EXPECT_EQ(body.precision, 0.25);
  EXPECT_EQ(body.root_delay, 1);
  EXPECT_EQ(body.origin_time, 0);
  EXPECT_EQ(body.transmit_time, 1 - 2'208'988'800.0);
  EXPECT_FALSE(body.key_id);
}

// As published logs have it.
TEST(Ntp, TakesTheFirstBitOfAFractionForASign) {
  Bytes bytes = standard(0x23, 2);
  bytes[6] = 0x40;  // root delay: 1.25 s
  bytes[9] = 2;     // root dispersion: 2.75 s
  bytes[10] = 0xC0;
  auto message = parse_ntp(bytes);
  ASSERT_TRUE(message);
  const auto& body = std::get<NtpStandard>(message->body);
  EXPECT_EQ(body.root_delay, 1.25);
  EXPECT_EQ(body.root_dispersion, 1.75);
}

TEST(Ntp, ReadsExtensionsAndDigests) {
  Bytes bytes = standard(0x23, 2);
  Bytes extension{0, 4, 0, 16, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  bytes.insert(bytes.end(), extension.begin(), extension.end());
  bytes.insert(bytes.end(), {0, 0, 0, 9});
  bytes.resize(bytes.size() + 16, 7);
  auto message = parse_ntp(bytes);
  ASSERT_TRUE(message);
  const auto& body = std::get<NtpStandard>(message->body);
  EXPECT_EQ(body.extensions, 1u);
  EXPECT_EQ(body.key_id, 9u);
  EXPECT_EQ(body.digest.size(), 16u);
  bytes[51] = 15;
  EXPECT_FALSE(parse_ntp(bytes));
}

TEST(Ntp, ReadsControlMessages) {
  auto message = parse_ntp(Bytes{0x16, 0xE2, 0, 3, 0, 4, 0, 5, 0, 0, 0, 2, 'h', 'i'});
  ASSERT_TRUE(message);
  const auto& body = std::get<NtpControl>(message->body);
  EXPECT_TRUE(body.is_response && body.is_error && body.has_more);
  EXPECT_EQ(body.operation, 2);
  EXPECT_EQ(body.association, 5);
  EXPECT_EQ(body.data.size(), 2u);
  EXPECT_FALSE(parse_ntp(Bytes{0x16, 0xE2, 0, 3, 0, 4, 0, 5, 0, 0, 0, 3, 'h', 'i'}));
}

TEST(Ntp, ReadsPrivateMessages) {
  auto message = parse_ntp(Bytes{0x17, 0x81, 3, 42, 0x40, 1, 0, 2, 'h', 'i'});
  ASSERT_TRUE(message);
  const auto& body = std::get<NtpPrivate>(message->body);
  EXPECT_TRUE(body.is_authenticated);
  EXPECT_EQ(body.sequence, 1);
  EXPECT_EQ(body.implementation, 3);
  EXPECT_EQ(body.request, 42);
  EXPECT_EQ(body.error, 4);
  EXPECT_EQ(body.data.size(), 2u);
}

TEST(Ntp, RefusesWhatIsNone) {
  EXPECT_FALSE(parse_ntp(Bytes{}));
  EXPECT_FALSE(parse_ntp(Bytes{0x23, 2}));
  EXPECT_FALSE(parse_ntp(standard(0x20, 2)));  // mode 0
  EXPECT_FALSE(parse_ntp(standard(0x2B, 2)));  // version 5
}

}  // namespace
}  // namespace avocet
