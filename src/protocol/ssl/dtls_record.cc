#include "protocol/ssl/dtls_record.h"

#include <algorithm>

namespace avocet {

namespace {

// The first three bits of the short header, and what the others say.
constexpr uint8_t kUnifiedMask = 0xE0, kUnified = 0x20, kHasConnectionId = 0x10,
                  kLongSequence = 0x08, kHasLength = 0x04;

// How long the id of a connection is was agreed on before; without knowing it all that is left of
// the datagram is one record.
DtlsRecord unified_record(ByteSpan& datagram) {
  ByteReader reader(datagram);
  uint8_t first = reader.u8();
  DtlsRecord found;
  found.is_unified = true;
  found.epoch = 3;
  found.record.version = kDtlsVersion13;
  found.record.type = kTlsApplicationData;
  if ((first & kHasConnectionId) == 0) {
    reader.skip(first & kLongSequence ? 2 : 1);
    size_t length = first & kHasLength ? reader.u16() : reader.remaining();
    found.record.body = reader.take_up_to(length);
  } else {
    found.record.body = reader.rest();
  }
  found.record.length = uint32_t(found.record.body.size());
  datagram = reader.rest();
  return found;
}

}  // namespace

std::optional<DtlsRecord> next_dtls_record(ByteSpan& datagram) {
  constexpr uint16_t kLastContent = 26;
  ByteReader reader(datagram);
  if ((reader.peek() & kUnifiedMask) == kUnified) return unified_record(datagram);
  DtlsRecord found;
  found.record.type = reader.u8();
  found.record.version = reader.u16();
  found.epoch = reader.u16();
  reader.skip(6);  // number of the record
  found.record.length = reader.u16();
  found.record.body = reader.take(found.record.length);
  bool is_version = found.record.version >> 8 == 0xFE || found.record.version == 0x0100;
  if (reader.failed() || !is_version || found.record.type < kTlsChangeCipherSpec ||
      found.record.type > kLastContent)
    return std::nullopt;
  datagram = reader.rest();
  return found;
}

std::optional<DtlsFragment> next_dtls_fragment(ByteSpan& body) {
  ByteReader reader(body);
  DtlsFragment found{};
  found.type = reader.u8();
  found.length = reader.u24();
  found.sequence = reader.u16();
  found.offset = reader.u24();
  found.bytes = reader.take(reader.u24());
  if (reader.failed()) return std::nullopt;
  body = reader.rest();
  return found;
}

// Joins what touches. False: too many pieces.
bool DtlsFragments::note(Message& message, uint32_t from, uint32_t to) {
  auto& pieces = message.pieces;
  auto at = pieces.upper_bound(from);
  if (at != pieces.begin() && std::prev(at)->second >= from) --at;
  while (at != pieces.end() && at->first <= to) {
    from = std::min(from, at->first);
    to = std::max(to, at->second);
    at = pieces.erase(at);
  }
  pieces.emplace(from, to);
  return pieces.size() <= kMaxPieces;
}

DtlsFragments::Result DtlsFragments::add(const DtlsFragment& fragment) {
  if (fragment.length > kMaxMessage) return Result::kTooLong;
  if (fragment.offset > fragment.length ||
      fragment.bytes.size() > fragment.length - fragment.offset)
    return Result::kBroken;
  if (!has_first_) first_ = fragment.sequence;
  has_first_ = true;
  if (uint16_t(fragment.sequence - first_) >= 0x8000) return Result::kMore;  // done long ago
  if (uint16_t(fragment.sequence - first_) >= kMaxMessages) return Result::kTooFar;
  auto [at, is_new] = messages_.try_emplace(fragment.sequence);
  Message& message = at->second;
  if (is_new) {
    message.type = fragment.type;
    message.length = fragment.length;
  } else if (message.type != fragment.type || message.length != fragment.length) {
    return Result::kBroken;
  }
  size_t end = fragment.offset + fragment.bytes.size();
  if (message.bytes.size() < end) message.bytes.resize(end);
  std::copy(fragment.bytes.begin(), fragment.bytes.end(),
            message.bytes.begin() + ptrdiff_t(fragment.offset));
  if (!note(message, fragment.offset, uint32_t(end))) return Result::kBroken;
  if (message.pieces.begin()->first != 0 || message.pieces.begin()->second < message.length)
    return Result::kMore;
  whole_ = std::move(message.bytes);
  messages_.erase(at);
  first_ = std::max<uint16_t>(first_, uint16_t(fragment.sequence + 1));
  messages_.erase(messages_.begin(), messages_.lower_bound(first_));
  return Result::kComplete;
}

}  // namespace avocet
