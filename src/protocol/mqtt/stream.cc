#include "protocol/mqtt/stream.h"

namespace avocet {

bool MqttStream::read_header(ByteSpan& bytes) {
  constexpr int kMaxBits = 28;
  while (!bytes.empty()) {
    uint8_t byte = bytes[0];
    bytes = bytes.subspan(1);
    if (header_bits_ < 0) {
      packet_ = {MqttType(byte >> 4), uint8_t(byte & 0x0f), 0, {}};
      header_bits_ = 0;
      is_lost_ = packet_.type == MqttType::kReserved;
      if (is_lost_) return false;
      continue;
    }
    packet_.length |= uint32_t(byte & 0x7f) << header_bits_;
    header_bits_ += 7;
    is_lost_ = (byte & 0x80) && header_bits_ == kMaxBits;
    if (is_lost_) return false;
    if (byte & 0x80) continue;
    left_ = packet_.length;
    header_bits_ = -1;
    in_body_ = true;
    return true;
  }
  return false;
}

bool MqttStream::read_body(ByteSpan& bytes, ByteSpan& body) {
  ByteSpan piece = bytes.first(std::min<size_t>(left_, bytes.size()));
  bytes = bytes.subspan(piece.size());
  left_ -= uint32_t(piece.size());
  if (kept_.empty() && left_ == 0) {
    body = piece.first(std::min(piece.size(), kMaxKept));
    return true;
  }
  ByteSpan wanted = piece.first(std::min(piece.size(), kMaxKept - kept_.size()));
  kept_.insert(kept_.end(), wanted.begin(), wanted.end());
  body = kept_;
  return left_ == 0;
}

void MqttStream::gap(uint64_t length) {
  if (!in_body_ || length > left_) {
    is_lost_ = true;
    return;
  }
  left_ -= uint32_t(length);
  has_hole_ = true;
}

}  // namespace avocet
