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

bool DtlsFragments::pay(Message& message, size_t cost) {
  if (cost_ + cost > kMaxKept) return false;
  cost_ += cost;
  message.cost += cost;
  return true;
}

bool DtlsFragments::keep(Message& message, uint32_t from, ByteSpan bytes) {
  auto& pieces = message.pieces;
  auto next = pieces.upper_bound(from);
  std::vector<uint8_t>* touched = nullptr;  // ends where `bytes` begin
  if (next != pieces.begin()) {
    auto before = std::prev(next);
    size_t end = before->first + before->second.size();
    size_t known = end > from ? std::min(end - from, bytes.size()) : 0;
    from += uint32_t(known);
    bytes = bytes.subspan(known);
    if (end == from) touched = &before->second;
  }
  while (!bytes.empty()) {
    size_t room = next == pieces.end() ? bytes.size() : next->first - from;
    ByteSpan piece = bytes.first(std::min(room, bytes.size()));
    if (!piece.empty()) {
      if (!pay(message, piece.size() + (touched ? 0 : kPieceCost))) return false;
      if (!touched) touched = &pieces.emplace_hint(next, from, 0)->second;
      touched->insert(touched->end(), piece.begin(), piece.end());
      message.received += uint32_t(piece.size());
    }
    if (next == pieces.end()) break;
    size_t passed = std::min(piece.size() + next->second.size(), bytes.size());
    from += uint32_t(passed);
    bytes = bytes.subspan(passed);
    touched = &next++->second;
  }
  return true;
}

void DtlsFragments::finish(const Message& message) {
  whole_.clear();
  whole_.reserve(message.received);
  for (const auto& [_, piece] : message.pieces)
    whole_.insert(whole_.end(), piece.begin(), piece.end());
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
  if (!keep(message, fragment.offset, fragment.bytes)) return Result::kTooMuch;
  if (message.received < message.length) return Result::kMore;
  finish(message);
  first_ = std::max<uint16_t>(first_, uint16_t(fragment.sequence + 1));
  cost_ -= message.cost;
  messages_.erase(at);
  for (auto old = messages_.begin(); old != messages_.lower_bound(first_);) {
    cost_ -= old->second.cost;
    old = messages_.erase(old);
  }
  return Result::kComplete;
}

}  // namespace avocet
