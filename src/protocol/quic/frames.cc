#include "protocol/quic/frames.h"

#include "protocol/quic/packet.h"

namespace avocet {

namespace {

enum Frame : uint64_t {
  kPadding = 0x00,
  kPing = 0x01,
  kAck = 0x02,
  kAckWithEcn = 0x03,
  kCrypto = 0x06,
  kConnectionClose = 0x1C,
};

// Of a message of TLS: its kind and three bytes of length (RFC 8446, section 4).
constexpr size_t kMessageHeader = 4;

void skip_ack(ByteReader& reader, bool has_ecn) {
  quic_number(reader);  // the largest
  quic_number(reader);  // the delay
  uint64_t ranges = quic_number(reader);
  quic_number(reader);  // the first range
  for (; ranges > 0 && !reader.failed(); --ranges) {
    quic_number(reader);
    quic_number(reader);
  }
  if (!has_ecn) return;
  for (int counter = 0; counter < 3; ++counter) quic_number(reader);
}

}  // namespace

bool read_quic_frames(ByteSpan payload, QuicFrameSink& sink) {
  ByteReader reader(payload);
  while (reader.remaining() > 0) {
    uint64_t type = quic_number(reader);
    if (type == kPadding || type == kPing) continue;
    if (type == kAck || type == kAckWithEcn) {
      skip_ack(reader, type == kAckWithEcn);
    } else if (type == kCrypto) {
      uint64_t offset = quic_number(reader);
      ByteSpan data = reader.take(quic_number(reader));
      if (!reader.failed()) sink.crypto(offset, data);
    } else if (type == kConnectionClose) {
      uint64_t error_code = quic_number(reader);
      quic_number(reader);  // the type of the frame that was at fault
      ByteSpan reason = reader.take(quic_number(reader));
      if (!reader.failed()) sink.connection_close(error_code, reason);
    } else {
      return false;
    }
    if (reader.failed()) return false;
  }
  return true;
}

bool QuicCryptoStream::add(uint64_t offset, ByteSpan data) {
  if (offset > kMaxBytes || data.size() > kMaxBytes - offset) return false;
  if (offset + data.size() <= joined_) return true;
  if (pieces_.size() >= kMaxPieces) return false;
  std::vector<uint8_t>& piece = pieces_[offset];
  if (piece.size() < data.size()) piece.assign(data.begin(), data.end());
  return true;
}

void QuicCryptoStream::join_pieces() {
  while (!pieces_.empty() && pieces_.begin()->first <= joined_) {
    auto first = pieces_.extract(pieces_.begin());
    uint64_t known = joined_ - first.key();
    const std::vector<uint8_t>& piece = first.mapped();
    if (known >= piece.size()) continue;
    waiting_.insert(waiting_.end(), piece.begin() + ptrdiff_t(known), piece.end());
    joined_ += piece.size() - known;
  }
}

std::vector<uint8_t> QuicCryptoStream::take() {
  join_pieces();
  size_t whole = 0;
  while (whole + kMessageHeader <= waiting_.size()) {
    const uint8_t* header = waiting_.data() + whole;
    size_t length = size_t(header[1]) << 16 | size_t(header[2]) << 8 | header[3];
    if (length > waiting_.size() - whole - kMessageHeader) break;
    whole += kMessageHeader + length;
  }
  std::vector<uint8_t> found(waiting_.begin(), waiting_.begin() + ptrdiff_t(whole));
  waiting_.erase(waiting_.begin(), waiting_.begin() + ptrdiff_t(whole));
  return found;
}

}  // namespace avocet
