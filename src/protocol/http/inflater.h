// Inflater: bytes of Content-Encoding gzip or deflate, uncompressed piece by piece (RFC 1950-1952).
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"

namespace avocet {

class Inflater {
 public:
  enum class Format : uint8_t { kGzip, kDeflate };
  explicit Inflater(Format format);
  ~Inflater();
  Inflater(const Inflater&) = delete;

  // Calls `take(piece)` for each piece of plain bytes, which is lent for the call. False: the bytes
  // are not of this format, and nothing more comes out.
  template <class Take> bool feed(ByteSpan bytes, Take take) {
    bool is_enough = held_.size() + bytes.size() >= kHeaderSize;
    if (is_first_ && (!is_enough || !held_.empty())) {
      held_.insert(held_.end(), bytes.begin(), bytes.end());
      if (!is_enough) return true;
      bytes = held_;
    }
    give(bytes);
    while (step()) take(std::string_view(out_, made_));
    return !failed_;
  }
  bool failed() const { return failed_; }

 private:
  void give(ByteSpan bytes);
  bool step();
  bool retry_raw();

  static constexpr size_t kPiece = 4096;
  static constexpr size_t kHeaderSize = 2;  // of zlib; whether there is one is seen in all of it
  z_stream stream_{};
  Format format_;
  bool is_raw_ = false;  // deflate without a header, as some servers send it
  bool is_over_ = false;
  bool failed_ = false;
  bool is_first_ = true;
  std::vector<uint8_t> held_;  // the first piece, where it came byte by byte
  ByteSpan given_;
  char out_[kPiece];
  size_t made_ = 0;
};

}  // namespace avocet
