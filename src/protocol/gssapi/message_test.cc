#include "protocol/gssapi/message.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes tagged(uint8_t tag, const Bytes& content) {
  Bytes made{tag, uint8_t(content.size())};
  made.insert(made.end(), content.begin(), content.end());
  return made;
}

Bytes joined(Bytes first, const Bytes& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

const Bytes kNtlm{'N', 'T', 'L', 'M', 'S', 'S', 'P', 0, 1, 0, 0, 0};
const Bytes kSpnego{0x06, 0x06, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x02};
const Bytes kKerberos{0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x02};

Bytes init(const Bytes& token) {
  return tagged(0xa0, tagged(0x30, tagged(0xa2, tagged(0x04, token))));
}

TEST(Gssapi, FindsNtlmInAnInitialToken) {
  Bytes bytes = tagged(0x60, joined(kSpnego, init(kNtlm)));
  auto token = parse_gss(bytes);
  ASSERT_TRUE(token);
  EXPECT_EQ(token->mechanism, GssToken::Mechanism::kNtlm);
  EXPECT_EQ(token->inner.size(), kNtlm.size());
  EXPECT_FALSE(token->state);
}

TEST(Gssapi, FindsKerberosBehindItsName) {
  Bytes ap_request{0x6e, 0x00};
  Bytes inner = tagged(0x60, joined(kKerberos, joined({0x01, 0x00}, ap_request)));
  for (const Bytes& bytes : {inner, tagged(0x60, joined(kSpnego, init(inner))), ap_request}) {
    auto token = parse_gss(bytes);
    ASSERT_TRUE(token);
    EXPECT_EQ(token->mechanism, GssToken::Mechanism::kKerberos);
    EXPECT_EQ(Bytes(token->inner.begin(), token->inner.end()), ap_request);
  }
}

TEST(Gssapi, ReadsTheStateOfAResponse) {
  Bytes fields = joined(tagged(0xa0, tagged(0x0a, {1})), tagged(0xa2, tagged(0x04, kNtlm)));
  Bytes bytes = tagged(0xa1, tagged(0x30, fields));
  auto token = parse_gss(bytes);
  ASSERT_TRUE(token);
  EXPECT_EQ(token->state, 1u);
  EXPECT_EQ(token->mechanism, GssToken::Mechanism::kNtlm);
}

TEST(Gssapi, RefusesWhatIsCut) {
  Bytes bytes = tagged(0x60, joined(kSpnego, init(kNtlm)));
  for (size_t length = 0; length < bytes.size(); ++length)
    EXPECT_FALSE(parse_gss(ByteSpan(bytes).first(length))) << length;
}

TEST(Gssapi, KeepsOtherMechanismsApart) {
  Bytes other = tagged(0x60, joined({0x06, 0x01, 0x2b}, {1, 2, 3}));
  auto token = parse_gss(other);
  ASSERT_TRUE(token);
  EXPECT_EQ(token->mechanism, GssToken::Mechanism::kOther);
}

}  // namespace
}  // namespace avocet
