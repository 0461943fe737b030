#include "protocol/websocket/frames.h"

namespace avocet {

bool WebSocketFrames::data(ByteSpan bytes, WebSocketLimits limits, WebSocketListener& listener) {
  while (!bytes.empty() && !is_lost_) {
    if (!in_payload_) {
      if (!read_header(bytes)) return !is_lost_;
      listener.frame(frame_);
      in_payload_ = true;
    }
    read_payload(bytes, limits, listener);
    if (at_ == frame_.length) end_frame(listener);
  }
  return true;
}

bool WebSocketFrames::read_header(ByteSpan& bytes) {
  constexpr uint8_t kIsMasked = 0x80, kShort = 0x7f, kTwoBytes = 126, kEightBytes = 127;
  // What is needed is known from the second byte on.
  auto needed = [&]() -> size_t {
    if (header_.size() < 2) return 2;
    uint8_t length = header_[1] & kShort;
    return 2u +
           (length == kTwoBytes     ? 2u
            : length == kEightBytes ? 8u
                                    : 0u) +
           (header_[1] & kIsMasked ? kMaskSize : 0u);
  };
  while (header_.size() < needed()) {
    if (bytes.empty()) return false;
    header_.push_back(bytes[0]);
    bytes = bytes.subspan(1);
  }
  ByteReader reader(header_);
  uint8_t first = reader.u8(), second = reader.u8();
  uint64_t length = second & kShort;
  if (length == kTwoBytes) length = reader.u16();
  if (length == kEightBytes) length = reader.u64();
  mask_.fill(0);
  if (second & kIsMasked) reader.copy_to(mask_.data(), mask_.size());
  frame_ = {bool(first & 0x80), uint8_t(first >> 4 & 7), uint8_t(first & 0x0f), length};
  at_ = 0;
  header_.clear();
  is_lost_ = length >> 63;  // the highest bit is never set
  return !is_lost_;
}

void WebSocketFrames::read_payload(ByteSpan& bytes, WebSocketLimits limits,
                                   WebSocketListener& listener) {
  bool is_capped = frame_.is_control() && limits.control_payload > 0;
  uint64_t wanted = is_capped ? std::min(limits.control_payload, frame_.length) : frame_.length;
  ByteSpan piece = bytes.first(size_t(std::min<uint64_t>(frame_.length - at_, bytes.size())));
  bytes = bytes.subspan(piece.size());
  while (!piece.empty() && at_ < wanted) {
    size_t size =
        size_t(std::min<uint64_t>({piece.size(), wanted - at_, limits.chunk - chunk_.size()}));
    for (size_t i = 0; i < size; ++i) chunk_.push_back(piece[i] ^ mask_[(at_ + i) % kMaskSize]);
    piece = piece.subspan(size);
    at_ += size;
    if (chunk_.size() == limits.chunk || at_ == wanted) end_chunk(listener);
  }
  at_ += piece.size();
}

void WebSocketFrames::end_chunk(WebSocketListener& listener) {
  std::vector<uint8_t> chunk;
  chunk.swap(chunk_);
  listener.payload(frame_, chunk);
  chunk.clear();
  chunk_.swap(chunk);  // its memory is used again
}

void WebSocketFrames::end_frame(WebSocketListener& listener) {
  in_payload_ = false;
  chunk_.clear();
  listener.frame_end(frame_);
}

void WebSocketFrames::gap(uint64_t length, WebSocketListener& listener) {
  if (is_lost_ || !in_payload_ || length > frame_.length - at_) {
    is_lost_ = true;
    return;
  }
  listener.hole(frame_, length + chunk_.size());
  chunk_.clear();
  at_ += length;
  if (at_ == frame_.length) end_frame(listener);
}

}  // namespace avocet
