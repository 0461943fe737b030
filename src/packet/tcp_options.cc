#include "packet/tcp_options.h"

namespace avocet {

std::optional<TcpOption> TcpOptionReader::next() {
  if (ended_ || reader_.remaining() == 0) return std::nullopt;
  TcpOption option;
  option.kind = reader_.u8();
  if (option.kind == kTcpOptionEnd) {
    ended_ = true;
    return option;
  }
  if (option.kind == kTcpOptionNop) return option;
  option.length = reader_.u8();
  if (reader_.failed() || option.length < 2 || !reader_.can_read(option.length - 2u)) {
    ended_ = true;
    return std::nullopt;
  }
  option.data = reader_.take(option.length - 2u);
  return option;
}

bool is_known_tcp_option(uint8_t kind) {
  switch (kind) {
  case kTcpOptionEnd:
  case kTcpOptionNop:
  case kTcpOptionMss:
  case kTcpOptionWindowScale:
  case kTcpOptionSackPermitted:
  case kTcpOptionSack:
  case kTcpOptionTimestamps:
  case kTcpOptionQuickStart:
  case kTcpOptionUserTimeout:
  case kTcpOptionAuthentication:
  case kTcpOptionFastOpenCookie: return true;
  default: return false;
  }
}

bool has_right_length(const TcpOption& option) {
  size_t size = option.data.size();
  switch (option.kind) {
  case kTcpOptionEnd:
  case kTcpOptionNop:
  case kTcpOptionSackPermitted: return size == 0;
  case kTcpOptionUserTimeout:
  case kTcpOptionMss: return size == 2;
  case kTcpOptionWindowScale: return size == 1;
  case kTcpOptionSack: return size % 8 == 0;
  case kTcpOptionTimestamps: return size == 8;
  case kTcpOptionQuickStart: return size == 6;
  case kTcpOptionAuthentication: return size >= 2;
  case kTcpOptionFastOpenCookie: return size == 0 || (size >= 4 && size <= 16 && size % 2 == 0);
  default: return true;
  }
}

std::optional<uint8_t> tcp_window_scale(ByteSpan options) {
  TcpOptionReader reader(options);
  while (auto option = reader.next()) {
    if (option->kind == kTcpOptionWindowScale && option->data.size() == 1) return option->data[0];
  }
  return std::nullopt;
}

}  // namespace avocet
