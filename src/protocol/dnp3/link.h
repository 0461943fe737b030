// The lower layers of DNP3 (IEEE 1815-2012, clauses 8 and 9): frames with checksums, which carry
// segments of messages. Bytes in, messages out.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/byte_reader.h"

namespace avocet {

struct Dnp3LinkHeader {
  uint8_t length = 0;  // of control, addresses and user data
  uint8_t control = 0;
  uint16_t destination = 0, source = 0;
  // Sent by a master.
  bool is_from_master() const { return control & 0x80; }
};

// What is wrong with a frame.
enum class Dnp3Fault : uint8_t {
  kNone,
  kLacksMagic,
  kTooShort,
  kCorruptHeader,  // its checksum is another
  kCorruptData,
};

// CRC-16/DNP.
uint16_t dnp3_checksum(ByteSpan bytes);

// Dnp3Frames: one direction of a connection, or a datagram, cut into frames.
class Dnp3Frames {
 public:
  // Calls `take(const Dnp3LinkHeader&, ByteSpan user)` for each frame. At the first fault the rest
  // of the delivery is dropped.
  template <class Take> Dnp3Fault feed(ByteSpan bytes, Take take) {
    while (!bytes.empty()) {
      if (!collect(bytes, kHeaderSize)) break;
      if (Dnp3Fault fault = read_header(); fault != Dnp3Fault::kNone) return failed(fault);
      if (!collect(bytes, frame_size())) break;
      if (!read_user()) return failed(Dnp3Fault::kCorruptData);
      kept_.clear();
      take(header_, ByteSpan(user_));
    }
    return Dnp3Fault::kNone;
  }
  void drop() { kept_.clear(); }

 private:
  static constexpr size_t kHeaderSize = 10, kBlockSize = 16, kChecksumSize = 2;
  static constexpr uint8_t kAddressing = 5;  // what the length counts beside user data

  size_t user_size() const { return header_.length - size_t(kAddressing); }
  size_t frame_size() const {
    return kHeaderSize + user_size() + (user_size() + kBlockSize - 1) / kBlockSize * kChecksumSize;
  }
  // Whether `size` bytes of the frame are there, taken off the front.
  bool collect(ByteSpan& bytes, size_t size);
  Dnp3Fault read_header();
  bool read_user();
  Dnp3Fault failed(Dnp3Fault fault) {
    kept_.clear();
    return fault;
  }

  Dnp3LinkHeader header_;
  std::vector<uint8_t> kept_;  // of the frame at hand; at most 292 bytes
  std::vector<uint8_t> user_;  // its data without checksums
};

// Dnp3Segments: one direction's frames, put together to messages.
class Dnp3Segments {
 public:
  // How long a message may get.
  static constexpr size_t kMaxMessage = 64 * 1024;
  enum class Added : uint8_t {
    kNothing,       // the message goes on, or the frame carried nothing
    kMessage,       // it is whole
    kFirstMissing,  // the middle of a message that was not begun, or one between was lost
    kTooLong,
  };
  Added add(const Dnp3LinkHeader& header, ByteSpan user);
  // What the last add() made whole, and the header of its first frame.
  const Dnp3LinkHeader& header() const { return header_; }
  ByteSpan message() const { return message_; }
  void drop() { is_begun_ = false; }

 private:
  Dnp3LinkHeader header_;
  std::vector<uint8_t> message_;
  bool is_begun_ = false;
  uint8_t next_ = 0;  // the number of the segment to come
};

}  // namespace avocet
