#include "protocol/dnp3/link.h"

#include <array>

namespace avocet {

namespace {

constexpr std::array<uint16_t, 256> make_checksums() {
  constexpr uint16_t kPolynomial = 0xa6bc;  // 0x3d65, lowest bit first
  std::array<uint16_t, 256> table{};
  for (uint32_t byte = 0; byte < table.size(); ++byte) {
    uint32_t sum = byte;
    for (int bit = 0; bit < 8; ++bit) sum = sum & 1 ? sum >> 1 ^ kPolynomial : sum >> 1;
    table[byte] = uint16_t(sum);
  }
  return table;
}
constexpr std::array<uint16_t, 256> kChecksums = make_checksums();

bool is_intact(ByteSpan bytes, uint16_t checksum) { return dnp3_checksum(bytes) == checksum; }

// The header of a segment.
constexpr uint8_t kLast = 0x80, kFirst = 0x40, kNumber = 0x3f;

}  // namespace

uint16_t dnp3_checksum(ByteSpan bytes) {
  uint16_t sum = 0;
  for (uint8_t byte : bytes) sum = uint16_t(sum >> 8 ^ kChecksums[(sum ^ byte) & 0xff]);
  return uint16_t(~sum);
}

bool Dnp3Frames::collect(ByteSpan& bytes, size_t size) {
  if (kept_.size() >= size) return true;
  size_t taken = std::min(size - kept_.size(), bytes.size());
  kept_.insert(kept_.end(), bytes.begin(), bytes.begin() + std::ptrdiff_t(taken));
  bytes = bytes.subspan(taken);
  return kept_.size() >= size;
}

Dnp3Fault Dnp3Frames::read_header() {
  constexpr uint16_t kMagic = 0x0564;
  ByteReader reader(kept_);
  if (reader.u16() != kMagic) return Dnp3Fault::kLacksMagic;
  header_.length = reader.u8();
  header_.control = reader.u8();
  header_.destination = reader.u16_le();
  header_.source = reader.u16_le();
  if (header_.length < kAddressing) return Dnp3Fault::kTooShort;
  ByteSpan summed = ByteSpan(kept_).first(reader.position());
  bool is_whole = is_intact(summed, reader.u16_le());
  return is_whole ? Dnp3Fault::kNone : Dnp3Fault::kCorruptHeader;
}

bool Dnp3Frames::read_user() {
  user_.clear();
  ByteReader reader(ByteSpan(kept_).subspan(kHeaderSize));
  for (size_t left = user_size(); left > 0;) {
    ByteSpan block = reader.take(std::min(left, kBlockSize));
    if (!is_intact(block, reader.u16_le()) || reader.failed()) return false;
    user_.insert(user_.end(), block.begin(), block.end());
    left -= block.size();
  }
  return true;
}

Dnp3Segments::Added Dnp3Segments::add(const Dnp3LinkHeader& header, ByteSpan user) {
  if (user.empty()) return Added::kNothing;
  uint8_t segment = user[0];
  if (segment & kFirst) {
    header_ = header;
    message_.clear();
    is_begun_ = true;
  } else if (!is_begun_ || (segment & kNumber) != next_) {
    is_begun_ = false;
    return Added::kFirstMissing;
  }
  next_ = (segment + 1) & kNumber;
  message_.insert(message_.end(), user.begin() + 1, user.end());
  if (message_.size() > kMaxMessage) {
    is_begun_ = false;
    return Added::kTooLong;
  }
  if (!(segment & kLast)) return Added::kNothing;
  is_begun_ = false;
  return Added::kMessage;
}

}  // namespace avocet
