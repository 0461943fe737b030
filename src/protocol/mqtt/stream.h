// MqttStream: one direction of a connection, cut into control packets. A packet that lies within a
// delivery is not copied; of one that is too long the front is kept.
#pragma once

#include <algorithm>

#include "protocol/mqtt/message.h"

namespace avocet {

class MqttStream {
 public:
  // What is kept of a body: five texts of the longest size, and something to say.
  static constexpr size_t kMaxKept = 512 * 1024;

  // Calls `take(const MqttPacket&)` for each packet. False: what comes is none, and nothing more is
  // taken.
  template <class Take> bool feed(ByteSpan bytes, Take take) {
    while (!is_lost_ && (!bytes.empty() || is_complete())) {
      if (!in_body_ && !read_header(bytes)) return !is_lost_;
      if (!in_body_) continue;
      ByteSpan body;
      if (!read_body(bytes, body)) return true;
      in_body_ = false;
      packet_.body = body;
      if (!has_hole_) take(static_cast<const MqttPacket&>(packet_));
      has_hole_ = false;
      kept_.clear();
    }
    return true;
  }
  // Bytes are missing. A hole within a body costs that packet, another all that follows.
  void gap(uint64_t length);

 private:
  bool is_complete() const { return in_body_ && left_ == 0; }
  // Takes bytes of a header; false: there are no more, or they are no header.
  bool read_header(ByteSpan& bytes);
  // Takes bytes of the body; false: it is not all there.
  bool read_body(ByteSpan& bytes, ByteSpan& body);

  MqttPacket packet_;
  std::vector<uint8_t> kept_;
  uint32_t left_ = 0;     // of the body
  int header_bits_ = -1;  // of the length read so far; -1: the first byte is to come
  bool in_body_ = false;
  bool has_hole_ = false;
  bool is_lost_ = false;
};

}  // namespace avocet
