// Fingerprint: 128 bits that stand for a text. The same on every machine of the same byte order and
// in every version; a change of the function is a change of the image format. Not meant to resist
// somebody who wants a collision: whoever can write our files can do worse.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace avocet {

struct Fingerprint {
  uint64_t high = 0;
  uint64_t low = 0;
  auto operator<=>(const Fingerprint&) const = default;
};

Fingerprint fingerprint_of(const void* data, size_t size);
inline Fingerprint fingerprint_of(std::string_view text) {
  return fingerprint_of(text.data(), text.size());
}

}  // namespace avocet
