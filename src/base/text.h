// Text in bytes: the same bytes seen as characters and back, and ASCII's letters and blanks, which
// is all the text that protocols agree on.
#pragma once

#include <string>
#include <string_view>

#include "base/byte_reader.h"

namespace avocet {

// Borrowed, like what they are made of.
inline std::string_view view(ByteSpan bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};  // lint: allow(cast): text
}
inline ByteSpan bytes_of(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()),  // lint: allow(pointer-cast): text
          text.size()};
}

// Other letters than A to Z stay as they are.
constexpr char ascii_upper(char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; }
constexpr char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }
std::string ascii_upper(std::string_view text);
std::string ascii_lower(std::string_view text);
bool ascii_equal(std::string_view a, std::string_view b);  // whatever the case
// Without the spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);

// What ends with a zero byte, which is read but not part of it. Without one: all that is left, and
// the reader fails.
ByteSpan read_cstring(ByteReader& reader);

}  // namespace avocet
