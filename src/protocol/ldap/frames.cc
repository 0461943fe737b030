#include "protocol/ldap/frames.h"

#include <algorithm>

#include "base/ber_reader.h"

namespace avocet {

namespace {

constexpr size_t kWrappedHead = 4;
constexpr uint8_t kLong = 0x80;

}  // namespace

std::optional<LdapFrames::Head> LdapFrames::head(ByteSpan bytes) {
  if (bytes.size() < 2) {
    bool may_be_one =
        bytes.empty() || bytes[0] == kBerSequence || (bytes[0] == 0 && may_be_wrapped_);
    is_bad_ = !may_be_one;
    return std::nullopt;
  }
  ByteReader reader(bytes);
  if (bytes[0] != kBerSequence) {
    if (bytes[0] != 0 || !may_be_wrapped_) {
      is_bad_ = true;
      return std::nullopt;
    }
    uint32_t length = reader.u32();
    if (reader.failed()) return std::nullopt;
    return Head{kWrappedHead, length};
  }
  reader.skip(1);
  uint8_t first = reader.u8();
  if (!(first & kLong)) return Head{2, first};
  size_t size = first & 0x7f;
  if (size == 0 || size > sizeof(uint32_t)) {
    is_bad_ = true;
    return std::nullopt;
  }
  uint64_t length = 0;
  for (size_t i = 0; i < size; ++i) length = length << 8 | reader.u8();
  if (reader.failed()) return std::nullopt;
  return Head{2 + size, length};
}

LdapFrame LdapFrames::frame(ByteSpan whole, const Head& head) {
  bool is_wrapped = whole[0] != kBerSequence;
  return {is_wrapped, is_wrapped ? whole.subspan(head.size) : whole};
}

std::optional<LdapFrame> LdapFrames::take(ByteSpan& bytes) {
  ready_.clear();
  while (!bytes.empty() && !is_bad_) {
    if (skip_ > 0) {
      size_t step = size_t(std::min<uint64_t>(skip_, bytes.size()));
      skip_ -= step;
      bytes = bytes.subspan(step);
      continue;
    }
    // What waits is short until its head is there; then it takes what is missing, and no more.
    constexpr size_t kLongestHead = 6;
    std::optional<Head> found = head(waiting_.empty() ? bytes : ByteSpan(waiting_));
    if (!found) {
      size_t step = std::min(bytes.size(), waiting_.empty() ? kLongestHead : 1);
      waiting_.insert(waiting_.end(), bytes.begin(), bytes.begin() + ptrdiff_t(step));
      bytes = bytes.subspan(step);
      continue;
    }
    uint64_t size = found->size + found->length;
    if (size > kMaxFrame) {
      skip_ = size - waiting_.size();
      waiting_.clear();
      continue;
    }
    if (waiting_.empty() && size <= bytes.size()) {
      ByteSpan whole = bytes.first(size_t(size));
      bytes = bytes.subspan(whole.size());
      return frame(whole, *found);
    }
    size_t step = std::min(bytes.size(), size_t(size) - waiting_.size());
    waiting_.insert(waiting_.end(), bytes.begin(), bytes.begin() + ptrdiff_t(step));
    bytes = bytes.subspan(step);
    if (waiting_.size() < size) return std::nullopt;
    ready_.swap(waiting_);
    waiting_.clear();
    return frame(ready_, *found);
  }
  return std::nullopt;
}

// ---- What is wrapped -----------------------------------------------------------------

namespace {

// Kerberos since RFC 4121: the checksum is behind the text, and both may be rotated.
ByteSpan unwrapped_new(ByteSpan frame, std::vector<uint8_t>& room) {
  constexpr uint8_t kSealed = 0x02;
  ByteReader reader(frame);
  reader.skip(2);
  uint8_t flags = reader.u8();
  reader.skip(1);
  size_t checksum = reader.u16(), rotated = reader.u16();
  reader.skip(8);  // the number of the frame
  if (reader.failed() || flags & kSealed) return {};
  ByteSpan rest = reader.rest();
  if (rest.size() < checksum || rest.empty()) return {};
  rotated %= rest.size();
  if (rotated == checksum) return rest.subspan(checksum);
  if (rotated == 0) return rest.first(rest.size() - checksum);
  room.assign(rest.begin(), rest.end());
  std::rotate(room.begin(), room.begin() + ptrdiff_t(rotated), room.end());
  return ByteSpan(room).first(rest.size() - checksum);
}

// Before: within an element, with eight bytes of noise in front of the text.
ByteSpan unwrapped_old(ByteSpan frame) {
  constexpr uint16_t kWrap = 0x0201, kNotSealed = 0xffff;
  BerReader outer(frame);
  ByteReader reader(outer.content(ber_application(0)));
  reader.skip(1);
  reader.skip(reader.u8());  // the mechanism
  uint16_t kind = reader.u16();
  reader.skip(2);
  uint16_t sealed = reader.u16();
  reader.skip(2 + 8 + 8 + 8);
  if (outer.failed() || reader.failed() || kind != kWrap || sealed != kNotSealed) return {};
  return reader.rest();
}

// NTLM does not say whether it is encrypted.
ByteSpan unwrapped_ntlm(ByteSpan frame) {
  constexpr size_t kSignature = 16;
  if (frame.size() <= kSignature || frame[kSignature] != kBerSequence) return {};
  ByteSpan text = frame.subspan(kSignature);
  BerReader reader(text);
  reader.element();
  return reader.failed() ? ByteSpan() : text;
}

}  // namespace

ByteSpan ldap_unwrapped(ByteSpan frame, std::vector<uint8_t>& room) {
  constexpr uint16_t kNew = 0x0504;
  constexpr uint32_t kNtlm = 1;
  ByteReader reader(frame);
  if (reader.u16() == kNew) return unwrapped_new(frame, room);
  if (!frame.empty() && frame[0] == ber_application(0)) return unwrapped_old(frame);
  if (ByteReader(frame).u32_le() == kNtlm) return unwrapped_ntlm(frame);
  return {};
}

}  // namespace avocet
