#include "base/highway_hash.h"

#include <bit>
#include <cstring>

namespace avocet {

namespace {

constexpr size_t kPacketSize = 32;

// Fractional digits of pi, as in the paper.
constexpr std::array<uint64_t, 4> kFirst = {0xdbe6d5d5fe4cce2f, 0xa4093822299f31d0,
                                            0x13198a2e03707344, 0x243f6a8885a308d3};
constexpr std::array<uint64_t, 4> kSecond = {0x3bd39e10cb0ef593, 0xc0acf169b5f18a8c,
                                             0xbe5466cf34e90c6c, 0x452821e638d01377};

std::array<uint64_t, 4> words(std::string_view packet) {
  std::array<uint64_t, 4> out;
  std::memcpy(out.data(), packet.data(), kPacketSize);
  if constexpr (std::endian::native == std::endian::big)
    for (uint64_t& word : out) word = __builtin_bswap64(word);
  return out;
}

uint64_t swap_halves(uint64_t word) { return std::rotl(word, 32); }

// Bytes of a pair of words, by their numbers (0 to 7 of the low word, 8 to 15 of the high one).
template <int... kNumbers> uint64_t pick(uint64_t low, uint64_t high) {
  uint64_t out = 0;
  int to = 0;
  ((out |= ((kNumbers < 8 ? low : high) >> (kNumbers % 8 * 8) & 0xff) << (to++ * 8)), ...);
  return out;
}

// The paper's zipper merge: moves the bytes of products that are hard to influence to where they
// are multiplied next.
void zip_into(uint64_t& low_sum, uint64_t& high_sum, uint64_t low, uint64_t high) {
  low_sum += pick<3, 12, 2, 5, 14, 1, 15, 0>(low, high);
  high_sum += pick<11, 4, 10, 13, 9, 6, 8, 7>(low, high);
}

}  // namespace

HighwayHash::Key HighwayHash::key_of(const std::array<unsigned char, 32>& bytes) {
  return words({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

HighwayHash::HighwayHash(const Key& key, std::string_view bytes) : m0_(kFirst), m1_(kSecond) {
  for (size_t i = 0; i < key.size(); ++i) {
    v0_[i] = kFirst[i] ^ key[i];
    v1_[i] = kSecond[i] ^ swap_halves(key[i]);
  }
  for (; bytes.size() >= kPacketSize; bytes.remove_prefix(kPacketSize))
    add(words(bytes.substr(0, kPacketSize)));
  if (!bytes.empty()) add_last(bytes);
}

void HighwayHash::add(const Lanes& packet) {
  for (size_t i = 0; i < packet.size(); ++i) {
    v1_[i] += m0_[i] + packet[i];
    m0_[i] ^= (v1_[i] & 0xffffffff) * (v0_[i] >> 32);
    v0_[i] += m1_[i];
    m1_[i] ^= (v0_[i] & 0xffffffff) * (v1_[i] >> 32);
  }
  for (size_t i = 0; i < packet.size(); i += 2) zip_into(v0_[i], v0_[i + 1], v1_[i], v1_[i + 1]);
  for (size_t i = 0; i < packet.size(); i += 2) zip_into(v1_[i], v1_[i + 1], v0_[i], v0_[i + 1]);
}

// Fewer bytes than a packet has: their number goes into the state, and what does not fill a word
// of four bytes is spread over the rest of the packet.
void HighwayHash::add_last(std::string_view bytes) {
  const auto count = static_cast<int>(bytes.size());
  for (uint64_t& lane : v0_) lane += (uint64_t(count) << 32) + uint64_t(count);
  for (uint64_t& lane : v1_) {
    uint32_t low = std::rotl(static_cast<uint32_t>(lane), count);
    uint32_t high = std::rotl(static_cast<uint32_t>(lane >> 32), count);
    lane = uint64_t(high) << 32 | low;
  }
  std::array<char, kPacketSize> packet{};
  const size_t whole = bytes.size() / 4 * 4, rest = bytes.size() % 4;
  std::memcpy(packet.data(), bytes.data(), whole);
  if (bytes.size() >= 16) {
    std::memcpy(packet.data() + kPacketSize - 4, bytes.data() + bytes.size() - 4, 4);
  } else if (rest > 0) {
    std::string_view tail = bytes.substr(whole);
    packet[16] = tail[0];
    packet[17] = tail[rest / 2];
    packet[18] = tail[rest - 1];
  }
  add(words({packet.data(), packet.size()}));
}

void HighwayHash::stir(int rounds) {
  for (int i = 0; i < rounds; ++i)
    add({swap_halves(v0_[2]), swap_halves(v0_[3]), swap_halves(v0_[0]), swap_halves(v0_[1])});
}

uint64_t HighwayHash::finish_64() {
  stir(4);
  return v0_[0] + v1_[0] + m0_[0] + m1_[0];
}

std::array<uint64_t, 2> HighwayHash::finish_128() {
  stir(6);
  return {v0_[0] + m0_[0] + v1_[2] + m1_[2], v0_[1] + m0_[1] + v1_[3] + m1_[3]};
}

}  // namespace avocet
