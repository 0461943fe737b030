#include "protocol/ssl/record.h"

#include <algorithm>

namespace avocet {

// Tells the format by the first five bytes of a record. Version 2 has a length whose first bit is
// set; only its hellos are recognised unasked.
bool TlsRecordReader::read_header() {
  auto [first, second, third, fourth, fifth] = header_;
  if (is_v2_) return read_v2_header();
  bool is_content = first >= kTlsChangeCipherSpec && first <= kTlsHeartbeat;
  if (is_content && second == 3 && third <= 4) {
    current_.version = uint16_t(second << 8 | third);
    current_.type = first;
    current_.length = uint32_t(fourth << 8 | fifth);
    prefix_ = 0;
    return true;
  }
  if ((first & 0x80) == 0) return false;
  bool client = third == 1 && ((fourth == 0 && fifth == 2) || fourth == 3);
  bool server = third == 4 && fourth <= 1 && fifth <= 1;
  return (client || server) && read_v2_header();
}

bool TlsRecordReader::read_v2_header() {
  bool is_short = (header_[0] & 0x80) != 0;
  current_.length = uint32_t((header_[0] & (is_short ? 0x7F : 0x3F)) << 8 | header_[1]);
  prefix_ = is_short ? 3 : 2;
  current_.version = 0;
  current_.type = uint16_t(kSslV2 + header_[kHeaderSize - prefix_]);
  return current_.length >= prefix_;
}

TlsRecordReader::Result TlsRecordReader::feed(ByteSpan bytes, TlsRecordSink& sink) {
  while (true) {
    if (!in_body_) {
      size_t take = std::min(kHeaderSize - have_, bytes.size());
      std::copy_n(bytes.begin(), take, header_.begin() + have_);
      have_ = uint8_t(have_ + take);
      bytes = bytes.subspan(take);
      if (have_ < kHeaderSize) return Result::kMore;
      current_.body = {};
      if (!read_header()) return Result::kBroken;
      keeps_ = current_.version == 0 || sink.wants_body(current_);
      left_ = current_.length - prefix_;
      in_body_ = true;
      body_.assign(header_.end() - prefix_, header_.end());
    }
    if (bytes.size() < left_) {
      if (keeps_) body_.insert(body_.end(), bytes.begin(), bytes.end());
      left_ -= uint32_t(bytes.size());
      return Result::kMore;
    }
    if (!finish(take(bytes), sink)) return Result::kStopped;
    if (bytes.empty()) return Result::kMore;
  }
}

// What completes the body, from the front of `bytes`.
ByteSpan TlsRecordReader::take(ByteSpan& bytes) {
  ByteSpan rest = bytes.first(left_);
  bytes = bytes.subspan(left_);
  return rest;
}

bool TlsRecordReader::finish(ByteSpan rest, TlsRecordSink& sink) {
  in_body_ = false;
  have_ = 0;
  left_ = 0;
  if (!keeps_) return sink.record(current_);
  if (body_.empty()) {
    current_.body = rest;
    return sink.record(current_);
  }
  // A record may be told of while the next one comes in: its bytes are its own.
  std::vector<uint8_t> whole = std::move(body_);
  body_ = {};
  whole.insert(whole.end(), rest.begin(), rest.end());
  current_.body = whole;
  return sink.record(current_);
}

}  // namespace avocet
