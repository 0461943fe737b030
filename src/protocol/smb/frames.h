// SmbFrames: one direction of a TCP connection, cut into messages (RFC 1002 4.3, MS-SMB2 2.1). Each
// has four bytes in front: a kind, and a length.
//
// A message that lies within one delivery is not copied. What is missing of a message ends it where
// the gap begins; where nobody knows how long a gap is in messages, it goes on with the next bytes
// that look like the begin of one.
#pragma once

#include <vector>

#include "base/byte_reader.h"

namespace avocet {

class SmbFrames {
 public:
  // What is kept of a message; the rest is skipped.
  static constexpr size_t kMaxKept = 8 * 1024 * 1024 + 64 * 1024;
  // Kinds.
  static constexpr uint8_t kMessage = 0x00, kSessionRequest = 0x81, kSessionResponse = 0x82,
                           kNegativeResponse = 0x83, kRetarget = 0x84, kKeepAlive = 0x85;

  // Calls `take(uint8_t kind, ByteSpan message)` for each message that is complete. False: what
  // comes is no such stream, and nothing more is taken until it looks like one.
  template <class Take> bool feed(ByteSpan bytes, Take take) {
    std::vector<uint8_t> found;
    if (is_lost_) {
      found = find_message(bytes);
      if (is_lost_) return true;
      bytes = found;
    }
    while (!bytes.empty()) {
      if (needs_ == 0 && !read_header(bytes)) return !is_lost_;
      if (needs_ == 0) {
        take(kind_, ByteSpan());
        continue;
      }
      if (kept_.empty() && bytes.size() >= needs_) {
        size_t length = needs_;
        needs_ = 0;
        take(kind_, bytes.first(length));
        bytes = bytes.subspan(length);
        continue;
      }
      keep(bytes);
      if (needs_ > 0) continue;
      std::vector<uint8_t> whole;
      whole.swap(kept_);
      take(kind_, ByteSpan(whole));
    }
    return true;
  }
  void gap(uint64_t length);

 private:
  // Looks for a header and what follows it always. Yields everything from there on, and is lost no
  // more; or remembers what may be the begin of one.
  std::vector<uint8_t> find_message(ByteSpan bytes);
  // Takes a header off the front; false: it is not all there, or none.
  bool read_header(ByteSpan& bytes);
  void keep(ByteSpan& bytes);
  void lose();

  std::vector<uint8_t> header_;  // the first bytes of one; if lost, the last ones that came
  std::vector<uint8_t> kept_;    // of a message
  size_t needs_ = 0;             // bytes until the message at hand is over; zero: between messages
  uint8_t kind_ = 0;
  bool is_lost_ = false;
};

}  // namespace avocet
