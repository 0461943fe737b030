// IpAddress and Prefix: addresses and subnets of both IP versions as plain values.
//
// An IPv4 address is kept as its IPv4-mapped IPv6 address (::ffff:a.b.c.d,
// RFC 4291 2.5.5.2), so one type compares, hashes and masks both. The order is
// the order of the 128-bit number, hence IPv4 addresses sort together.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"

namespace avocet {

class IpAddress {
 public:
  // The address "::".
  constexpr IpAddress() = default;

  // `host_order`: 0x7f000001 is 127.0.0.1.
  static constexpr IpAddress v4(uint32_t host_order) {
    return IpAddress(0, kMappedPrefix | host_order);
  }
  // The two halves as numbers; high is the first eight bytes of the address.
  static constexpr IpAddress v6(uint64_t high, uint64_t low) { return IpAddress(high, low); }
  // Sixteen bytes in network order.
  static IpAddress from_bytes(const std::array<uint8_t, 16>& bytes);

  // Dotted IPv4 or any textual form of RFC 4291 2.2, also within [ ]. No zone, no prefix length.
  static std::optional<IpAddress> parse(std::string_view text);

  constexpr bool is_v4() const { return high_ == 0 && (low_ >> 32) == 0xffff; }
  constexpr bool is_v6() const { return !is_v4(); }
  // Precondition: is_v4().
  constexpr uint32_t v4_bits() const { return static_cast<uint32_t>(low_); }
  constexpr uint64_t high() const { return high_; }
  constexpr uint64_t low() const { return low_; }
  std::array<uint8_t, 16> bytes() const;

  constexpr bool is_loopback() const {
    return is_v4() ? v4_bits() >> 24 == 127 : high_ == 0 && low_ == 1;
  }
  constexpr bool is_multicast() const {
    return is_v4() ? v4_bits() >> 28 == 0xe : high_ >> 56 == 0xff;
  }

  // Zeek's rendering: "10.0.0.1", "2001:db8::1" (RFC 5952; lower case, longest run of zeroes cut).
  std::string to_string() const;

  // Keeps the first `length` bits of the 128-bit form, clears the rest. length <= 128.
  constexpr IpAddress masked128(int length) const {
    if (length >= 128) return *this;
    if (length > 64) return IpAddress(high_, low_ & ~(~uint64_t{0} >> (length - 64)));
    if (length == 64) return IpAddress(high_, 0);
    return IpAddress(length == 0 ? 0 : high_ & ~(~uint64_t{0} >> length), 0);
  }

  constexpr uint64_t hash(uint64_t seed = 0) const {
    return hash_combine(hash_combine(seed, high_), low_);
  }

  friend constexpr auto operator<=>(const IpAddress&, const IpAddress&) = default;

 private:
  static constexpr uint64_t kMappedPrefix = uint64_t{0xffff} << 32;
  constexpr IpAddress(uint64_t high, uint64_t low) : high_(high), low_(low) {}

  uint64_t high_ = 0;
  uint64_t low_ = 0;
};

static_assert(sizeof(IpAddress) == 16);

// A subnet: an address whose host bits are zero, and a prefix length.
class Prefix {
 public:
  // ::/0
  constexpr Prefix() = default;
  // Masks `address`. `length` counts in the address's own family: at most 32 for IPv4, 128 for
  // IPv6; a longer one is cut to that.
  Prefix(const IpAddress& address, int length);
  // `length128` counts from the first of 128 bits: 96 is all of IPv4.
  static Prefix from_length128(const IpAddress& address, int length128);

  // "10.0.0.0/8" or "fe80::/10"; nothing without a slash or with a length out of range.
  static std::optional<Prefix> parse(std::string_view text);

  constexpr const IpAddress& address() const { return address_; }
  // In the address's own family, as scripts see it.
  constexpr int length() const {
    return address_.is_v4() && length128_ >= 96 ? length128_ - 96 : length128_;
  }
  constexpr int length128() const { return length128_; }
  constexpr bool contains(const IpAddress& address) const {
    return address.masked128(length128_) == address_;
  }
  constexpr bool contains(const Prefix& other) const {
    return other.length128_ >= length128_ && contains(other.address_);
  }

  std::string to_string() const;
  constexpr uint64_t hash(uint64_t seed = 0) const {
    return hash_combine(address_.hash(seed), length128_);
  }

  friend constexpr auto operator<=>(const Prefix&, const Prefix&) = default;

 private:
  IpAddress address_;
  uint8_t length128_ = 0;
};

}  // namespace avocet

template <> struct std::hash<avocet::IpAddress> {
  size_t operator()(const avocet::IpAddress& a) const noexcept { return avocet::mix64(a.hash()); }
};
template <> struct std::hash<avocet::Prefix> {
  size_t operator()(const avocet::Prefix& p) const noexcept { return avocet::mix64(p.hash()); }
};
