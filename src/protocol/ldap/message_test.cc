#include "protocol/ldap/message.h"

#include <gtest/gtest.h>

#include <string>

#include "protocol/ldap/frames.h"

namespace avocet {
namespace {

ByteSpan bytes(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};  // lint: allow(cast): a test
}

std::string view(ByteSpan found) { return std::string(found.begin(), found.end()); }
std::string zeros(size_t count) { return std::string(count, '\0'); }

std::string element(int tag, const std::string& content) {
  EXPECT_LT(content.size(), 128u);
  return std::string(1, char(tag)) + char(content.size()) + content;
}

std::string octets(const std::string& text) { return element(0x04, text); }
std::string number(int tag, char value) { return element(tag, std::string(1, value)); }
std::string equal(const std::string& name, const std::string& value) {
  return element(0xa3, octets(name) + octets(value));
}

std::string filter(const std::string& encoded) {
  BerReader reader(bytes(encoded));
  return ldap_filter_text(reader).value_or("none");
}

TEST(Ldap, ReadsMessages) {
  std::string bind = number(2, 3) + octets("cn=me") + element(0x80, "secret");
  std::string whole = element(0x30, number(2, 7) + element(0x60, bind));
  std::string both = whole + whole;
  BerReader reader(bytes(both));
  auto message = read_ldap(reader);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->id, 7);
  EXPECT_EQ(message->operation, LdapOperation::kBindRequest);
  auto found = parse_ldap_bind(message->content);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->version, 3);
  EXPECT_EQ(view(found->name), "cn=me");
  EXPECT_EQ(view(found->credentials), "secret");
  EXPECT_TRUE(read_ldap(reader));
  EXPECT_TRUE(reader.at_end());
  for (size_t length = 0; length < whole.size(); ++length) {
    std::string cut = whole.substr(0, length);
    BerReader short_reader(bytes(cut));
    EXPECT_FALSE(read_ldap(short_reader)) << length;
  }
}

TEST(Ldap, ReadsHowItWent) {
  std::string said = number(0x0a, 49) + octets("dc=a") + octets("No.") + element(0x87, "token");
  auto result = parse_ldap_result(bytes(said));
  ASSERT_TRUE(result);
  EXPECT_EQ(result->code, 49);
  EXPECT_EQ(view(result->matched_name), "dc=a");
  EXPECT_EQ(view(result->diagnostic), "No.");
  EXPECT_EQ(view(result->credentials), "token");
  std::string cut = said.substr(0, said.size() - 1);
  EXPECT_FALSE(parse_ldap_result(bytes(cut)));
}

TEST(Ldap, ReadsChanges) {
  std::string one =
      element(0x30, number(0x0a, 2) +
                        element(0x30, octets("mail") + element(0x31, octets("a") + octets("b"))));
  std::string two =
      element(0x30, number(0x0a, 1) + element(0x30, octets("fax") + element(0x31, "")));
  std::string whole = octets("cn=x") + element(0x30, one + two);
  auto found = parse_ldap_modify(bytes(whole));
  ASSERT_TRUE(found);
  EXPECT_EQ(view(found->object), "cn=x");
  EXPECT_EQ(found->changes, "replace(mail=a,b), delete(fax)");
}

TEST(Ldap, WritesFilters) {
  EXPECT_EQ(filter(equal("cn", "a(b)*\\" + zeros(1))), "(cn=a\\28b\\29\\2a\\5c\\00)");
  EXPECT_EQ(filter(element(0x87, "cn")), "(cn=*)");
  EXPECT_EQ(filter(element(0xa0, "")), "");
  std::string a = element(0x87, "a"), b = element(0x87, "b"), c = element(0x87, "c");
  EXPECT_EQ(filter(element(0xa0, a)), "(&(a=*))");
  EXPECT_EQ(filter(element(0xa1, a + b)), "(|(a=*)(b=*))");
  EXPECT_EQ(filter(element(0xa1, a + b + c)), "(|(|(a=*)(b=*))(c=*))");
  EXPECT_EQ(
      filter(element(0xa4, octets("n") + element(0x30, element(0x80, "[") + element(0x82, "]")))),
      "(n=[*])");
  EXPECT_EQ(filter(element(0xa9, element(0x82, "n") + element(0x83, "5"))), "(n:=5)");
  EXPECT_EQ(filter(element(0xaa, a)), "none");
  EXPECT_EQ(filter(a.substr(1)), "none");
}

