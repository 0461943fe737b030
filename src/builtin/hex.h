// Bytes as hexadecimal digits, two for each, in lower case.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace avocet {

inline constexpr std::string_view kHexDigits = "0123456789abcdef";

inline void append_hex(std::string& out, char byte) {
  out += kHexDigits[uint8_t(byte) >> 4];
  out += kHexDigits[uint8_t(byte) & 15];
}

inline std::string hex(std::string_view bytes) {
  std::string out;
  for (char c : bytes) append_hex(out, c);
  return out;
}

inline std::string hex(const unsigned char* bytes, size_t size) {
  return hex({reinterpret_cast<const char*>(bytes), size});
}

}  // namespace avocet
