#include "protocol/postgresql/session.h"

#include <gtest/gtest.h>

#include <string>

namespace avocet {
namespace {

std::string view(ByteSpan found) { return std::string(found.begin(), found.end()); }
std::string zeros(size_t count) { return std::string(count, '\0'); }
std::string big(uint32_t value) {
  return {char(value >> 24), char(value >> 16), char(value >> 8), char(value)};
}

struct Notes final : PostgresListener {
  std::string said;
  void asked_for_tls() override { said += "tls? "; }
  void answered_tls(uint8_t answer) override { said += std::string("tls=") + char(answer) + " "; }
  void started(uint16_t major, uint16_t minor,
               const std::vector<PostgresPair>& parameters) override {
    said += "start" + std::to_string(major) + "." + std::to_string(minor);
    for (const auto& [name, value] : parameters) said += "," + view(name) + "=" + view(value);
    said += " ";
  }
  void message(Side side, uint8_t type, ByteSpan content) override {
    said += (side == Side::kOrig ? ">" : "<") + std::string(1, char(type)) + view(content) + " ";
  }
  size_t wanted_of(Side, uint8_t type) const override { return type == 'D' ? 2 : 1000; }
  void broken(std::string_view, ByteSpan) override { said += "broken "; }
};

// Turns: what begins with '>' is the client's.
std::string play(const std::vector<std::string>& turns, size_t piece) {
  Notes notes;
  PostgresSession session(notes);
  for (const std::string& turn : turns) {
    std::vector<uint8_t> bytes(turn.begin() + 1, turn.end());
    for (size_t at = 0; at < bytes.size(); at += piece)
      session.data(turn[0] == '>' ? Side::kOrig : Side::kResp,
                   ByteSpan(bytes).subspan(at, std::min(piece, bytes.size() - at)));
  }
  return notes.said;
}

std::string message(char type, const std::string& content) {
  return type + big(uint32_t(content.size()) + 4) + content;
}

std::string startup(const std::string& parameters) {
  std::string content = zeros(1) + "\x03" + zeros(2) + parameters;
  return ">" + big(uint32_t(content.size()) + 4) + content;
}

const std::string kMe = startup("user" + zeros(1) + "me" + zeros(2));
const std::string kTls = ">" + big(8) + big(80877103);

TEST(Postgresql, ReadsConversations) {
  for (size_t piece : {1u, 3u, 1000u}) {
    EXPECT_EQ(play({kTls, "<N", kMe, "<" + message('R', big(0)) + message('Z', "I"),
                    ">" + message('Q', "select" + zeros(1)),
                    "<" + message('D', "abcdef") + message('C', "x"), ">" + message('X', "")},
                   piece),
              "tls? tls=N start3.0,user=me <R" + zeros(4) + " <ZI >Qselect" + zeros(1) +
                  " <Dab <Cx >X ")
        << piece;
  }
}

TEST(Postgresql, KnowsWishes) {
  EXPECT_EQ(play({kTls, "<S", ">\x16\x03"}, 1000), "tls? tls=S ");
  EXPECT_EQ(play({kTls, "<" + message('E', "no")}, 1000), "tls? <Eno ");
  EXPECT_EQ(play({">" + big(8) + big(80877104), "<N", kMe}, 1000), "start3.0,user=me ");
  EXPECT_EQ(play({">" + big(8) + big(80877104), "<G", "<x"}, 1000), "");
  EXPECT_EQ(play({">" + big(16) + big(80877102) + big(1) + big(2), "<x"}, 1000), "");
}

TEST(Postgresql, RefusesWhatIsNone) {
  EXPECT_EQ(play({">GET / HTTP/1.0\r\n"}, 1000), "broken ");
  EXPECT_EQ(play({"<greeting", ">" + big(8) + big(2 << 16)}, 1000), "broken ");
  EXPECT_EQ(play({">" + big(7) + big(3 << 16)}, 1000), "broken ");
  EXPECT_EQ(play({">" + big(UINT32_MAX) + big(3 << 16)}, 1000), "broken ");
  EXPECT_EQ(play({startup("user" + zeros(1) + "me")}, 1000), "broken ");
  EXPECT_EQ(play({kTls, "<x"}, 1000), "tls? broken ");
  EXPECT_EQ(play({kMe, "<Z" + big(3)}, 1000), "start3.0,user=me broken ");
}

TEST(Postgresql, ReadsFields) {
  std::string text = "SERROR" + zeros(1) + "Mno" + zeros(2);
  std::vector<uint8_t> bytes(text.begin(), text.end());
  auto fields = parse_postgres_fields(bytes);
  ASSERT_TRUE(fields);
  ASSERT_EQ(fields->size(), 2u);
  EXPECT_EQ(view((*fields)[1].first), "M");
  EXPECT_EQ(view((*fields)[1].second), "no");
  EXPECT_FALSE(parse_postgres_fields(ByteSpan(bytes).first(9)));
}

}  // namespace
}  // namespace avocet
