#include "protocol/ssh/message.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;

void add_u32(Bytes& to, uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) to.push_back(uint8_t(value >> shift));
}

void add_string(Bytes& to, std::string_view text) {
  add_u32(to, uint32_t(text.size()));
  to.insert(to.end(), text.begin(), text.end());
}

TEST(Ssh, AgreesOnAVersion) {
  EXPECT_EQ(common_ssh_version("SSH-2.0-x", "SSH-2.0-y"), SshVersion::k2);
  EXPECT_EQ(common_ssh_version("SSH-2.0-x", "SSH-1.99-y"), SshVersion::k2);
  EXPECT_EQ(common_ssh_version("SSH-1.5-x", "SSH-1.99-y"), SshVersion::k1);
  EXPECT_EQ(common_ssh_version("SSH-1.5-x", "SSH-2.0-y"), SshVersion::kUnknown);
  EXPECT_EQ(common_ssh_version("SSH-2.0-x", ""), SshVersion::kUnknown);
}

TEST(Ssh, ReadsPackets) {
  Bytes bytes{0, 0, 0, 7, 2, 21, 'a', 'b', 'c', 0, 0, 99};
  SshPacket packet = read_ssh_packet(SshVersion::k2, bytes);
  EXPECT_EQ(packet.state, SshPacket::State::kWhole);
  EXPECT_EQ(packet.size, 11u);
  EXPECT_EQ(packet.type, 21);
  EXPECT_EQ(packet.body.size(), 3u);
  for (size_t size = 0; size < 11; ++size)
    EXPECT_EQ(read_ssh_packet(SshVersion::k2, ByteSpan(bytes).first(size)).state,
              SshPacket::State::kShort);
}

TEST(Ssh, RefusesPacketsThatContradictThemselves) {
  EXPECT_EQ(read_ssh_packet(SshVersion::k2, Bytes{0, 0, 0, 1, 0}).state, SshPacket::State::kBroken);
  EXPECT_EQ(read_ssh_packet(SshVersion::k2, Bytes{0, 0, 0, 3, 2, 20, 0}).state,
            SshPacket::State::kBroken);
  EXPECT_EQ(read_ssh_packet(SshVersion::k1, Bytes{0, 0, 0, 4, 0}).state, SshPacket::State::kBroken);
}

TEST(Ssh, ReadsListsOfAlgorithms) {
  Bytes bytes(16, 7);
  for (int i = 0; i < 10; ++i) add_string(bytes, i == 9 ? "" : "a" + std::to_string(i) + ",b");
  bytes.resize(bytes.size() + 5);
  auto init = parse_ssh_kex_init(bytes);
  ASSERT_TRUE(init);
  EXPECT_EQ(init->cookie.size(), 16u);
  EXPECT_EQ(init->list(SshList::kMacServer), "a5,b");
  EXPECT_EQ(count_ssh_names(init->list(SshList::kLanguageServer)), 0u);
  EXPECT_EQ(ssh_names(init->list(SshList::kKex), 9), (std::vector<std::string_view>{"a0", "b"}));
  EXPECT_FALSE(parse_ssh_kex_init(ByteSpan(bytes).first(40)));
}

TEST(Ssh, AgreesOnWhatTheClientPrefers) {
  EXPECT_EQ(agreed_ssh_name("a,b,c", "c,b"), "b");
  EXPECT_EQ(agreed_ssh_name("a", "b"), "");
  EXPECT_EQ(agreed_ssh_name("", ""), "");
}

TEST(Ssh, KnowsKeyExchanges) {
  EXPECT_EQ(ssh_kex_of("diffie-hellman-group14-sha1"), SshKex::kFixedGroup);
  EXPECT_EQ(ssh_kex_of("diffie-hellman-group-exchange-sha256"), SshKex::kGroupExchange);
  EXPECT_EQ(ssh_kex_of("mlkem768x25519-sha256"), SshKex::kEllipticCurve);
  EXPECT_EQ(ssh_kex_of("rsa2048-sha256"), SshKex::kRsa);
  EXPECT_EQ(ssh_kex_of("something"), SshKex::kUnknown);
}

TEST(Ssh, ReadsKeysOfVersion1) {
  Bytes bytes(12);
  auto add_number = [&](uint16_t bits, Bytes number) {
    bytes.push_back(uint8_t(bits >> 8));
    bytes.push_back(uint8_t(bits));
    bytes.insert(bytes.end(), number.begin(), number.end());
  };
  add_number(1, {1});
  add_number(9, {1, 2});
  add_u32(bytes, 1024);
  add_number(6, {37});
  add_number(12, {9, 8});
  auto key = parse_ssh1_public_key(bytes);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->exponent.size(), 1u);
  EXPECT_EQ(key->modulus.size(), 2u);
  EXPECT_FALSE(parse_ssh1_public_key(ByteSpan(bytes).first(bytes.size() - 1)));
}

}  // namespace
}  // namespace avocet
