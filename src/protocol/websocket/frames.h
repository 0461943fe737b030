// WebSocketFrames: one direction of a connection of WebSocket (RFC 6455, section 5), cut into
// frames.
//
// Payloads are unmasked and handed on in chunks, so that a frame of any length costs a chunk.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "base/byte_reader.h"

namespace avocet {

enum class WebSocketOpcode : uint8_t {
  kContinuation = 0,
  kText = 1,
  kBinary = 2,
  kClose = 8,
  kPing = 9,
  kPong = 10,
};

struct WebSocketFrame {
  bool is_last = false;  // of its message
  uint8_t reserved = 0;  // three bits
  uint8_t opcode = 0;
  uint64_t length = 0;
  bool is_control() const { return opcode & 8; }
};

// What a direction says. Views are lent for the call.
class WebSocketListener {
 public:
  virtual ~WebSocketListener() = default;
  virtual void frame(const WebSocketFrame& frame) = 0;
  // The next piece of its payload.
  virtual void payload(const WebSocketFrame& frame, ByteSpan bytes) = 0;
  // So many bytes of its payload are missing; a chunk that was not full is lost with them.
  virtual void hole(const WebSocketFrame& frame, uint64_t length) = 0;
  virtual void frame_end(const WebSocketFrame& frame) = 0;
};

struct WebSocketLimits {
  uint64_t chunk = 8192;
  uint64_t control_payload = 125;  // of which the rest is skipped; zero: none
};

class WebSocketFrames {
 public:
  // False: what comes is no frame; nothing more is taken.
  bool data(ByteSpan bytes, WebSocketLimits limits, WebSocketListener& listener);
  // Bytes are missing. Where they are not all payload, nothing more is taken.
  void gap(uint64_t length, WebSocketListener& listener);

 private:
  static constexpr size_t kMaskSize = 4;

  // Takes bytes of a header; true once it is whole.
  bool read_header(ByteSpan& bytes);
  void read_payload(ByteSpan& bytes, WebSocketLimits limits, WebSocketListener& listener);
  void end_chunk(WebSocketListener& listener);
  void end_frame(WebSocketListener& listener);

  WebSocketFrame frame_;
  std::vector<uint8_t> header_;  // at most 14 bytes
  std::vector<uint8_t> chunk_;
  std::array<uint8_t, kMaskSize> mask_{};
  uint64_t at_ = 0;  // how much of the payload went by
  bool in_payload_ = false;
  bool is_lost_ = false;
};

}  // namespace avocet
