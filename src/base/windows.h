// What Microsoft's protocols have in common: text in UTF-16 (MS-DTYP 2.1), and times (2.3.3).
#pragma once

#include <string>

#include "base/byte_reader.h"

namespace avocet {

// UTF-16 in little endian as UTF-8. Halves of pairs that are alone become U+FFFD, as does a byte
// that is left over.
std::string text_of_utf16(ByteSpan bytes);
// The same up to the first zero, if there is one.
std::string text_of_terminated_utf16(ByteSpan bytes);

// A FILETIME, which counts tenths of microseconds since 1601, in seconds since 1970. Zero, which
// means that there is no time, is a time as well.
constexpr double seconds_of_filetime(uint64_t time) {
  constexpr double kPerSecond = 10'000'000.0, kFrom1601To1970 = 11'644'473'600.0;
  return double(time) / kPerSecond - kFrom1601To1970;
}

}  // namespace avocet