TEST(Ldap, GivesUpOnFiltersThatAreTooDeep) {
  std::string deep = element(0x87, "a");
  auto longer = [](const std::string& content) {
    return std::string("\xa2\x82") + char(content.size() >> 8) + char(content.size()) + content;
  };
  for (int depth = 1; depth < kMaxLdapFilterDepth; ++depth) deep = longer(deep);
  EXPECT_NE(filter(deep), "none");
  EXPECT_EQ(filter(longer(deep)), "none");
}

TEST(Ldap, SpellsOutWhatWindowsSendsAsBytes) {
  auto text = [](const std::string& name, const std::string& value) {
    return ldap_value_text(bytes(name), bytes(value));
  };
  std::string guid = "\x3b\x52\xb3\xb0\x6f\x54\xaf\x4f\x93\xb2\x29\x4a\x38\x50\x98\xf2";
  EXPECT_EQ(text("DomainGuid", guid), "b0b3523b-546f-4faf-93b2-294a385098f2");
  EXPECT_EQ(text("DomainGuid", "short"), "GUID_FORMAT_FAILED");
  EXPECT_EQ(text("DomainSid", std::string(24, '\xff')),
            "S-255-281474976710655-4294967295-4294967295-4294967295-4294967295");
  EXPECT_EQ(text("DomainSid", ""), "SID_FORMAT_FAILED");
  EXPECT_EQ(text("AAC", "\x80" + zeros(3)), "80:00:00:00");
  EXPECT_EQ(text("NtVer", "\x16" + zeros(3)), "0x00000016");
  EXPECT_EQ(text("NtVer", "x"), "HEX_FORMAT_FAILED");
}

// What comes of a stream in pieces of one byte; W is what is wrapped.
std::string cut(LdapFrames& frames, const std::string& stream, size_t piece = 1) {
  std::string said;
  for (size_t at = 0; at < stream.size(); at += piece) {
    std::string some = stream.substr(at, piece);
    ByteSpan rest = bytes(some);
    while (auto frame = frames.take(rest))
      said += (frame->is_wrapped ? "W" : "") + std::to_string(frame->bytes.size()) + " ";
  }
  return said + (frames.is_bad() ? "bad" : "");
}

TEST(LdapFrames, CutsStreams) {
  std::string small = element(0x30, "abc"),
              large = "\x30\x82\x01" + zeros(1) + std::string(256, 'x');
  for (size_t piece : {1u, 3u, 1000u}) {
    LdapFrames frames;
    EXPECT_EQ(cut(frames, small + large + small, piece), "5 260 5 ");
  }
  LdapFrames wrapped;
  wrapped.allow_wrapped();
  EXPECT_EQ(cut(wrapped, zeros(3) + "\x03xyz" + small), "W3 5 ");
  LdapFrames plain, other, endless;
  EXPECT_EQ(cut(plain, zeros(3) + "\x03xyz"), "bad");
  EXPECT_EQ(cut(other, "HTTP"), "bad");
  EXPECT_EQ(cut(endless, "\x30\x80x"), "bad");
}

TEST(LdapFrames, SkipsWhatIsTooLarge) {
  LdapFrames frames;
  std::string head = "\x30\x83\x20" + zeros(2);
  EXPECT_EQ(cut(frames, head + zeros(0x200000) + element(0x30, "x"), 1000), "3 ");
}

TEST(LdapFrames, UnwrapsWhatIsSigned) {
  std::vector<uint8_t> room;
  auto unwrapped = [&room](const std::string& frame) {
    return view(ldap_unwrapped(bytes(frame), room));
  };
  std::string begin = std::string("\5\4\0\xff\0\3\0", 7);
  EXPECT_EQ(unwrapped(begin + zeros(1) + zeros(8) + "textsum"), "text");
  EXPECT_EQ(unwrapped(begin + "\3" + zeros(8) + "sumtext"), "text");
  EXPECT_EQ(unwrapped(begin + "\2" + zeros(8) + "umtexts"), "text");
  EXPECT_EQ(unwrapped(begin + zeros(1) + zeros(8) + "xy"), "");
  EXPECT_EQ(unwrapped(std::string("\5\4\2\xff\0\0\0\0", 8) + zeros(8) + "sealed"), "");
  std::string message = element(0x30, "x");
  EXPECT_EQ(unwrapped("\1" + zeros(15) + message), message);
  EXPECT_EQ(unwrapped("\1" + zeros(15) + "\x30\x7fsealed"), "");
  EXPECT_EQ(unwrapped("anything else"), "");
  EXPECT_EQ(unwrapped(""), "");
}

}  // namespace
}  // namespace avocet
