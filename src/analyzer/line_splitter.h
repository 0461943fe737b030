// LineSplitter: the lines of one direction of a stream, as they come.
//
// A line ends with CR LF, LF or CR alone; its end is not part of it. A line longer than the limit
// is cut there, and its rest is dropped.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/byte_reader.h"

namespace avocet {

class LineSplitter {
 public:
  explicit LineSplitter(size_t limit) : limit_(limit) {}

  // Calls `take(line, is_cut)` for each line that is complete now. The line is lent for the call.
  template <class Take> void feed(ByteSpan bytes, Take take) {
    for (uint8_t byte : bytes) {
      bool ends = byte == '\n' || byte == '\r';
      if (byte == '\n' && after_return_) {
        after_return_ = false;
        continue;
      }
      after_return_ = byte == '\r';
      if (ends) {
        take(std::string_view(line_), is_cut_);
        line_.clear();
        is_cut_ = false;
      } else if (line_.size() < limit_) {
        line_ += char(byte);
      } else {
        is_cut_ = true;
      }
    }
  }

  // Forgets a line that is not complete: bytes are missing.
  void drop() {
    line_.clear();
    is_cut_ = false;
    after_return_ = false;
  }

 private:
  size_t limit_;
  std::string line_;
  bool is_cut_ = false;
  bool after_return_ = false;
};

}  // namespace avocet
