#include "protocol/radius/message.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

std::vector<uint8_t> message(const std::vector<uint8_t>& attributes) {
  std::vector<uint8_t> bytes{1, 9, 0, uint8_t(20 + attributes.size())};
  bytes.resize(20, 'a');
  bytes.insert(bytes.end(), attributes.begin(), attributes.end());
  return bytes;
}

TEST(Radius, ReadsMessages) {
  auto bytes = message({1, 5, 'j', 'o', 'e', 25, 2});
  bytes.push_back('p');  // padding
  auto parsed = parse_radius(bytes);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->code, 1);
  EXPECT_EQ(parsed->id, 9);
  EXPECT_EQ(parsed->authenticator.size(), 16u);
  ASSERT_EQ(parsed->attributes.size(), 2u);
  EXPECT_EQ(parsed->attributes[0].value.size(), 3u);
  EXPECT_EQ(parsed->attributes[1].type, 25);
  EXPECT_TRUE(parsed->attributes[1].value.empty());
}

TEST(Radius, RefusesWhatDoesNotFit) {
  auto whole = message({1, 5, 'j', 'o', 'e'});
  for (size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(parse_radius(ByteSpan(whole).first(size))) << size;
  EXPECT_FALSE(parse_radius(message({1, 1})));
  EXPECT_FALSE(parse_radius(message({1, 4, 'j'})));
  EXPECT_FALSE(parse_radius(message({1})));
  whole[3] = 19;
  EXPECT_FALSE(parse_radius(whole));
}

}  // namespace
}  // namespace avocet
