#include "protocol/rdp/message.h"

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <vector>

#include "protocol/rdp/datagram.h"

namespace avocet {
namespace {

// Kept until the program ends: what is read are views of it.
ByteSpan bytes(const std::string& text) {
  static std::deque<std::vector<uint8_t>> kept;
  return kept.emplace_back(text.begin(), text.end());
}

std::string view(ByteSpan found) { return std::string(found.begin(), found.end()); }
std::string zeros(size_t count) { return std::string(count, '\0'); }
std::string little(uint64_t value, int size) {
  std::string text;
  for (int i = 0; i < size; ++i) text += char(value >> (8 * i));
  return text;
}

TEST(Rdp, ReadsWhatAClientAsksFor) {
  std::string asked =
      "\x2a\xe0" + zeros(5) + "Cookie: mstshash=me and you\r\n\x01\x08\x08" + zeros(5);
  auto message = parse_x224(bytes(asked));
  ASSERT_TRUE(message);
  EXPECT_EQ(message->kind, uint8_t(X224Kind::kRequest));
  RdpRequest request = parse_rdp_request(message->content);
  EXPECT_EQ(view(request.cookie), "me and you");
  EXPECT_EQ(request.flags, 8);

  RdpRequest silent = parse_rdp_request(bytes("\x01\x02\x08" + zeros(5)));
  EXPECT_EQ(view(silent.cookie), "");
  EXPECT_EQ(silent.flags, 2);
  RdpRequest routed = parse_rdp_request(bytes("Cookie: msts=1.2.0\r\n\x01\x04\x08" + zeros(5)));
  EXPECT_EQ(view(routed.cookie), "");
  EXPECT_EQ(routed.flags, 4);
  EXPECT_FALSE(parse_x224(bytes("\x02\xe0")));
}

TEST(Rdp, ReadsWhatAServerChooses) {
  auto chosen = parse_rdp_confirm(bytes("\x02\x1f" + little(8, 2) + little(2, 4)));
  ASSERT_TRUE(chosen);
  EXPECT_EQ(chosen->kind, RdpConfirm::Kind::kResponse);
  EXPECT_EQ(chosen->flags, 0x1f);
  EXPECT_EQ(chosen->value, 2u);
  auto refused = parse_rdp_confirm(bytes("\x03" + zeros(1) + little(8, 2) + little(5, 4)));
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->kind, RdpConfirm::Kind::kFailure);
  EXPECT_EQ(refused->value, 5u);
  EXPECT_EQ(parse_rdp_confirm({})->kind, RdpConfirm::Kind::kSilent);
  EXPECT_FALSE(parse_rdp_confirm(bytes("\x02" + zeros(1) + little(0x200, 2) + little(8, 4))));
  EXPECT_FALSE(parse_rdp_confirm(bytes("\x31" + zeros(1) + little(8, 2) + little(8, 4))));
}

std::string element(const std::string& tag, const std::string& content) {
  return tag + char(0x82) + char(content.size() >> 8) + char(content.size()) + content;
}

std::string packed(const std::string& content) {
  return std::string(1, char(0x80 | content.size() >> 8)) + char(content.size()) + content;
}

std::string block(uint16_t kind, const std::string& content) {
  return little(kind, 2) + little(content.size() + 4, 2) + content;
}

const std::string kKey = std::string("\0\x05\0\x14\x7c\0\x01", 7);

std::string initial(const std::string& blocks) {
  std::string conference = std::string("\0\x08\0\x10\0\x01\xc0\0", 8) + "Duca" + packed(blocks);
  std::string sets = element("\x30", "") + element("\x30", "") + element("\x30", "");
  return element("\x7f\x65", "\x04\x01\x01\x04\x01\x01\x01\x01\xff" + sets +
                                 element("\x04", kKey + packed(conference)));
}

std::string response(char result, const std::string& blocks) {
  std::string conference = std::string("\x14\x76\x0a\x01\x01", 5) + result +
                           std::string("\x01\xc0\0", 3) + "McDn" + packed(blocks);
  return element("\x7f\x66", std::string("\x0a\x01\0\x02\x01\0", 6) + element("\x30", "") +
                                 element("\x04", kKey + packed(conference)));
}

TEST(Rdp, ReadsSettings) {
  auto found = parse_rdp_data(bytes(initial(block(0xc002, zeros(8)) + block(0xc003, "x"))));
  ASSERT_TRUE(found && found->settings);
  EXPECT_FALSE(found->settings->is_response);
  ASSERT_EQ(found->settings->blocks.size(), 2u);
  EXPECT_EQ(found->settings->blocks[1].kind, 0xc003);
  EXPECT_EQ(view(found->settings->blocks[1].content), "x");

  auto answer = parse_rdp_data(bytes(response(2, block(0x0c01, "abcd"))));
  ASSERT_TRUE(answer && answer->settings);
  EXPECT_TRUE(answer->settings->is_response);
  EXPECT_EQ(answer->settings->result, 2);
  EXPECT_EQ(answer->settings->blocks.size(), 1u);

  auto other = parse_rdp_data(bytes(std::string("\x04\x01\0\x01\0", 5)));
  ASSERT_TRUE(other);
  EXPECT_FALSE(other->is_connecting);
}

TEST(Rdp, RefusesSettingsThatAreCut) {
  std::string whole = initial(block(0xc002, zeros(8)));
  for (size_t length = 2; length < whole.size(); ++length)
    EXPECT_FALSE(parse_rdp_data(bytes(whole.substr(0, length)))) << length;
  EXPECT_FALSE(parse_rdp_data(bytes(initial(little(0xc002, 2) + little(3, 2)))));
  EXPECT_FALSE(parse_rdp_data(bytes(initial(little(0xc002, 2) + little(99, 2)))));
}

TEST(Rdp, ReadsClients) {
  std::string fixed = little(4, 2) + little(8, 2) + little(1024, 2) + little(768, 2) + zeros(4) +
                      little(0x409, 4) + little(9600, 4) + std::string("P\0C\0", 4) +
                      zeros(28 + 12 + 64);
  auto old = parse_rdp_client_core(bytes(fixed));
  ASSERT_TRUE(old);
  EXPECT_EQ(old->version_minor, 8);
  EXPECT_EQ(old->width, 1024);
  EXPECT_EQ(old->build, 9600u);
  EXPECT_FALSE(old->post_beta2_color_depth);
  auto young =
      parse_rdp_client_core(bytes(fixed + zeros(8) + little(24, 2) + little(15, 2) + little(2, 2)));
  ASSERT_TRUE(young);
  EXPECT_EQ(young->high_color_depth, 24);
  EXPECT_EQ(young->early_capabilities, 2);
  EXPECT_FALSE(young->dig_product_id);
  EXPECT_FALSE(parse_rdp_client_core(bytes(fixed.substr(1))));

  auto channels =
      parse_rdp_channels(bytes(little(1, 4) + "rdpsnd" + zeros(2) + little(0xc0000000, 4)));
  ASSERT_TRUE(channels);
  EXPECT_EQ((*channels)[0].options, 0xc0000000);
  EXPECT_FALSE(parse_rdp_channels(bytes(little(2, 4) + zeros(12))));
  EXPECT_FALSE(parse_rdp_channels(bytes(little(UINT32_MAX, 4) + zeros(12))));
}

TEST(Rdp, ReadsCertificates) {
  std::string chain =
      little(0x80000002, 4) + little(2, 4) + little(3, 4) + "one" + little(2, 4) + "to" + zeros(16);
  std::string sizes = little(2, 4) + little(3, 4) + little(4, 4) + little(chain.size(), 4) + "rand";
  auto found = parse_rdp_server_security(bytes(sizes + chain));
  ASSERT_TRUE(found && found->certificate);
  EXPECT_EQ(found->method, 2u);
  EXPECT_EQ(found->certificate->kind, 2u);
  EXPECT_FALSE(found->certificate->is_permanent);
  ASSERT_EQ(found->certificate->chain.size(), 2u);
  EXPECT_EQ(view(found->certificate->chain[1]), "to");

  EXPECT_FALSE(parse_rdp_server_security(bytes(zeros(8)))->certificate);
  EXPECT_FALSE(parse_rdp_server_security(bytes(sizes + chain.substr(0, 10))));
  EXPECT_FALSE(parse_rdp_server_security(bytes(zeros(7))));
}

TEST(RdpUdp, ReadsHowConnectionsAreOpened) {
  std::string begin = "\xff\xff\xff\xff" + zeros(2), numbers = zeros(8);
  auto syn = parse_rdp_udp_syn(bytes(begin + std::string("\x18\x01", 2) + numbers + zeros(32) +
                                     std::string("\0\x01\x01\x01", 4)));
  ASSERT_TRUE(syn);
  EXPECT_FALSE(syn->is_answer);
  EXPECT_EQ(syn->version, kRdpUdp2);
  auto answer = parse_rdp_udp_syn(bytes(zeros(6) + std::string("\0\x05", 2) + numbers));
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->is_answer);
  EXPECT_EQ(answer->version, 1);
  EXPECT_FALSE(parse_rdp_udp_syn(bytes(zeros(6) + std::string("\0\x01", 2) + numbers)));
  EXPECT_FALSE(parse_rdp_udp_syn(bytes(begin + std::string("\x10\x01", 2) + numbers)));
}

TEST(RdpUdp, ReadsData) {
  std::string begin = zeros(6);
  auto plain = rdp_udp_data(bytes(begin + std::string("\0\x08", 2) + zeros(8) + "data"));
  ASSERT_TRUE(plain);
  EXPECT_EQ(view(*plain), "data");
  auto acked = rdp_udp_data(
      bytes(begin + std::string("\x01\x0c\0\x03xyz\0\0\0", 10) + zeros(4 + 8) + "data"));
  ASSERT_TRUE(acked);
  EXPECT_EQ(view(*acked), "data");
  EXPECT_FALSE(rdp_udp_data(bytes(begin + std::string("\0\x04", 2) + zeros(8))));
  EXPECT_FALSE(rdp_udp_data(bytes(begin + std::string("\0\x08", 2))));
  EXPECT_EQ(view(*rdp_udp2_data(bytes(std::string("\0\x04\xc0", 3) + "data"))), "data");
  EXPECT_FALSE(rdp_udp2_data(bytes(std::string("\0\x01\xc0", 3))));
}

}  // namespace
}  // namespace avocet
