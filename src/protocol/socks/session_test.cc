#include "protocol/socks/session.h"

#include <gtest/gtest.h>

#include <string>

namespace avocet {
namespace {

std::string view(ByteSpan found) { return std::string(found.begin(), found.end()); }
std::string zeros(size_t count) { return std::string(count, '\0'); }

struct Notes final : SocksListener {
  std::string said;
  std::string where(const SocksTarget& target) {
    std::string text = target.host ? target.host->to_string() : "";
    if (target.name) text += "(" + view(*target.name) + ")";
    return text + ":" + std::to_string(target.port);
  }
  void login(ByteSpan user, ByteSpan password) override {
    said += "login=" + view(user) + "/" + view(password) + " ";
  }
  void login_reply(uint8_t code) override { said += "answer=" + std::to_string(code) + " "; }
  void request(uint8_t version, uint8_t command, const SocksTarget& target,
               ByteSpan user) override {
    said += "ask" + std::to_string(version) + "=" + std::to_string(command) + "," + where(target) +
            "," + view(user) + " ";
  }
  void reply(uint8_t version, uint8_t code, const SocksTarget& target) override {
    said +=
        "reply" + std::to_string(version) + "=" + std::to_string(code) + "," + where(target) + " ";
  }
  void tunnel(size_t rest) override {
    said += rest == 0 ? "tunnel " : "tunnel with " + std::to_string(rest) + " ";
  }
  void unknown_method(uint8_t method) override { said += "method=" + std::to_string(method) + " "; }
  void broken(std::string_view) override { said += "broken "; }
};

// Turns: what begins with '>' is the client's. Each byte is a segment of its own if they are split.
std::string play(const std::vector<std::string>& turns, size_t piece = 1) {
  Notes notes;
  SocksSession session(notes);
  for (const std::string& turn : turns) {
    std::vector<uint8_t> bytes(turn.begin() + 1, turn.end());
    for (size_t at = 0; at < bytes.size(); at += piece)
      session.data(turn[0] == '>' ? Side::kOrig : Side::kResp,
                   ByteSpan(bytes).subspan(at, std::min(piece, bytes.size() - at)));
  }
  return notes.said;
}

const std::string kPort80 = std::string("\0\x50", 2), kLocal = std::string("\x7f\0\0\1", 4);
const std::string kReply4 = "<" + zeros(1) + "\x5a" + kPort80 + kLocal;
const std::string kReply5 = "<\x05" + zeros(2) + "\x01" + kLocal + kPort80;

TEST(Socks, ReadsVersion4) {
  std::string asked = ">\x04\x01" + kPort80 + kLocal + "me" + zeros(1);
  std::string said = "ask4=1,127.0.0.1:80,me reply4=90,127.0.0.1:80 tunnel ";
  EXPECT_EQ(play({asked, kReply4, "<data"}), said);
  EXPECT_EQ(play({asked, kReply4 + "data", ">data"}, 1000),
            "ask4=1,127.0.0.1:80,me reply4=90,127.0.0.1:80 tunnel with 4 ");
  // More than is kept belongs to the tunnel all the same.
  EXPECT_EQ(play({asked, kReply4 + std::string(4000, 'x')}, 5000),
            "ask4=1,127.0.0.1:80,me reply4=90,127.0.0.1:80 tunnel with 4000 ");
  std::string named = ">\x04\x02" + kPort80 + zeros(3) + "\x09" + zeros(1) + "a.example" + zeros(1);
  EXPECT_EQ(play({named}), "ask4=2,(a.example):80, ");
}

TEST(Socks, ReadsVersion5) {
  EXPECT_EQ(play({">\x05\x02" + zeros(1) + "\x02", "<\x05\x02", ">\x01\x02me\x03pwd",
                  "<\x01" + zeros(1), ">\x05\x01" + zeros(1) + "\x03\x03www" + kPort80, kReply5}),
            "login=me/pwd answer=0 ask5=1,(www):80, reply5=0,127.0.0.1:80 tunnel ");
  std::string six = ">\x05\x03" + zeros(1) + "\x04" + zeros(15) + "\x01" + kPort80;
  std::string hello = ">\x05\x01" + zeros(1), taken = "<\x05" + zeros(1);
  EXPECT_EQ(play({hello, taken, six}), "ask5=3,::1:80, ");
  EXPECT_EQ(play({hello, taken, six, "<\x05\x03" + zeros(1) + "\x03\x02" + "to" + kPort80}),
            "ask5=3,::1:80, reply5=3,(to):80 tunnel ");
}

TEST(Socks, WaitsForTurns) {
  std::string eager =
      ">\x05\x01" + zeros(1) + "\x05\x01" + zeros(1) + "\x01" + kLocal + kPort80 + "GET /";
  EXPECT_EQ(play({eager}), "");
  EXPECT_EQ(play({eager, "<\x05" + zeros(1) + kReply5.substr(1)}, 1000),
            "ask5=1,127.0.0.1:80, reply5=0,127.0.0.1:80 tunnel ");
}

TEST(Socks, RefusesWhatIsNone) {
  EXPECT_EQ(play({">GET /"}), "broken ");
  EXPECT_EQ(play({"<SSH-2.0"}), "broken ");
  EXPECT_EQ(play({">\x05\x01" + zeros(1), "<\x05\xff"}), "method=255 ");
  EXPECT_EQ(play({">\x05\x01" + zeros(1), "<HTTP"}), "broken ");
  EXPECT_EQ(play({">\x05\x01" + zeros(1), "<\x05" + zeros(1), ">\x05\x01" + zeros(1) + "\x07"}),
            "broken ");
  EXPECT_EQ(play({">\x04\x01" + zeros(6) + std::string(2 * SocksSession::kMaxWaiting, 'x')}),
            "broken ");
  EXPECT_EQ(play({">\x04\x01" + zeros(6) + std::string(2 * SocksSession::kMaxWaiting, 'x')}, 5000),
            "broken ");
}

}  // namespace
}  // namespace avocet
