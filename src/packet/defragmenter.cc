#include "packet/defragmenter.h"

#include <algorithm>

#include "base/fresh_seed.h"
#include "base/hash.h"

namespace avocet {
namespace {

constexpr uint32_t kMaxDatagram = 65535;
// Hardly anybody sends more: what goes beyond is likely to overflow something.
constexpr uint32_t kLargeDatagram = 64'000;
// Any fragment but the last that is shorter, with its header, is made to slip headers past filters.
constexpr uint32_t kSmallFragment = 64;

}  // namespace

size_t Defragmenter::KeyHash::operator()(const Key& key) const {
  uint64_t hash = seed;
  for (uint64_t part : {key.source.high(), key.source.low(), key.destination.high(),
                        key.destination.low(), uint64_t{key.id}})
    hash = mix64(hash ^ part) + seed;
  return hash;
}

Defragmenter::Defragmenter(const FragmentLimits& limits, PacketWeirdSink& weirds)
    : limits_(limits), weirds_(weirds), datagrams_(0, KeyHash{fresh_seed()}) {}

std::optional<ByteSpan> Defragmenter::add(const Fragment& fragment, const PacketView& view) {
  let_pass(view.time);
  drop_expired();
  last_datagram_ = 0;
  if (!is_acceptable(fragment, view)) return std::nullopt;

  Datagram& datagram = datagram_for({view.ip.source, view.ip.destination, view.ip.id}, view.time);
  last_datagram_ = datagram.number;
  size_t footprint = datagram.footprint();
  uint32_t begin = view.ip.fragment_offset;
  uint32_t end = begin + fragment.payload_length;
  note_header(datagram, fragment, view);
  if (!view.ip.more_fragments) note_end(datagram, end, view);
  note_size(end, view);
  if (begin == 0 && datagram.header.empty()) {
    datagram.header.assign(fragment.header.begin(), fragment.header.end());
    datagram.protocol = fragment.protocol;
    datagram.protocol_offset = fragment.protocol_offset;
  }
  store(datagram, begin, fragment.payload.first(fragment.payload_length), view);
  bytes_ += datagram.footprint() - footprint;

  if (is_complete(datagram)) {
    ByteSpan whole = finish(datagram, view.ip.version);
    remove(datagrams_.find(datagram.key)->second);
    return whole;
  }
  keep_limits(view);
  return std::nullopt;
}

bool Defragmenter::is_acceptable(const Fragment& fragment, const PacketView& view) {
  if (fragment.payload.size() < fragment.payload_length) {
    weirds_.report(Weird::kIncompletelyCapturedFragment, view);
    return false;
  }
  uint32_t end = view.ip.fragment_offset + fragment.payload_length;
  if (end <= kMaxDatagram) return true;
  weirds_.report(Weird::kExcessivelyLargeFragment, view);
  return false;
}

// Fragments of one datagram agree in what comes before the payload (RFC 791 3.2).
void Defragmenter::note_header(Datagram& datagram, const Fragment& fragment,
                               const PacketView& view) {
  auto header_size = static_cast<uint32_t>(fragment.header.size());
  if (datagram.header_size == 0) {
    datagram.header_size = header_size;
    datagram.protocol = fragment.protocol;
  } else if (datagram.protocol != fragment.protocol || datagram.header_size != header_size) {
    weirds_.report(Weird::kFragmentProtocolInconsistency, view);
  }
  if (view.ip.dont_fragment) weirds_.report(Weird::kFragmentWithDf, view);
}

void Defragmenter::note_size(uint32_t end, const PacketView& view) {
  if (view.ip.more_fragments && view.ip.total_length < kSmallFragment)
    weirds_.report(Weird::kExcessivelySmallFragment, view);
  if (end > kLargeDatagram) weirds_.report(Weird::kExcessivelyLargeFragment, view);
}

// `begin`: when the first fragment came. In a capture whose clock steps back that may be long ago.
Defragmenter::Datagram& Defragmenter::datagram_for(const Key& key, NetTime begin) {
  if (auto found = datagrams_.find(key); found != datagrams_.end()) {
    if (found->second->expires > now_) return *found->second;
    remove(found->second);
  }
  NetTime expires = limits_.timeout.nanos > 0 ? begin + limits_.timeout : NetTime{INT64_MAX};
  order_.push_back({});
  order_.back().key = key;
  order_.back().number = ++last_number_;
  order_.back().expires = expires;
  datagrams_.emplace(key, std::prev(order_.end()));
  most_datagrams_ = std::max(most_datagrams_, datagrams_.size());
  return order_.back();
}

void Defragmenter::drop_expired() {
  while (!order_.empty() && order_.front().expires <= now_) remove(order_.begin());
}

void Defragmenter::keep_limits(const PacketView& view) {
  auto passes = [](size_t value, size_t limit) { return limit > 0 && value > limit; };
  while (passes(order_.size(), limits_.max_datagrams) || passes(bytes_, limits_.max_bytes)) {
    ++limit_hits_;
    weirds_.report(Weird::kFragmentLimitReached, view);
    remove(order_.begin());
  }
}

void Defragmenter::note_end(Datagram& datagram, uint32_t end, const PacketView& view) {
  if (datagram.length && *datagram.length != end) {
    weirds_.report(Weird::kFragmentSizeInconsistency, view);
    end = std::max(end, *datagram.length);
  }
  datagram.length = end;
}

void Defragmenter::note_overlap(Weird what, size_t& told, const PacketView& view) {
  bool is_told = limits_.max_told_overlaps == 0 || told < limits_.max_told_overlaps;
  if (!is_told) {
    ++untold_overlaps_;
    return;
  }
  ++told;
  weirds_.report(what, view);
}

void Defragmenter::store(Datagram& datagram, uint32_t begin, ByteSpan bytes,
                         const PacketView& view) {
  uint32_t end = begin + static_cast<uint32_t>(bytes.size());
  if (datagram.length && end > *datagram.length) {
    weirds_.report(Weird::kFragmentSizeInconsistency, view);
  }
  if (begin == end) return;
  if (datagram.payload.size() < end) datagram.payload.resize(end);

  // Copies what no range covers and compares the rest with it, range by range.
  std::vector<Range>& ranges = datagram.ranges;
  auto first = std::lower_bound(ranges.begin(), ranges.end(), begin,
                                [](const Range& range, uint32_t at) { return range.end <= at; });
  uint32_t at = begin;
  std::vector<Range> now;  // what takes the place of those from `first` to `last`
  auto copy_until = [&](uint32_t stop) {
    if (at >= stop) return;
    std::copy(bytes.begin() + (at - begin), bytes.begin() + (stop - begin),
              datagram.payload.begin() + at);
    now.push_back({at, stop});
    datagram.received += stop - at;
  };
  size_t told = 0;
  auto last = first;
  for (; last != ranges.end() && last->begin < end; ++last) {
    uint32_t from = std::max(begin, last->begin), to = std::min(end, last->end);
    copy_until(from);
    bool is_same = std::equal(bytes.begin() + (from - begin), bytes.begin() + (to - begin),
                              datagram.payload.begin() + from);
    note_overlap(is_same ? Weird::kFragmentOverlap : Weird::kFragmentInconsistency, told, view);
    now.push_back(*last);
    at = to;
  }
  copy_until(end);
  size_t kept = std::min<size_t>(now.size(), static_cast<size_t>(last - first));
  std::copy(now.begin(), now.begin() + static_cast<ptrdiff_t>(kept), first);
  ranges.insert(first + static_cast<ptrdiff_t>(kept), now.begin() + static_cast<ptrdiff_t>(kept),
                now.end());
}

bool Defragmenter::is_complete(const Datagram& datagram) {
  if (!datagram.length || datagram.header.empty()) return false;
  // Ranges are looked at when there may be no hole: what came may also be behind the end.
  if (datagram.received < *datagram.length) return false;
  uint32_t at = 0;
  for (const Range& range : datagram.ranges) {
    if (range.begin != at) return false;
    at = range.end;
  }
  return at >= *datagram.length;
}

ByteSpan Defragmenter::finish(Datagram& datagram, uint8_t version) {
  whole_.assign(datagram.header.begin(), datagram.header.end());
  whole_.insert(whole_.end(), datagram.payload.begin(),
                datagram.payload.begin() + *datagram.length);
  auto put16 = [this](size_t offset, size_t value) {
    whole_[offset] = static_cast<uint8_t>(value >> 8);
    whole_[offset + 1] = static_cast<uint8_t>(value);
  };
  if (version == 4) {
    put16(2, whole_.size());
    put16(6, 0);
  } else {
    put16(4, whole_.size() - 40);
    whole_[datagram.protocol_offset] = datagram.protocol;
  }
  return whole_;
}

void Defragmenter::remove(Order::iterator at) {
  bytes_ -= at->footprint();
  datagrams_.erase(at->key);
  order_.erase(at);
}

}  // namespace avocet
