// StreamWindow: a stream in large pieces, so that packets are looked at where their bytes arrived
// instead of being copied once more.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/byte_reader.h"
#include "base/recycler.h"
#include "capture/byte_stream.h"

namespace avocet {

class StreamWindow {
 public:
  explicit StreamWindow(std::unique_ptr<ByteStream> stream) : stream_(std::move(stream)) {}

  // The next `count` bytes, without moving on; fewer at the end or after a fault. They stay where
  // they are until the next call, and as long as somebody holds keeper().
  ByteSpan ahead(size_t count) {
    if (end_ - at_ < count) fill(count);
    return ByteSpan(bytes_ + at_, std::min(count, end_ - at_));
  }
  // What is near without reading more. Stays as ahead() does.
  ByteSpan visible() const { return ByteSpan(bytes_ + at_, end_ - at_); }
  // Precondition: ahead() has shown so many.
  void skip(size_t count) { at_ += count; }
  const std::shared_ptr<const void>& keeper() const { return keeper_; }

  const ByteStream& stream() const { return *stream_; }

 private:
  struct Piece {
    std::unique_ptr<uint8_t[]> bytes;
    size_t capacity = 0;
    void clear() {}
  };
  // Fits in a cache near the processor.
  static constexpr size_t kPiece = 256 * 1024;

  void fill(size_t count);

  std::unique_ptr<ByteStream> stream_;
  Recycler<Piece> pieces_;
  std::shared_ptr<Piece> piece_;        // what is looked at lies there
  std::shared_ptr<const void> keeper_;  // the same
  const uint8_t* bytes_ = nullptr;
  std::vector<uint8_t> rest_;  // between two pieces
  size_t at_ = 0, end_ = 0;
};

}  // namespace avocet
