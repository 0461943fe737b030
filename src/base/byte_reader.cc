#include "base/byte_reader.h"

namespace avocet {

void ByteReader::skip(size_t count) {
  if (!can_read(count)) {
    fail();
    return;
  }
  position_ += count;
}

ByteSpan ByteReader::take(size_t count) {
  if (!can_read(count)) {
    fail();
    return {};
  }
  ByteSpan taken = bytes_.subspan(position_, count);
  position_ += count;
  return taken;
}

ByteSpan ByteReader::take_up_to(size_t count) {
  return take(count < remaining() ? count : remaining());
}

void ByteReader::copy_to(uint8_t* to, size_t count) {
  ByteSpan from = take(count);
  if (from.empty()) {
    std::memset(to, 0, count);
    return;
  }
  std::memcpy(to, from.data(), count);
}

}  // namespace avocet
