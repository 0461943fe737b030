#include "protocol/quic/protection.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <memory>
#include <string_view>

namespace avocet {

namespace {

constexpr size_t kHash = 32;  // SHA-256
constexpr size_t kTag = 16, kSample = 16, kMaxNumber = 4;
using Hash = std::array<uint8_t, kHash>;

constexpr std::array<uint8_t, 20> kSalt1 = {0x38, 0x76, 0x2c, 0xf7, 0xf5, 0x59, 0x34,
                                            0xb3, 0x4d, 0x17, 0x9a, 0xe6, 0xa4, 0xc8,
                                            0x0c, 0xad, 0xcc, 0xbb, 0x7f, 0x0a};
constexpr std::array<uint8_t, 20> kSalt2 = {0x0d, 0xed, 0xe3, 0xde, 0xf7, 0x00, 0xa6,
                                            0xdb, 0x81, 0x93, 0x81, 0xbe, 0x6e, 0x26,
                                            0x9d, 0xcb, 0xf9, 0xbd, 0x2e, 0xd9};

struct Labels {
  std::string_view key, iv, header;
};
constexpr Labels kLabels1 = {"quic key", "quic iv", "quic hp"};
constexpr Labels kLabels2 = {"quicv2 key", "quicv2 iv", "quicv2 hp"};

Hash hmac(ByteSpan key, ByteSpan data) {
  Hash out{};
  HMAC(EVP_sha256(), key.data(), int(key.size()), data.data(), data.size(), out.data(), nullptr);
  return out;
}

// HKDF-Expand-Label with an empty context (RFC 8446, section 7.1); one block is enough here.
template <size_t kSize>
std::array<uint8_t, kSize> expand(const Hash& secret, std::string_view label) {
  static_assert(kSize <= kHash);
  constexpr std::string_view kPrefix = "tls13 ";
  std::vector<uint8_t> info = {0, uint8_t(kSize), uint8_t(kPrefix.size() + label.size())};
  info.insert(info.end(), kPrefix.begin(), kPrefix.end());
  info.insert(info.end(), label.begin(), label.end());
  info.push_back(0);  // no context
  info.push_back(1);  // the first block
  Hash block = hmac(secret, info);
  std::array<uint8_t, kSize> out;
  std::copy_n(block.begin(), kSize, out.begin());
  return out;
}

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

// What hides the header: one block of AES over a piece of the ciphertext (RFC 9001, section 5.4).
bool header_mask(const std::array<uint8_t, 16>& key, ByteSpan sample,
                 std::array<uint8_t, 16>& mask) {
  Cipher cipher(EVP_CIPHER_CTX_new());
  int written = 0;
  return cipher &&
         EVP_EncryptInit_ex(cipher.get(), EVP_aes_128_ecb(), nullptr, key.data(), nullptr) &&
         EVP_CIPHER_CTX_set_padding(cipher.get(), 0) &&
         EVP_EncryptUpdate(cipher.get(), mask.data(), &written, sample.data(), kSample) &&
         written == int(kSample);
}

bool decrypt(const QuicInitialKeys::Secrets& secrets, const std::array<uint8_t, 12>& nonce,
             ByteSpan header, ByteSpan sealed, std::vector<uint8_t>& plain) {
  ByteSpan text = sealed.first(sealed.size() - kTag), tag = sealed.last(kTag);
  std::array<uint8_t, kTag> expected;
  std::copy(tag.begin(), tag.end(), expected.begin());
  plain.resize(text.size() + kTag);
  Cipher cipher(EVP_CIPHER_CTX_new());
  int size = 0, end = 0;
  if (!cipher ||
      !EVP_DecryptInit_ex(cipher.get(), EVP_aes_128_gcm(), nullptr, secrets.key.data(),
                          nonce.data()) ||
      !EVP_DecryptUpdate(cipher.get(), nullptr, &size, header.data(), int(header.size())) ||
      !EVP_DecryptUpdate(cipher.get(), plain.data(), &size, text.data(), int(text.size())) ||
      !EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, int(kTag), expected.data()) ||
      EVP_DecryptFinal_ex(cipher.get(), plain.data() + size, &end) != 1)
    return false;
  plain.resize(text.size());
  return true;
}

// The number whose low bits are `low`, and that is nearest to the expected one (RFC 9000,
// appendix A.3).
uint64_t full_number(uint64_t expected, uint64_t low, size_t size) {
  uint64_t window = uint64_t(1) << (8 * size), half = window / 2;
  uint64_t candidate = (expected & ~(window - 1)) | low;
  if (candidate + half <= expected) return candidate + window;
  if (candidate > expected + half && candidate >= window) return candidate - window;
  return candidate;
}

}  // namespace

QuicInitialKeys::QuicInitialKeys(uint32_t version, ByteSpan client_dcid) {
  bool is_v2 = version == kQuicVersion2;
  Hash initial = hmac(is_v2 ? kSalt2 : kSalt1, client_dcid);
  const Labels& labels = is_v2 ? kLabels2 : kLabels1;
  for (bool is_client : {true, false}) {
    Hash secret = expand<kHash>(initial, is_client ? "client in" : "server in");
    sides_[is_client ? 0 : 1].secrets = {expand<16>(secret, labels.key),
                                         expand<12>(secret, labels.iv),
                                         expand<16>(secret, labels.header)};
  }
}

bool QuicInitialKeys::open(bool is_client, const QuicPacket& packet, std::vector<uint8_t>& plain) {
  Direction& from = sides_[is_client ? 0 : 1];
  ByteSpan body = packet.bytes.subspan(packet.number_at);
  if (body.size() < kMaxNumber + kSample) return false;
  std::array<uint8_t, 16> mask;
  if (!header_mask(from.secrets.header, body.subspan(kMaxNumber, kSample), mask)) return false;

  std::vector<uint8_t> header(packet.bytes.begin(),
                              packet.bytes.begin() + ptrdiff_t(packet.number_at));
  header[0] ^= mask[0] & 0x0F;
  size_t size = (header[0] & 3) + 1u;
  uint64_t low = 0;
  for (size_t i = 0; i < size; ++i) {
    header.push_back(body[i] ^ mask[1 + i]);
    low = low << 8 | header.back();
  }
  uint64_t number = full_number(from.next_number, low, size);
  std::array<uint8_t, 12> nonce = from.secrets.iv;
  for (size_t i = 0; i < 8; ++i) nonce[nonce.size() - 1 - i] ^= uint8_t(number >> (8 * i));
  if (!decrypt(from.secrets, nonce, header, body.subspan(size), plain)) return false;
  from.next_number = std::max(from.next_number, number + 1);
  return true;
}

}  // namespace avocet
