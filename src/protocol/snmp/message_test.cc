#include "protocol/snmp/message.h"

#include <gtest/gtest.h>

#include <string>

namespace avocet {
namespace {

std::string element(int tag, const std::string& content) {
  return std::string{char(tag), char(content.size())} + content;
}

std::string number(int value) { return element(kBerInteger, std::string(1, char(value))); }

std::string variable() {
  return element(kBerSequence, element(kBerOid, "\x2b\x06\x01") + element(kBerOctets, "value"));
}

std::string pdu(int tag) {
  return element(tag, number(7) + number(1) + number(2) + element(kBerSequence, variable()));
}

std::string plain(int version, const std::string& body) {
  return element(kBerSequence, number(version) + element(kBerOctets, "public") + body);
}

std::string v3(const std::string& flags, const std::string& data) {
  std::string user = element(kBerOctets, "engine") + number(3) + number(4) +
                     element(kBerOctets, "joe") + element(kBerOctets, "") + element(kBerOctets, "");
  std::string global = number(9) + number(100) + element(kBerOctets, flags) + number(3);
  return element(kBerSequence, number(3) + element(kBerSequence, global) +
                                   element(kBerOctets, element(kBerSequence, user)) + data);
}

// Views of what was parsed last are into this.
std::optional<SnmpMessage> parse(const std::string& text) {
  static thread_local std::vector<uint8_t> bytes;
  bytes.assign(text.begin(), text.end());
  return parse_snmp(bytes);
}

std::string text(ByteSpan bytes) { return std::string(bytes.begin(), bytes.end()); }

TEST(Snmp, ReadsRequests) {
  auto message = parse(plain(1, pdu(0xa1)));
  ASSERT_TRUE(message);
  EXPECT_EQ(message->version, kSnmpV2);
  EXPECT_EQ(text(message->community), "public");
  EXPECT_EQ(message->pdu, uint8_t(SnmpPduTag::kGetNextRequest));
  EXPECT_EQ(message->request_id, 7);
  EXPECT_EQ(message->error_index, 2);
  ASSERT_EQ(message->bindings.size(), 1u);
  EXPECT_EQ(text(message->bindings[0].value.content), "value");
}

TEST(Snmp, ReadsTraps) {
  std::string trap =
      element(0xa4, element(kBerOid, "\x2b") + element(0x40, "abcd") + number(6) + number(1) +
                        element(0x43, "\x01\x02") + element(kBerSequence, variable()));
  auto message = parse(plain(0, trap));
  ASSERT_TRUE(message);
  EXPECT_EQ(message->generic_trap, 6);
  EXPECT_EQ(message->time_stamp, 0x102u);
  EXPECT_EQ(message->bindings.size(), 1u);
}

TEST(Snmp, ReadsVersion3) {
  std::string scoped = element(kBerOctets, "engine") + element(kBerOctets, "name");
  auto message = parse(v3("\x04", element(kBerSequence, scoped + pdu(0xa0))));
  ASSERT_TRUE(message);
  EXPECT_TRUE(message->v3.has_context && message->v3.has_user);
  EXPECT_EQ(text(message->v3.user.user), "joe");
  EXPECT_EQ(message->bindings.size(), 1u);
}

TEST(Snmp, LeavesWhatIsEncryptedAlone) {
  auto message = parse(v3("\x07", element(kBerOctets, "????")));
  ASSERT_TRUE(message);
  EXPECT_EQ(message->body, SnmpMessage::Body::kEncrypted);
  EXPECT_FALSE(message->v3.has_context || message->v3.has_user);
  message = parse(v3("\x07", element(0x7f - 0x20, "?")));
  EXPECT_FALSE(message);
  message = parse(v3("\x07", element(0x41, "?")));
  ASSERT_TRUE(message);
  EXPECT_EQ(message->body, SnmpMessage::Body::kUnknownScope);
  EXPECT_EQ(message->scope, 0x41);
}

TEST(Snmp, TellsUnknownKindsAndVersions) {
  auto message = parse(plain(0, element(0xa9, "?")));
  ASSERT_TRUE(message);
  EXPECT_EQ(message->body, SnmpMessage::Body::kPdu);
  EXPECT_EQ(message->pdu, 0xa9);
  message = parse(plain(2, ""));
  ASSERT_TRUE(message);
  EXPECT_EQ(message->body, SnmpMessage::Body::kUnknownVersion);
}

TEST(Snmp, RefusesWhatIsCutAnywhere) {
  std::string whole = plain(1, pdu(0xa0));
  for (size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(parse(whole.substr(0, size))) << size;
  EXPECT_FALSE(parse(v3("", element(kBerOctets, ""))));
}

}  // namespace
}  // namespace avocet
