// ModbusStream: one direction of a TCP connection, cut into messages. A header is told as soon as
// it is there, the body once it is whole; one that lies within a delivery is not copied.
//
// A body with a hole is not told. The bytes that are missing do not count, as Zeek has it: what
// comes behind is taken for the rest, of headers, too. Where that is wrong, the next header is
// none, and then the next delivery begins a message: devices send one at a time.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "protocol/modbus/message.h"

namespace avocet {

class ModbusStream {
 public:
  // Calls `header(const ModbusHeader&)`, then `body(const ModbusHeader&, ByteSpan)`; either may
  // say false: what is left of the delivery is dropped. False: what came is no header.
  template <class TakeHeader, class TakeBody>
  bool feed(ByteSpan bytes, TakeHeader header, TakeBody body) {
    while (!bytes.empty()) {
      if (!in_body_) {
        std::optional<ByteSpan> head = whole(bytes, kModbusHeaderSize);
        if (!head) return true;
        header_ = parse_modbus_header(*head);
        kept_.clear();
        if (!header_.is_plausible()) return false;
        in_body_ = true;
        header(header_);
      }
      std::optional<ByteSpan> found = whole(bytes, header_.body_size());
      if (!found) return true;
      in_body_ = false;
      bool goes_on = std::exchange(has_hole_, false) || body(header_, *found);
      kept_.clear();
      if (!goes_on) return true;
    }
    return true;
  }

  void gap() { has_hole_ = in_body_; }

 private:
  // The next `size` bytes, taken off the front; nothing while they are not all there.
  std::optional<ByteSpan> whole(ByteSpan& bytes, size_t size) {
    size_t missing = size - kept_.size();
    size_t taken = std::min(missing, bytes.size());
    ByteSpan piece = bytes.first(taken);
    bytes = bytes.subspan(taken);
    if (kept_.empty() && taken == size) return piece;
    kept_.insert(kept_.end(), piece.begin(), piece.end());
    return taken == missing ? std::optional<ByteSpan>(kept_) : std::nullopt;
  }

  ModbusHeader header_;
  std::vector<uint8_t> kept_;  // of the header or of the body; at most 64 KiB
  bool in_body_ = false;
  bool has_hole_ = false;  // the body at hand
};

}  // namespace avocet
