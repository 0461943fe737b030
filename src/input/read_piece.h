// Reading what descriptors have, piece by piece.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <string>

namespace avocet {

// Appends to `rest` what can be read at once, at most 64 KiB. Returns how much that was; 0 at the
// end, a negative number, with errno, if nothing could be read.
inline ssize_t read_piece(int descriptor, std::string& rest) {
  constexpr size_t kPiece = 64 * 1024;
  size_t before = rest.size();
  rest.resize(before + kPiece);
  ssize_t size;
  do {
    size = ::read(descriptor, rest.data() + before, kPiece);
  } while (size < 0 && errno == EINTR);
  int error = errno;
  rest.resize(before + size_t(size > 0 ? size : 0));
  errno = error;
  return size;
}

}  // namespace avocet
