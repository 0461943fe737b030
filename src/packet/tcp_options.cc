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

std::optional<uint8_t> tcp_window_scale(ByteSpan options) {
  TcpOptionReader reader(options);
  while (auto option = reader.next()) {
    if (option->kind == kTcpOptionWindowScale && option->data.size() == 1) return option->data[0];
  }
  return std::nullopt;
}

}  // namespace avocet
