#include "flow/stream_assembler.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "flow/history.h"

namespace avocet {
namespace {

bool wants_content(const Flow& flow) {
  return flow.interest.wants(FlowEvent::kStream) ||
         flow.interest.wants(FlowEvent::kRexmitInconsistency);
}

// Each side finished its handshake and at most closed in order since.
bool is_established(const Flow& flow) {
  auto is_sound = [](const Endpoint& endpoint) {
    bool was_established = endpoint.previous_state == static_cast<uint8_t>(TcpState::kEstablished);
    return endpoint.tcp_state() == TcpState::kEstablished ||
           (endpoint.tcp_state() == TcpState::kClosed && was_established);
  };
  return is_sound(flow.orig()) && is_sound(flow.resp());
}

// Whether a FIN or RST was seen: a stream of which nothing else was is a filtered capture's.
bool has_ending(const Flow& flow) {
  auto ends = [](const Endpoint& endpoint) {
    return endpoint.seen_fin || endpoint.tcp_state() == TcpState::kReset;
  };
  return ends(flow.orig()) || ends(flow.resp());
}

// What a segment takes beside its content.
constexpr uint64_t kSegmentSize = sizeof(StreamSegments::value_type) + 4 * sizeof(void*);

bool nothing_acknowledged(const StreamState& stream) { return stream.acknowledged <= 1; }

std::vector<uint8_t> copy_of(const Flow& flow, ByteSpan bytes) {
  if (!wants_content(flow)) return {};
  return {bytes.begin(), bytes.end()};
}

// The first segment that ends behind the position.
template <class Segments> auto first_behind(Segments& segments, uint64_t position) {
  auto found = segments.upper_bound(position);
  if (found != segments.begin() && std::prev(found)->second.end > position) --found;
  return found;
}

}  // namespace

StreamState& StreamAssembler::stream_of(Flow& flow, Side side) {
  return flow.ensure_detail().sides[static_cast<size_t>(side)].stream;
}

void StreamAssembler::data(Flow& flow, Side side, uint64_t begin, ByteSpan bytes,
                           uint8_t tcp_flags) {
  StreamState& stream = stream_of(flow, side);
  if (stream.given_up) return;
  if (flow.interest.wants(FlowEvent::kRexmitInconsistency)) {
    compare(flow, side, begin, bytes, tcp_flags);
  }
  uint64_t end = begin + bytes.size();
  if (end <= stream.next) return;
  if (begin > stream.next) {
    keep(flow, side, begin, bytes);
    keep_limits(flow, side);
    return;
  }
  // What came earlier wins: the new bytes count up to the first one that waits.
  while (begin < end) {
    uint64_t from = stream.next;
    uint64_t to = end;
    if (auto first = stream.first_waiting()) to = std::min(to, *first);
    if (from < to) deliver(flow, side, from, bytes.subspan(from - begin, to - from));
    deliver_waiting(flow, side);
    if (stream.next >= end) break;
  }
}

void StreamAssembler::deliver(Flow& flow, Side side, uint64_t begin, ByteSpan bytes) {
  stream_of(flow, side).next = begin + bytes.size();
  if (flow.interest.wants(FlowEvent::kRexmitInconsistency)) remember(flow, side, begin, bytes);
  if (flow.interest.wants(FlowEvent::kStream)) observer_.stream_data(flow, side, begin, bytes);
}

// Of what was delivered, for comparing it with what is sent in its place later.
void StreamAssembler::remember(Flow& flow, Side side, uint64_t begin, ByteSpan bytes) {
  StreamState& stream = stream_of(flow, side);
  if (is_peer_unseen(flow, side, stream)) return drop_delivered(stream);
  StreamBuffers& buffers = stream.ensure_buffers();
  buffers.delivered.emplace_hint(
      buffers.delivered.end(), begin,
      StreamSegment{stream.next, std::vector<uint8_t>(bytes.begin(), bytes.end())});
  compared_ += bytes.size() + kSegmentSize;
  if (stream.next <= stream.acknowledged) ++buffers.acknowledged;
  uint64_t limit = options_.max_compared_bytes;
  while (limit > 0 && compared_ > limit && !buffers.delivered.empty()) {
    ++compare_limit_hits_;
    forget_first(buffers);
  }
}

void StreamAssembler::forget_first(StreamBuffers& buffers) {
  auto first = buffers.delivered.begin();
  compared_ -= first->second.bytes.size() + kSegmentSize;
  buffers.delivered.erase(first);
  if (buffers.acknowledged > 0) --buffers.acknowledged;
}

void StreamAssembler::deliver_waiting(Flow& flow, Side side) {
  StreamState& stream = stream_of(flow, side);
  if (!stream.first_waiting()) return;
  StreamSegments& waiting = stream.buffers->waiting;
  while (!waiting.empty() && waiting.begin()->first <= stream.next) {
    auto taken = waiting.extract(waiting.begin());
    const uint64_t begin = taken.key();
    const StreamSegment& segment = taken.mapped();
    stream.buffers->bytes -= segment.end - begin;
    buffered_ -= segment.bytes.size();
    --waiting_;
    if (segment.bytes.empty()) {
      stream.next = segment.end;
      // Somebody began to want the content when this had already passed.
      if (flow.interest.wants(FlowEvent::kStream)) {
        observer_.stream_gap(flow, side, begin, segment.end - begin);
      }
    } else {
      deliver(flow, side, begin, segment.bytes);
    }
  }
  if (waiting.empty() && stream.buffers->delivered.empty()) stream.buffers.reset();
}

// Stores the parts of [begin, end) that no waiting segment covers.
void StreamAssembler::keep(Flow& flow, Side side, uint64_t begin, ByteSpan bytes) {
  StreamBuffers& buffers = stream_of(flow, side).ensure_buffers();
  StreamSegments& waiting = buffers.waiting;
  uint64_t end = begin + bytes.size();
  uint64_t at = begin;
  auto next = first_behind(waiting, at);
  auto insert_until = [&](uint64_t stop) {
    std::vector<uint8_t> content = copy_of(flow, bytes.subspan(at - begin, stop - at));
    buffers.bytes += stop - at;
    buffered_ += content.size();
    StreamSegment* before = next != waiting.begin() ? &std::prev(next)->second : nullptr;
    if (before != nullptr && before->end == at && before->bytes.empty() && content.empty()) {
      before->end = stop;
    } else {
      ++waiting_;
      waiting.emplace_hint(next, at, StreamSegment{stop, std::move(content)});
    }
  };
  while (at < end) {
    uint64_t stop = next != waiting.end() ? std::min(end, next->first) : end;
    if (at < stop) insert_until(stop);
    if (next == waiting.end()) break;
    at = std::max(at, next->second.end);
    ++next;
  }
}

// Whether more was sent than anybody sends before the first acknowledgement: the peer's packets do
// not come this way, and none of them will ever say that what was delivered need not be kept.
bool StreamAssembler::is_peer_unseen(const Flow& flow, Side side, const StreamState& stream) const {
  uint64_t initial = options_.tcp_max_initial_window;
  return initial > 0 && nothing_acknowledged(stream) && flow.size(side) > initial;
}

void StreamAssembler::keep_limits(Flow& flow, Side side) {
  StreamState& stream = stream_of(flow, side);
  const StreamBuffers& buffers = stream.ensure_buffers();
  uint64_t above_hole = options_.tcp_max_above_hole_without_any_acks;
  uint64_t excessive = options_.tcp_excessive_data_without_further_acks;
  uint64_t segments = options_.max_waiting_segments;
  uint64_t limit = options_.max_reassembly_bytes;
  // What lies between the hole and the last byte counts, with the holes above it.
  uint64_t behind = buffers.waiting.rbegin()->second.end - stream.next;
  if (above_hole > 0 && behind > above_hole && nothing_acknowledged(stream)) {
    ++flow_limit_hits_;
    give_up(flow, side, Weird::kAboveHoleDataWithoutAnyAcks);
  } else if (excessive > 0 && buffers.bytes > excessive) {
    ++flow_limit_hits_;
    give_up(flow, side, Weird::kExcessiveDataWithoutFurtherAcks);
  } else if (segments > 0 && buffers.waiting.size() > segments) {
    ++flow_limit_hits_;
    give_up(flow, side, Weird::kReassemblyLimitReached);
  } else if (limit > 0 && buffered_ + waiting_ * kSegmentSize > limit) {
    ++limit_hits_;
    give_up(flow, side, Weird::kReassemblyLimitReached);
  }
}

void StreamAssembler::give_up(Flow& flow, Side side, Weird why) {
  StreamState& stream = stream_of(flow, side);
  drop_waiting(stream);
  drop_delivered(stream);
  stream.buffers.reset();
  stream.given_up = true;
  observer_.flow_weird(flow, why, {});
}

void StreamAssembler::drop_waiting(StreamState& stream) {
  if (!stream.buffers) return;
  StreamBuffers& buffers = *stream.buffers;
  for (const auto& [begin, segment] : buffers.waiting) buffered_ -= segment.bytes.size();
  waiting_ -= buffers.waiting.size();
  buffers.waiting.clear();
  buffers.bytes = 0;
}

void StreamAssembler::drop_delivered(StreamState& stream) {
  if (!stream.buffers) return;
  while (!stream.buffers->delivered.empty()) forget_first(*stream.buffers);
}

void StreamAssembler::acknowledge(Flow& flow, Side side, uint64_t up_to, bool is_partial) {
  StreamState& stream = stream_of(flow, side);
  if (stream.fin > 0) up_to = std::min(up_to, stream.fin);
  if (up_to <= stream.acknowledged) return;
  // The octet of the SYN counts for nothing.
  ++gaps_.ack_events;
  gaps_.ack_bytes += up_to - std::max<uint64_t>(stream.acknowledged, 1);
  note_acknowledged(stream, std::exchange(stream.acknowledged, up_to));
  if (stream.given_up || up_to <= stream.next) return;
  // A connection that began before the capture, with a probe below what was acknowledged: whether
  // the octet was ever sent is not known, and it stays open.
  if (is_partial && up_to <= 2) return;
  if (options_.detect_filtered_trace && stream.next == 1 && has_ending(flow)) {
    stream.next = up_to;
    return;
  }
  while (stream.next < up_to) {
    uint64_t end = up_to;
    if (auto first = stream.first_waiting()) end = std::min(end, *first);
    if (stream.next < end) {
      uint64_t begin = stream.next;
      stream.next = end;
      gap(flow, side, begin, end);
    }
    deliver_waiting(flow, side);
  }
}

// Of what the peer has, only the latest tcp_max_old_segments are kept for comparing. What it has
// acknowledged `before` was counted.
void StreamAssembler::note_acknowledged(StreamState& stream, uint64_t before) {
  if (!stream.buffers) return;
  StreamBuffers& buffers = *stream.buffers;
  auto segment = first_behind(buffers.delivered, before);
  for (; segment != buffers.delivered.end() && segment->second.end <= stream.acknowledged;
       ++segment)
    ++buffers.acknowledged;
  while (buffers.acknowledged > options_.tcp_max_old_segments) forget_first(buffers);
}

void StreamAssembler::gap(Flow& flow, Side side, uint64_t begin, uint64_t end) {
  if (options_.report_gaps_for_partial || is_established(flow)) {
    FlowOddities& odd = flow.ensure_oddities();
    uint32_t& count = odd.sides[static_cast<size_t>(side)].gaps;
    uint32_t reached = History::add_scaled(flow, side, 'G', count);
    if (reached > 1 && flow.interest.wants(FlowEvent::kHistoryThreshold)) {
      observer_.history_threshold(flow, side, HistoryThreshold::kGaps, reached);
    }
    odd.missed_bytes += end - begin;
    ++gaps_.gap_events;
    gaps_.gap_bytes += end - begin;
    if (flow.interest.wants(FlowEvent::kContentGap)) {
      observer_.content_gap(flow, side, begin, end - begin);
    }
  }
  if (flow.interest.wants(FlowEvent::kStream)) observer_.stream_gap(flow, side, begin, end - begin);
}

void StreamAssembler::fin(Flow& flow, Side side, uint64_t position) {
  StreamState& stream = stream_of(flow, side);
  if (stream.fin == 0 || position > stream.fin) stream.fin = position;
}

void StreamAssembler::check_end(Flow& flow, Side side) {
  StreamState& stream = stream_of(flow, side);
  if (stream.ended || stream.fin == 0) return;
  if (!stream.given_up && stream.next < stream.fin) return;
  stream.ended = true;
  bool is_wanted =
      flow.interest.wants(FlowEvent::kConnectionEof) || flow.interest.wants(FlowEvent::kStream);
  if (is_wanted) observer_.stream_end(flow, side);
}

// The observer may do anything with the flow but give it packets.
void StreamAssembler::show_undelivered(Flow& flow) {
  for (Side side : {Side::kOrig, Side::kResp}) {
    uint64_t at = 0;
    while (flow.interest.wants(FlowEvent::kStream)) {
      const StreamState& stream = stream_of(flow, side);
      if (!stream.buffers) break;
      auto segment = stream.buffers->waiting.lower_bound(at);
      if (segment == stream.buffers->waiting.end()) break;
      at = segment->second.end;
      const std::vector<uint8_t>& bytes = segment->second.bytes;
      if (!bytes.empty()) observer_.stream_undelivered(flow, side, bytes);
    }
  }
}

void StreamAssembler::discard(Flow& flow) {
  if (!flow.detail_) return;
  for (SideDetail& side : flow.detail_->sides) {
    drop_waiting(side.stream);
    drop_delivered(side.stream);
  }
}

// Compares new bytes with those that are still held for the same place.
void StreamAssembler::compare(Flow& flow, Side side, uint64_t begin, ByteSpan bytes,
                              uint8_t tcp_flags) {
  StreamState& stream = stream_of(flow, side);
  if (!stream.buffers) return;
  uint64_t end = begin + bytes.size();
  const bool is_limited = options_.max_told_inconsistencies > 0;
  uint32_t told = 0;
  auto compare_with = [&](const StreamSegments& held) {
    for (auto at = first_behind(held, begin); at != held.end() && at->first < end; ++at) {
      const auto& [held_begin, segment] = *at;
      if (segment.bytes.empty()) continue;
      uint64_t from = std::max(begin, held_begin), to = std::min(end, segment.end);
      ByteSpan before = ByteSpan(segment.bytes).subspan(from - held_begin, to - from);
      ByteSpan now = bytes.subspan(from - begin, to - from);
      if (std::equal(before.begin(), before.end(), now.begin())) continue;
      if (is_limited && told == options_.max_told_inconsistencies) {
        ++untold_inconsistencies_;
        continue;
      }
      ++told;
      observer_.rexmit_inconsistency(flow, side, before, now, tcp_flags);
    }
  };
  compare_with(stream.buffers->delivered);
  compare_with(stream.buffers->waiting);
}

}  // namespace avocet
