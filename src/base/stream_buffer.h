// StreamBuffer: the bytes of a stream that wait until the message they begin is whole.
//
// Messages say in front how long they are. What waits is looked at again only when as much is there
// as the message needs, so that a message in many pieces costs what it would cost in one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/byte_reader.h"

namespace avocet {

class StreamBuffer {
 public:
  // Calls `take(ByteSpan& bytes)`, which takes whole messages off the front and yields how many
  // bytes the one that is left then needs; zero: not known before there are more. What it leaves
  // is kept, so it bounds what it asks for.
  template <class Take> void feed(ByteSpan bytes, Take take) {
    if (waiting_.empty()) {
      needed_ = take(bytes);
      waiting_.assign(bytes.begin(), bytes.end());
      return;
    }
    waiting_.insert(waiting_.end(), bytes.begin(), bytes.end());
    if (waiting_.size() < needed_) return;
    std::vector<uint8_t> all = std::move(waiting_);
    waiting_.clear();
    ByteSpan left = all;
    needed_ = take(left);
    if (left.size() == all.size())
      waiting_ = std::move(all);
    else
      waiting_.assign(left.begin(), left.end());
  }
  // Nothing waits any more.
  void drop() { *this = {}; }
  ByteSpan waiting() const { return waiting_; }

 private:
  std::vector<uint8_t> waiting_;
  size_t needed_ = 0;
};

}  // namespace avocet
