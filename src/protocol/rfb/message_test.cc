#include "protocol/rfb/message.h"

#include <gtest/gtest.h>

#include <string>

namespace avocet {
namespace {

struct Notes final : RfbListener {
  std::string said;
  void version(Side side, std::string_view major, std::string_view minor) override {
    said += std::string(side == Side::kOrig ? "client " : "server ") + std::string(major) + "." +
            std::string(minor) + " ";
  }
  void authentication_type(uint8_t type) override { said += "type=" + std::to_string(type) + " "; }
  void authentication_result(bool good) override { said += good ? "good " : "bad "; }
  void share_flag(bool shared) override { said += shared ? "shared " : "alone "; }
  void desktop(std::string_view name, uint16_t width, uint16_t height) override {
    said += std::string(name) + " " + std::to_string(width) + "x" + std::to_string(height) + " ";
  }
  void broken(std::string_view) override { said += "broken "; }
};

// Turns: what begins with '>' is the client's. Each byte is a segment of its own.
std::string play(const std::vector<std::string>& turns) {
  Notes notes;
  RfbHandshake handshake(notes);
  for (const std::string& turn : turns)
    for (char byte : turn.substr(1)) {
      uint8_t segment = uint8_t(byte);
      handshake.data(turn[0] == '>' ? Side::kOrig : Side::kResp, ByteSpan(&segment, 1));
    }
  return notes.said;
}

std::string zeros(size_t count) { return std::string(count, '\0'); }

std::string desktop() {
  return "<\x04" + zeros(1) + "\x03" + zeros(1) + zeros(19) +
         "\x04"
         "desk";
}

TEST(Rfb, ReadsHandshakes) {
  EXPECT_EQ(play({"<RFB 003.008\n", ">RFB 003.008\n", "<\x02\x02\x10", ">\x02", "<" + zeros(16),
                  ">" + zeros(16), "<" + zeros(4), ">\x01", desktop(), "<later"}),
            "server 003.008 client 003.008 type=2 good shared desk 1024x768 ");
  EXPECT_EQ(play({"<RFB 003.008\n", ">RFB 003.003\n", "<" + zeros(3) + "\x01", ">" + zeros(1),
                  desktop()}),
            "server 003.008 client 003.003 type=1 alone desk 1024x768 ");
  EXPECT_EQ(
      play({"<RFB 003.008\n", ">RFB 003.008\n", "<\x01\x01", ">\x01", "<" + zeros(3) + "\x01"}),
      "server 003.008 client 003.008 type=1 bad ");
}

TEST(Rfb, ReadsTheAuthenticationOfApple) {
  EXPECT_EQ(
      play({"<RFB 003.889\n", ">RFB 003.889\n", "<\x01\x1e", ">\x1e",
            "<" + zeros(3) + "\x08" + zeros(16), ">" + zeros(128 + 8), "<" + zeros(4), ">\xc1"}),
      "server 003.889 client 003.889 type=30 good shared ");
}

TEST(Rfb, KeepsWhatComesBeforeItsTurn) {
  EXPECT_EQ(play({">RFB 003.003\n" + zeros(1), "<RFB 003.003\n" + zeros(3) + "\x01"}),
            "server 003.003 client 003.003 type=1 alone ");
}

TEST(Rfb, GivesUpOnOtherConversations) {
  EXPECT_EQ(play({"<SSH-2.0"}), "broken ");
  EXPECT_EQ(play({"<RFB 003x008\n"}), "broken ");
  EXPECT_EQ(play({">" + zeros(70000)}), "broken ");
  EXPECT_EQ(play({"<RFB 003.008\n", ">RFB 003.003\n", "<\x01" + zeros(3)}),
            "server 003.008 client 003.003 broken ");
  EXPECT_EQ(play({"<RFB 003.008\n", ">RFB 003.008\n", "<\x01\x13", ">\x13", "<whatever"}),
            "server 003.008 client 003.008 type=19 ");
}

}  // namespace
}  // namespace avocet
