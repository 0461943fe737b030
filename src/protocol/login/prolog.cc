#include "protocol/login/prolog.h"

namespace avocet {

bool LoginProlog::take(ByteSpan& bytes) {
  size_t used = 0;
  for (uint8_t byte : bytes) {
    if (at_ == kFields || is_endless()) break;
    ++used;
    if (byte == 0) {
      ++at_;
      size_ = 0;
      continue;
    }
    ++size_;
    if (fields_[at_].size() < kMaxField) fields_[at_] += char(byte);
  }
  bytes = bytes.subspan(used);
  return at_ == kFields;
}

}  // namespace avocet
