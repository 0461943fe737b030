#include "protocol/ssl/handshake.h"

#include <gtest/gtest.h>

#include <string>

#include "protocol/ssl/extensions.h"

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes operator+(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

std::string text(ByteSpan bytes) { return {bytes.begin(), bytes.end()}; }

const Bytes kClientHello = Bytes{3, 3, 0, 0, 0, 9} + Bytes(28, 'r') + Bytes{2, 's', 's'} +
                           Bytes{0, 4, 0x13, 1, 0xC0, 0x2F} + Bytes{1, 0} +
                           Bytes{0, 9, 0, 0x2B, 0, 5, 4, 3, 4, 3, 3};

TEST(TlsHandshake, ReadsClientHellos) {
  auto hello = parse_client_hello(kClientHello);
  ASSERT_TRUE(hello);
  EXPECT_EQ(hello->version, kTlsVersion12);
  EXPECT_EQ(hello->time, 9u);
  EXPECT_EQ(hello->random.size(), 28u);
  EXPECT_EQ(text(hello->session_id), "ss");
  EXPECT_EQ(hello->ciphers, (std::vector<uint32_t>{0x1301, 0xC02F}));
  ASSERT_EQ(hello->extensions.size(), 1u);
  EXPECT_EQ(*parse_tls_numbers(hello->extensions[0].data, 1, 2), (TlsNumbers{0x304, 0x303}));
}

TEST(TlsHandshake, RefusesHellosThatAreCutOff) {
  // Without its extensions it is whole.
  size_t whole = kClientHello.size() - 11;
  for (size_t size = 0; size < whole; ++size)
    EXPECT_FALSE(parse_client_hello(ByteSpan(kClientHello).first(size))) << size;
}

TEST(TlsHandshake, ReadsServerHellosOfDrafts) {
  Bytes bytes = Bytes{0x7F, 0x10} + Bytes(32, 'r') + Bytes{0x13, 1, 0, 0};
  auto hello = parse_server_hello(bytes);
  ASSERT_TRUE(hello);
  EXPECT_EQ(hello->cipher, 0x1301u);
  EXPECT_EQ(hello->time, 0u);
}

TEST(TlsHandshake, ReadsHellosOfVersion2) {
  Bytes bytes{1, 0, 2, 0, 3, 0, 0, 0, 2, 1, 0, 0x80, 'c', 'h'};
  auto hello = parse_v2_client_hello(bytes);
  ASSERT_TRUE(hello);
  EXPECT_EQ(hello->version, kSslVersion2);
  EXPECT_EQ(hello->ciphers, (std::vector<uint32_t>{0x010080}));
  EXPECT_EQ(text(hello->random), "ch");
}

TEST(TlsHandshake, ReadsKeysByTheCipher) {
  EXPECT_EQ(key_exchange_of(0xC02F), TlsKeyExchange::kEcdh);
  EXPECT_EQ(key_exchange_of(0x002F), TlsKeyExchange::kRsa);
  EXPECT_EQ(key_exchange_of(0x0033), TlsKeyExchange::kDh);
  EXPECT_EQ(key_exchange_of(0x1301), TlsKeyExchange::kOther);
  Bytes bytes{3, 0, 23, 2, 'p', 'p', 4, 1, 0, 1, 's'};
  auto found = parse_server_key_exchange(bytes, TlsKeyExchange::kEcdh, kTlsVersion12);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->curve, 23);
  EXPECT_EQ(text(found->point), "pp");
  ASSERT_TRUE(found->signature);
  EXPECT_EQ(found->signature->hash, 4);
  EXPECT_EQ(text(found->signature->bytes), "s");
}

TEST(TlsHandshake, ReadsCertificates) {
  Bytes bytes{0, 0, 9, 0, 0, 2, 'a', 'b', 0, 0, 1, 'c'};
  auto found = parse_certificates(bytes);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2u);
  EXPECT_EQ(text((*found)[0]), "ab");
  bytes[2] = 10;
  EXPECT_FALSE(parse_certificates(bytes));
}

TEST(TlsHandshake, ReadsOneCertificateMoreThanThereMayBe) {
  constexpr size_t kMany = 1000;
  Bytes bytes{0, uint8_t(kMany * 4 >> 8), uint8_t(kMany * 4 & 0xFF)};
  for (size_t i = 0; i < kMany; ++i) bytes = bytes + Bytes{0, 0, 1, 'c'};
  auto found = parse_certificates(bytes);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->size(), kMaxTlsCertificates + 1);
}

TEST(TlsHandshake, ReadsExtensions) {
  // Views are into these.
  const Bytes name_list{0, 9, 0, 0, 1, 'a', 1, 0, 2, 'b', 'c'};
  const Bytes protocol_list{0, 5, 2, 'h', '2', 1, 'x'};
  const Bytes offered{0, 7, 0, 1, 'i', 0, 0, 0, 5, 0, 2, 1, 'b'};
  auto names = parse_server_names(name_list);
  ASSERT_TRUE(names);
  EXPECT_TRUE(names->has_others);
  ASSERT_EQ(names->names.size(), 1u);
  auto protocols = parse_alpn(protocol_list);
  ASSERT_TRUE(protocols);
  EXPECT_EQ(protocols->size(), 2u);
  EXPECT_EQ(*parse_client_key_share(Bytes{0, 6, 0, 29, 0, 2, 'k', 'k'}), TlsNumbers{29});
  auto offer = parse_psk_offer(offered);
  ASSERT_TRUE(offer);
  EXPECT_EQ(offer->identities[0].ticket_age, 5u);
  EXPECT_EQ(text(offer->binders[0]), "b");
}

TEST(TlsHandshakeStream, FindsMessagesInAnyPieces) {
  Bytes stream{1, 0, 0, 2, 'a', 'b', 14, 0, 0, 0, 11, 0, 0, 1, 'c'};
  for (size_t piece = 1; piece <= stream.size(); ++piece) {
    TlsHandshakeStream messages;
    std::string seen;
    for (size_t at = 0; at < stream.size(); at += piece)
      messages.feed(
          ByteSpan(stream).subspan(at, std::min(piece, stream.size() - at)),
          [&](uint8_t type, ByteSpan body) { seen += std::to_string(type) + text(body) + " "; });
    EXPECT_EQ(seen, "1ab 14 11c ") << piece;
  }
}

TEST(TlsHandshakeStream, HasALimit) {
  TlsHandshakeStream messages;
  auto ignore = [](uint8_t, ByteSpan) {};
  EXPECT_EQ(messages.feed(Bytes{11, 0xFF, 0xFF, 0xFF}, ignore),
            TlsHandshakeStream::Result::kTooLong);
}

}  // namespace
}  // namespace avocet
