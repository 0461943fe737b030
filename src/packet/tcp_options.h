// TCP options (RFC 9293 3.1 and others), read on demand from TcpView::options.
#pragma once

#include <cstdint>
#include <optional>

#include "base/byte_reader.h"

namespace avocet {

inline constexpr uint8_t kTcpOptionEnd = 0, kTcpOptionNop = 1, kTcpOptionMss = 2,
                         kTcpOptionWindowScale = 3, kTcpOptionSackPermitted = 4, kTcpOptionSack = 5,
                         kTcpOptionTimestamps = 8;

struct TcpOption {
  uint8_t kind = kTcpOptionEnd;
  uint8_t length = 1;  // of the whole option
  ByteSpan data;       // behind kind and length
};

// Goes through the options in order, including padding, until the end-of-options
// option (which it yields), the end of the bytes or a length that fits nothing.
class TcpOptionReader {
 public:
  explicit TcpOptionReader(ByteSpan options) : reader_(options) {}
  std::optional<TcpOption> next();

 private:
  ByteReader reader_;
  bool ended_ = false;
};

// The shift count of the window scale option, as it stands there.
std::optional<uint8_t> tcp_window_scale(ByteSpan options);

}  // namespace avocet
