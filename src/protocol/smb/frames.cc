#include "protocol/smb/frames.h"

#include <algorithm>

namespace avocet {

namespace {

constexpr size_t kHeaderSize = 4;

bool is_kind(uint8_t kind) {
  return kind == SmbFrames::kMessage ||
         (kind >= SmbFrames::kSessionRequest && kind <= SmbFrames::kKeepAlive);
}

}  // namespace

std::vector<uint8_t> SmbFrames::find_message(ByteSpan bytes) {
  constexpr size_t kEnough = kHeaderSize + 4;
  std::vector<uint8_t> seen = std::move(header_);
  header_.clear();
  seen.insert(seen.end(), bytes.begin(), bytes.end());
  for (size_t at = 0; at + kEnough <= seen.size(); ++at) {
    const uint8_t* begin = &seen[at];
    if (begin[0] != kMessage || begin[4] < 0xfc || begin[5] != 'S' || begin[6] != 'M' ||
        begin[7] != 'B')
      continue;
    is_lost_ = false;
    seen.erase(seen.begin(), seen.begin() + ptrdiff_t(at));
    return seen;
  }
  size_t kept = std::min(seen.size(), kEnough - 1);
  header_.assign(seen.end() - ptrdiff_t(kept), seen.end());
  return {};
}

bool SmbFrames::read_header(ByteSpan& bytes) {
  size_t taken = std::min(kHeaderSize - header_.size(), bytes.size());
  header_.insert(header_.end(), bytes.begin(), bytes.begin() + ptrdiff_t(taken));
  bytes = bytes.subspan(taken);
  if (header_.size() < kHeaderSize) return false;
  ByteReader reader(header_);
  kind_ = reader.u8();
  needs_ = reader.u24();
  header_.clear();
  if (is_kind(kind_)) return true;
  lose();
  return false;
}

void SmbFrames::keep(ByteSpan& bytes) {
  ByteSpan part = bytes.first(std::min(needs_, bytes.size()));
  size_t room = kMaxKept - std::min(kMaxKept, kept_.size());
  ByteSpan kept = part.first(std::min(room, part.size()));
  kept_.insert(kept_.end(), kept.begin(), kept.end());
  needs_ -= part.size();
  bytes = bytes.subspan(part.size());
}

void SmbFrames::gap(uint64_t length) {
  bool is_inside = needs_ > 0 && length <= needs_;
  size_t left = is_inside ? needs_ - size_t(length) : 0;
  lose();
  is_lost_ = !is_inside;
  // The rest of the message means nothing without what was before.
  if (left > 0) {
    needs_ = left;
    kind_ = kKeepAlive;
  }
}

void SmbFrames::lose() {
  header_.clear();
  kept_ = {};
  needs_ = 0;
  is_lost_ = true;
}

}  // namespace avocet
