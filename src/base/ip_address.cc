#include "base/ip_address.h"

#include <arpa/inet.h>

#include <charconv>

namespace avocet {
namespace {

uint64_t number_of(const uint8_t* bytes) {
  uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | bytes[i];
  return value;
}

void write_number(uint64_t value, uint8_t* to) {
  for (int i = 7; i >= 0; --i, value >>= 8) to[i] = static_cast<uint8_t>(value);
}

void append_decimal(uint32_t value, std::string& to) {
  char digits[10];
  auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  to.append(digits, end);
}

std::string dotted(uint32_t bits) {
  std::string text;
  text.reserve(15);
  for (int shift = 24; shift >= 0; shift -= 8) {
    append_decimal(bits >> shift & 0xff, text);
    if (shift > 0) text += '.';
  }
  return text;
}

}  // namespace

IpAddress IpAddress::from_bytes(const std::array<uint8_t, 16>& bytes) {
  return IpAddress(number_of(bytes.data()), number_of(bytes.data() + 8));
}

std::array<uint8_t, 16> IpAddress::bytes() const {
  std::array<uint8_t, 16> out;
  write_number(high_, out.data());
  write_number(low_, out.data() + 8);
  return out;
}

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') {
    text = text.substr(1, text.size() - 2);
    if (text.find(':') == std::string_view::npos) return std::nullopt;
  }
  char buffer[64];
  if (text.empty() || text.size() >= sizeof buffer) return std::nullopt;
  buffer[text.copy(buffer, sizeof buffer - 1)] = '\0';
  if (text.find('\0') != std::string_view::npos) return std::nullopt;

  std::array<uint8_t, 16> bytes{};
  if (text.find(':') != std::string_view::npos) {
    if (inet_pton(AF_INET6, buffer, bytes.data()) != 1) return std::nullopt;
    return from_bytes(bytes);
  }
  if (inet_pton(AF_INET, buffer, bytes.data()) != 1) return std::nullopt;
  return v4(static_cast<uint32_t>(number_of(bytes.data()) >> 32));
}

std::string IpAddress::to_string() const {
  if (is_v4()) return dotted(v4_bits());
  char buffer[INET6_ADDRSTRLEN];
  std::array<uint8_t, 16> raw = bytes();
  inet_ntop(AF_INET6, raw.data(), buffer, sizeof buffer);
  return buffer;
}

Prefix::Prefix(const IpAddress& address, int length) {
  int limit = address.is_v4() ? 32 : 128;
  length = length < 0 ? 0 : length > limit ? limit : length;
  *this = from_length128(address, address.is_v4() ? length + 96 : length);
}

Prefix Prefix::from_length128(const IpAddress& address, int length128) {
  Prefix prefix;
  prefix.address_ = address.masked128(length128);
  prefix.length128_ = static_cast<uint8_t>(length128);
  return prefix;
}

std::optional<Prefix> Prefix::parse(std::string_view text) {
  size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  auto address = IpAddress::parse(text.substr(0, slash));
  if (!address) return std::nullopt;
  std::string_view digits = text.substr(slash + 1);
  int length = -1;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (length < 0 || length > (address->is_v4() ? 32 : 128)) return std::nullopt;
  return Prefix(*address, length);
}

std::string Prefix::to_string() const {
  return address_.to_string() + '/' + std::to_string(length());
}

}  // namespace avocet
