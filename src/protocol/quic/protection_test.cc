#include "protocol/quic/protection.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes bytes_of(std::string_view hex) {
  Bytes bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes.push_back(uint8_t(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  return bytes;
}
template <class Range> std::string hex_of(const Range& bytes) {
  std::string hex;
  for (uint8_t byte : bytes) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

const Bytes kId = bytes_of("8394c8f03e515708");
// RFC 9001, appendix A.3.
const Bytes kServerInitial =
    bytes_of("cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a5816b6394100f37a1c697"
             "97554780bb3"
             "8cc5a99f5ede4cf73c3ec2493a1839b3dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bded74b5"
             "62bfb19fb84"
             "022f8ef4cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c276456cbc42158407dd074ee");

TEST(QuicProtection, DerivesTheKeysOfRfc9001) {
  QuicInitialKeys keys(kQuicVersion1, kId);
  EXPECT_EQ(hex_of(keys.secrets(true).key), "1f369613dd76d5467730efcbe3b1a22d");
  EXPECT_EQ(hex_of(keys.secrets(true).iv), "fa044b2f42a3fd3b46fb255c");
  EXPECT_EQ(hex_of(keys.secrets(true).header), "9f50449e04a0e810283a1e9933adedd2");
  EXPECT_EQ(hex_of(keys.secrets(false).key), "cf3a5331653c364c88f0f379b6067e37");
  EXPECT_EQ(hex_of(keys.secrets(false).header), "c206b8d9b9f0f37644430b490eeaa314");
}

TEST(QuicProtection, DerivesTheKeysOfRfc9369) {
  QuicInitialKeys keys(kQuicVersion2, kId);
  EXPECT_EQ(hex_of(keys.secrets(true).key), "8b1a0bc121284290a29e0971b5cd045d");
  EXPECT_EQ(hex_of(keys.secrets(true).iv), "91f73e2351d8fa91660e909f");
  EXPECT_EQ(hex_of(keys.secrets(true).header), "45b95e15235d6f45a6b19cbcb0294ba9");
}

TEST(QuicProtection, OpensThePacketOfRfc9001) {
  auto packet = parse_quic_packet(kServerInitial);
  ASSERT_TRUE(packet);
  QuicInitialKeys keys(kQuicVersion1, kId);
  Bytes plain;
  ASSERT_TRUE(keys.open(false, *packet, plain));
  EXPECT_EQ(hex_of(plain).substr(0, 26), "02000000000600405a02000056");
}

TEST(QuicProtection, RefusesWhatIsNotAuthentic) {
  QuicInitialKeys keys(kQuicVersion1, kId);
  Bytes plain;
  for (size_t at : {size_t(7), size_t(60), kServerInitial.size() - 1}) {
    Bytes changed = kServerInitial;
    changed[at] ^= 1;
    auto packet = parse_quic_packet(changed);
    ASSERT_TRUE(packet);
    EXPECT_FALSE(keys.open(false, *packet, plain)) << at;
  }
  auto packet = parse_quic_packet(kServerInitial);
  EXPECT_FALSE(keys.open(true, *packet, plain));  // not of this side
  Bytes tiny = {0xC0, 0, 0, 0, 1, 0, 0, 0, 4, 1, 2, 3, 4};
  EXPECT_FALSE(keys.open(true, *parse_quic_packet(tiny), plain));
}

}  // namespace
}  // namespace avocet
