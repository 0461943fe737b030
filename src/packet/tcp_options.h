// TCP options (RFC 9293 3.1 and others), read on demand from TcpView::options.
#pragma once

#include <cstdint>
#include <optional>

#include "base/byte_reader.h"

namespace avocet {

inline constexpr uint8_t kTcpOptionEnd = 0, kTcpOptionNop = 1, kTcpOptionMss = 2,
                         kTcpOptionWindowScale = 3, kTcpOptionSackPermitted = 4, kTcpOptionSack = 5,
                         kTcpOptionTimestamps = 8;
// RFC 4782 3.1, RFC 5482 3, RFC 5925 2.2, RFC 7413 2.
inline constexpr uint8_t kTcpOptionQuickStart = 27, kTcpOptionUserTimeout = 28,
                         kTcpOptionAuthentication = 29, kTcpOptionFastOpenCookie = 34;

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

// Whether it has a name here, and a length that can be judged.
bool is_known_tcp_option(uint8_t kind);
// Whether an option of a known kind has a length that its kind allows.
bool has_right_length(const TcpOption& option);

// The shift count of the window scale option, as it stands there.
std::optional<uint8_t> tcp_window_scale(ByteSpan options);

}  // namespace avocet
