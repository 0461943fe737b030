#include "protocol/mysql/message.h"

#include <gtest/gtest.h>

#include <string>

#include "protocol/mysql/session.h"

namespace avocet {
namespace {

std::string text(ByteSpan bytes) { return std::string(bytes.begin(), bytes.end()); }

// Views of what was parsed last are into this.
ByteSpan bytes(const std::string& from) {
  static thread_local std::vector<uint8_t> kept;
  kept.assign(from.begin(), from.end());
  return kept;
}

std::string zeros(size_t count) { return std::string(count, '\0'); }

std::string little(uint64_t number, int size) {
  std::string out;
  for (int i = 0; i < size; ++i) out += char(number >> (8 * i));
  return out;
}

std::string greeting(uint32_t capabilities) {
  return "\x0a" + std::string("8.0\0", 4) + zeros(4) + "12345678" + zeros(1) +
         little(capabilities & 0xffff, 2) + zeros(3) + little(capabilities >> 16, 2) + "\x15" +
         zeros(10) + std::string("abcdefghijkl\0", 13) + std::string("plug\0", 5);
}

std::string login(uint32_t capabilities, const std::string& rest) {
  return little(capabilities, 4) + zeros(4) + "\x21" + zeros(23) + rest;
}

constexpr uint32_t kUsual = kMysqlProtocol41 | kMysqlSecureConnection | kMysqlPluginAuth;

TEST(Mysql, ReadsNumbersOfEverySize) {
  for (auto [from, expected] : {std::pair{std::string("\xfa"), uint64_t(0xfa)},
                                {std::string("\xfc\x01\x02"), 0x0201},
                                {std::string("\xfd\x01\x02\x03"), 0x030201},
                                {"\xfe" + little(1ull << 40, 8), 1ull << 40}}) {
    ByteReader reader(bytes(from));
    EXPECT_EQ(read_mysql_number(reader), expected);
    EXPECT_FALSE(reader.failed());
  }
  ByteReader none(bytes("\xff"));
  read_mysql_number(none);
  EXPECT_TRUE(none.failed());
}

TEST(Mysql, ReadsGreetings) {
  auto found = parse_mysql_greeting(bytes(greeting(kUsual)));
  ASSERT_TRUE(found);
  EXPECT_EQ(text(found->version), "8.0");
  EXPECT_EQ(text(found->plugin), "plug");
  EXPECT_EQ(found->auth_data.size(), 21u);
  EXPECT_EQ(found->capabilities, kUsual);
  EXPECT_FALSE(parse_mysql_greeting(bytes("\x0b" + greeting(0).substr(1))));
  EXPECT_FALSE(parse_mysql_greeting(bytes(greeting(kUsual).substr(0, 30))));
}

TEST(Mysql, ReadsLogins) {
  auto found = parse_mysql_login(bytes(login(kUsual, std::string("joe\0\x02xyplug\0", 12))));
  ASSERT_TRUE(found);
  EXPECT_EQ(text(found->user), "joe");
  EXPECT_EQ(text(found->auth_data), "xy");
  ASSERT_TRUE(found->plugin);
  EXPECT_EQ(text(*found->plugin), "plug");
  EXPECT_TRUE(parse_mysql_login(bytes(login(kUsual | kMysqlSsl, "")))->is_ssl_request);
  EXPECT_FALSE(parse_mysql_login(bytes(login(kUsual, ""))));
  EXPECT_FALSE(parse_mysql_login(bytes(login(kUsual, "no end"))));
  auto old = parse_mysql_login(bytes(zeros(5) + std::string("joe\0", 4)));
  ASSERT_TRUE(old);
  EXPECT_EQ(text(old->user), "joe");
}

TEST(Mysql, ReadsErrors) {
  EXPECT_EQ(text(parse_mysql_error(bytes("\xff\x15\x04#28000No."))->text), "No.");
  EXPECT_EQ(parse_mysql_error(bytes("\xff\x15\x04No."))->code, 1045);
  EXPECT_FALSE(parse_mysql_error(bytes("\xff\x15")));
}

TEST(Mysql, ReadsRows) {
  auto row = parse_mysql_row(bytes("\x02xy\xfb"), 2);
  ASSERT_TRUE(row);
  EXPECT_EQ(text((*row)[0]), "xy");
  EXPECT_TRUE((*row)[1].empty());
  EXPECT_FALSE(parse_mysql_row(bytes("\x02xy"), 2));
  EXPECT_FALSE(parse_mysql_row(bytes("\x03xy"), 1));
}

TEST(Mysql, FindsQueriesBehindTheirAttributes) {
  EXPECT_EQ(text(*mysql_query_text(bytes(std::string("\0\1select", 8)))), "select");
  // A null, a number and a text.
  std::string attributes = std::string("\x03\x01\x01\x01", 4) + std::string("\xfe\0\1a", 4) +
                           std::string("\x02\0\1b", 4) + std::string("\xfe\0\1c", 4) + "12" +
                           "\x03xyz";
  EXPECT_EQ(text(*mysql_query_text(bytes(attributes + "select"))), "select");
  EXPECT_FALSE(mysql_query_text(bytes("\xf0\x01x")));
  EXPECT_FALSE(mysql_query_text(bytes(attributes.substr(0, 15))));
}

// Writes down what it is told.
struct Notes final : MysqlListener {
  std::string said;
  void greeted(const MysqlGreeting&) override { said += "greeting "; }
  void logged_in(const MysqlLogin& login) override { said += "login=" + text(login.user) + " "; }
  void switched_user(const MysqlLogin& login) override { said += "now=" + text(login.user) + " "; }
  void asked_for_tls() override { said += "tls "; }
  void asked_for_plugin(ByteSpan name, ByteSpan) override { said += "use=" + text(name) + " "; }
  void more_auth_data(Side, ByteSpan data) override { said += "more=" + text(data) + " "; }
  void command(uint8_t number, ByteSpan argument) override {
    said += std::to_string(number) + "=" + text(argument) + " ";
  }
  void ok(uint64_t rows) override { said += "ok=" + std::to_string(rows) + " "; }
  void eof(bool is_intermediate) override { said += is_intermediate ? "eof... " : "eof "; }
  void failed(const MysqlErrorMessage& error) override {
    said += "error=" + text(error.text) + " ";
  }
  bool wants_rows() const override { return true; }
  void row(const std::vector<ByteSpan>& row) override { said += "row=" + text(row[0]) + " "; }
  void broken(std::string_view) override { said += "broken "; }
};

std::string packet(const std::string& payload) {
  return little(payload.size(), 3) + "\0"[0] + payload;
}

// Turns: what begins with '>' is the client's. Each byte is a segment of its own.
std::string play(const std::vector<std::string>& turns) {
  Notes notes;
  MysqlSession session(notes);
  for (const std::string& turn : turns)
    for (char byte : packet(turn.substr(1))) {
      uint8_t segment = uint8_t(byte);
      session.data(turn[0] == '>' ? Side::kOrig : Side::kResp, ByteSpan(&segment, 1));
    }
  return notes.said;
}

std::vector<std::string> logged_in(uint32_t capabilities) {
  return {"<" + greeting(capabilities), ">" + login(capabilities, std::string("joe\0\0plug\0", 10)),
          "<" + zeros(7)};
}

std::string after_login(uint32_t capabilities, const std::vector<std::string>& turns) {
  std::vector<std::string> all = logged_in(capabilities);
  all.insert(all.end(), turns.begin(), turns.end());
  std::string said = play(all), before = "greeting login=joe ok=0 ";
  EXPECT_TRUE(said.starts_with(before)) << said;
  return said.substr(std::min(said.size(), before.size()));
}

const std::string kEof = "<\xfe" + zeros(4);

TEST(Mysql, ReadsResults) {
  EXPECT_EQ(after_login(kUsual, {">\x03q", "<\x01", "<column", kEof, "<\x01x", "<\x01y", kEof}),
            "3=q eof... row=x row=y eof ");
  std::string end = "<\xfe\x02" + zeros(5);
  EXPECT_EQ(after_login(kUsual | kMysqlDeprecateEof, {">\x03q", "<\x01", "<column", "<\x01x", end}),
            "3=q row=x ok=2 ");
  EXPECT_EQ(after_login(kUsual, {">\x03q", "<\xff\x01\x01No."}), "3=q error=No. ");
  std::string more = std::string("<\0\x01\0\x08\0\0\0", 8);
  EXPECT_EQ(after_login(kUsual, {">\x03q", more, "<" + zeros(7)}), "3=q ok=1 ok=0 ");
}

TEST(Mysql, KnowsWhichCommandsAreAnswered) {
  EXPECT_EQ(after_login(kUsual, {">\x09", "<Uptime", ">\x01"}), "9= 1= ");
  EXPECT_EQ(after_login(kUsual, {">\x04t", "<column", kEof}), "4=t eof ");
  EXPECT_EQ(after_login(kUsual, {">\x0e", kEof}), "14= eof ");
  EXPECT_EQ(after_login(kUsual, {">\x16q", "<" + zeros(12), "<param", kEof, ">\x0e"}),
            "22=q ok=0 14= ");
}

TEST(Mysql, FollowsAuthentication) {
  std::vector<std::string> turns = logged_in(kUsual);
  turns.pop_back();
  turns.insert(turns.end(),
               {"<" + std::string("\xfeother\0x", 8), ">secret", "<\x01key", ">", "<" + zeros(7)});
  EXPECT_EQ(play(turns), "greeting login=joe use=other more=secret more=key more= ok=0 ");
  std::string switched = after_login(
      kUsual, {">\x11" + std::string("ann\0\0db\0\x21\0plug\0", 15), "<\xff\x01\x01No."});
  EXPECT_TRUE(switched.ends_with("now=ann error=No. ")) << switched;
  EXPECT_EQ(play({turns[0], ">" + login(kUsual | kMysqlSsl, ""), "<\x16\x03"}), "greeting tls ");
}

TEST(Mysql, GivesUpOnOtherConversations) {
  EXPECT_EQ(play({">GET /"}), "broken ");
  EXPECT_EQ(play({"<SSH-2.0"}), "broken ");
  EXPECT_EQ(play({"<\xff\x01\x01Go away."}), "error=Go away. ");
  EXPECT_EQ(after_login(kUsual, {">\x0e", "<???"}), "14= broken ");
}

TEST(Mysql, KeepsNoMoreOfAPacketThanItsLimit) {
  Notes notes;
  MysqlSession session(notes);
  for (const std::string& turn : logged_in(kUsual))
    session.data(turn[0] == '>' ? Side::kOrig : Side::kResp, bytes(packet(turn.substr(1))));
  std::string query = "\x03" + std::string(2 * MysqlSession::kMaxPayload, 'q');
  std::string sent = packet(query);
  session.data(Side::kOrig, bytes(sent.substr(0, 10)));
  session.data(Side::kOrig, bytes(sent.substr(10)));
  EXPECT_LE(notes.said.size(), MysqlSession::kMaxPayload + 100);
  session.data(Side::kResp, bytes(packet(zeros(7))));
  EXPECT_TRUE(notes.said.ends_with("q ok=0 "));
}

}  // namespace
}  // namespace avocet
