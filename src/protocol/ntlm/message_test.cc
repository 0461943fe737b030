#include "protocol/ntlm/message.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace avocet {
namespace {

// A message in the making: the fixed part, and what its parts refer to.
struct Message {
  explicit Message(uint32_t type) : bytes{'N', 'T', 'L', 'M', 'S', 'S', 'P', 0} { u32(type); }

  Message& u16(uint32_t n) {
    bytes.push_back(uint8_t(n));
    bytes.push_back(uint8_t(n >> 8));
    return *this;
  }
  Message& u32(uint32_t n) { return u16(n & 0xffff).u16(n >> 16); }
  Message& part(uint32_t length, uint32_t offset) { return u16(length).u16(length).u32(offset); }
  Message& text(std::string_view more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
    return *this;
  }

  std::vector<uint8_t> bytes;
};

std::string text(std::optional<ByteSpan> bytes) {
  return bytes ? std::string(bytes->begin(), bytes->end()) : "-";
}

TEST(Ntlm, ReadsANegotiation) {
  Message made(1);
  made.u32(kNtlmDomainSupplied | kNtlmVersion).part(3, 40).part(0, 0);
  made.text(std::string_view("\x06\x01\xb1\x1d\0\0\0\x0f", 8)).text("DOM");
  auto message = parse_ntlm(made.bytes);
  ASSERT_TRUE(message);
  auto* negotiate = std::get_if<NtlmNegotiate>(&*message);
  ASSERT_TRUE(negotiate);
  EXPECT_EQ(text(negotiate->domain), "DOM");
  EXPECT_EQ(text(negotiate->workstation), "-");
  ASSERT_TRUE(negotiate->version);
  EXPECT_EQ(negotiate->version->build, 7601);
  EXPECT_EQ(negotiate->version->revision, 15);
}

TEST(Ntlm, ReadsANegotiationOfFlagsAlone) {
  EXPECT_TRUE(parse_ntlm(Message(1).u32(kNtlmDomainSupplied).bytes));
}

Message challenge(std::string_view pairs) {
  Message made(2);
  made.part(2, 48).u32(kNtlmRequestTarget | kNtlmTargetInfo).u32(0x04030201).u32(0x08070605);
  made.u32(0).u32(0).part(uint32_t(pairs.size()), 50);
  made.text("ab").text(pairs);
  return made;
}

TEST(Ntlm, ReadsAChallenge) {
  Message made = challenge(std::string_view("\x01\0\x02\0x\0\x06\0\x04\0\x01\0\0\0\0\0\0\0", 18));
  auto message = parse_ntlm(made.bytes);
  ASSERT_TRUE(message);
  auto* challenge = std::get_if<NtlmChallenge>(&*message);
  ASSERT_TRUE(challenge);
  EXPECT_EQ(challenge->challenge, 0x0807060504030201u);
  EXPECT_EQ(text(challenge->target_name), "ab");
  ASSERT_TRUE(challenge->target_info);
  EXPECT_EQ(challenge->target_info->computer.size(), 2u);
  EXPECT_EQ(challenge->target_info->flags, 1u);
  EXPECT_FALSE(challenge->target_info->timestamp);
}

TEST(Ntlm, RefusesAListWithoutEnd) {
  EXPECT_FALSE(parse_ntlm(challenge("").bytes));
  EXPECT_FALSE(parse_ntlm(challenge(std::string_view("\x01\0\x02\0x\0", 6)).bytes));
}

TEST(Ntlm, ReadsAnAuthentication) {
  Message made(3);
  made.part(0, 64).part(1, 64).part(0, 0).part(2, 65).part(0, 0).part(2, 67).u32(kNtlmKeyExchange);
  made.text("rusky");
  auto message = parse_ntlm(made.bytes);
  ASSERT_TRUE(message);
  auto* authenticate = std::get_if<NtlmAuthenticate>(&*message);
  ASSERT_TRUE(authenticate);
  EXPECT_EQ(text(authenticate->response), "r");
  EXPECT_EQ(text(authenticate->user), "us");
  EXPECT_EQ(text(authenticate->domain), "-");
  EXPECT_EQ(text(authenticate->session_key), "ky");
}

TEST(Ntlm, RefusesPartsThatLieOutside) {
  Message made(3);
  made.part(0, 0).part(1, 65).part(0, 0).part(0, 0).part(0, 0).part(0, 0).u32(0).text("r");
  EXPECT_FALSE(parse_ntlm(made.bytes));
}

TEST(Ntlm, RefusesOtherThings) {
  EXPECT_FALSE(parse_ntlm({}));
  EXPECT_FALSE(parse_ntlm(Message(4).u32(0).bytes));
  EXPECT_FALSE(parse_ntlm(Message(2).bytes));
}

}  // namespace
}  // namespace avocet
