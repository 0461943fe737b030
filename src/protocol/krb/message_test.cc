#include "protocol/krb/message.h"

#include <gtest/gtest.h>

#include <vector>

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes tagged(uint8_t tag, const Bytes& content) {
  Bytes made{tag};
  if (content.size() >= 0x80) made.insert(made.end(), {0x82, uint8_t(content.size() >> 8)});
  made.push_back(uint8_t(content.size()));
  made.insert(made.end(), content.begin(), content.end());
  return made;
}
Bytes field(uint8_t number, const Bytes& content) {
  return tagged(uint8_t(0xa0 + number), content);
}
Bytes all(std::initializer_list<Bytes> parts) {
  Bytes made;
  for (const Bytes& part : parts) made.insert(made.end(), part.begin(), part.end());
  return made;
}
Bytes text(uint8_t tag, std::string_view from) {
  return tagged(tag, Bytes(from.begin(), from.end()));
}
Bytes number(uint8_t n) { return tagged(0x02, {n}); }
Bytes name(std::string_view first, std::string_view second) {
  Bytes parts = second.empty() ? text(0x1b, first) : all({text(0x1b, first), text(0x1b, second)});
  return tagged(0x30, all({field(0, number(1)), field(1, tagged(0x30, parts))}));
}
Bytes encrypted() {
  return tagged(0x30, all({field(0, number(18)), field(2, tagged(0x04, {9, 9}))}));
}
Bytes ticket() {
  return tagged(0x61,
                tagged(0x30, all({field(0, number(5)), field(1, text(0x1b, "REALM")),
                                  field(2, name("krbtgt", "REALM")), field(3, encrypted())})));
}

TEST(Kerberos, ReadsARequest) {
  Bytes pa = tagged(0x30, all({field(1, tagged(0x02, {0, 133})), field(2, text(0x04, "MIT"))}));
  Bytes body = tagged(
      0x30, all({field(0, tagged(0x03, {0, 0x40, 0x80, 0, 0x10})), field(1, name("ines", "")),
                 field(2, text(0x1b, "REALM")), field(3, name("krbtgt", "REALM")),
                 field(5, text(0x18, "19700101000100Z")), field(7, number(7)),
                 field(8, tagged(0x30, all({number(18), number(17)})))}));
  Bytes bytes = tagged(0x6a, tagged(0x30, all({field(1, number(5)), field(2, number(10)),
                                               field(3, tagged(0x30, pa)), field(4, body)})));
  auto message = parse_krb(bytes);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->type, KrbType::kAsRequest);
  auto request = parse_krb_kdc_request(message->content);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->client, "ines");
  EXPECT_EQ(request->service, "krbtgt/REALM");
  EXPECT_EQ(request->till, 60.0);
  EXPECT_FALSE(request->from);
  EXPECT_EQ(request->options, 0x40800010u);
  EXPECT_EQ(request->ciphers, (std::vector<uint64_t>{18, 17}));
  ASSERT_EQ(request->pre_authentication.size(), 1u);
  EXPECT_EQ(request->pre_authentication[0].type, 133);
  for (size_t length = 0; length < message->content.size(); ++length)
    EXPECT_FALSE(parse_krb_kdc_request(message->content.first(length))) << length;
}

TEST(Kerberos, ReadsTickets) {
  Bytes content = tagged(
      0x30, all({field(0, number(5)), field(1, number(11)), field(3, text(0x1b, "REALM")),
                 field(4, name("ines", "admin")), field(5, ticket()), field(6, encrypted())}));
  auto response = parse_krb_kdc_response(content);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->client, "ines/admin");
  EXPECT_EQ(response->ticket.service, "krbtgt/REALM");
  EXPECT_EQ(response->ticket.encrypted.cipher, 18u);
  EXPECT_EQ(response->encrypted.text.size(), 2u);
  EXPECT_FALSE(response->has_pre_authentication);
  Bytes shown = tagged(0x30, all({field(0, number(5)), field(1, number(14)),
                                  field(2, tagged(0x03, {0, 0x20, 0, 0, 0})), field(3, ticket())}));
  auto request = parse_krb_ap_request(shown);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->options, 0x20000000u);
  EXPECT_EQ(parse_krb_credentials(tagged(0x30, field(2, tagged(0x30, all({ticket(), ticket()})))))
                ->size(),
            2u);
}

TEST(Kerberos, ReadsErrors) {
  Bytes pa = tagged(0x30, all({field(1, number(19)), field(2, tagged(0x04, {1}))}));
  Bytes content =
      tagged(0x30, all({field(0, number(5)), field(1, number(30)), field(6, number(25)),
                        field(10, name("krbtgt", "REALM")), field(11, text(0x1b, "NEEDED")),
                        field(12, tagged(0x04, tagged(0x30, pa)))}));
  auto error = parse_krb_error(content);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, 25u);
  EXPECT_EQ(error->service, "krbtgt/REALM");
  EXPECT_EQ(error->pre_authentication.size(), 1u);
  EXPECT_FALSE(error->client);
}

TEST(Kerberos, ReadsTimes) {
  auto time = [](std::string_view from) { return krb_time(Bytes(from.begin(), from.end())); };
  EXPECT_EQ(time("20150119235511Z"), 1421711711.0);
  EXPECT_EQ(time("20240229000000Z"), 1709164800.0);
  EXPECT_FALSE(time("20150119"));
  EXPECT_FALSE(time("2015x119235511Z"));
  EXPECT_FALSE(time("20151319235511Z"));
}

TEST(Kerberos, RefusesEndlessLists) {
  Bytes ciphers;
  for (int i = 0; i < 300; ++i) ciphers.insert(ciphers.end(), {0x02, 0x01, 0x01});
  Bytes body = tagged(0x30, tagged(0xa8, tagged(0x30, ciphers)));
  EXPECT_FALSE(parse_krb_kdc_request(tagged(0x30, tagged(0xa4, body))));
}

TEST(Kerberos, RefusesOtherThings) {
  EXPECT_FALSE(parse_krb({}));
  EXPECT_FALSE(parse_krb(Bytes{0x30, 0x00}));
  EXPECT_TRUE(krb_certificates(Bytes{0x30, 0x03, 1, 2, 3}).empty());
}

}  // namespace
}  // namespace avocet
