#include "flow/stream_assembler.h"

#include <algorithm>

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

// Segments that were delivered and not acknowledged: the peer's packets may not come this way.
constexpr ptrdiff_t kMaxDelivered = 10'000;

bool nothing_acknowledged(const StreamState& stream) { return stream.acknowledged <= 1; }

std::vector<uint8_t> copy_of(const Flow& flow, ByteSpan bytes) {
  if (!wants_content(flow)) return {};
  return {bytes.begin(), bytes.end()};
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
    if (const StreamSegment* first = stream.first_waiting()) to = std::min(to, first->begin);
    if (from < to) deliver(flow, side, from, bytes.subspan(from - begin, to - from));
    deliver_waiting(flow, side);
    if (stream.next >= end) break;
  }
}

void StreamAssembler::deliver(Flow& flow, Side side, uint64_t begin, ByteSpan bytes) {
  StreamState& stream = stream_of(flow, side);
  stream.next = begin + bytes.size();
  if (flow.interest.wants(FlowEvent::kRexmitInconsistency)) {
    std::vector<StreamSegment>& delivered = stream.ensure_buffers().delivered;
    delivered.push_back({begin, stream.next, {bytes.begin(), bytes.end()}});
    if (std::ssize(delivered) > kMaxDelivered)
      delivered.erase(delivered.begin(), delivered.begin() + kMaxDelivered / 2);
  }
  if (flow.interest.wants(FlowEvent::kStream)) observer_.stream_data(flow, side, begin, bytes);
}

void StreamAssembler::deliver_waiting(Flow& flow, Side side) {
  StreamState& stream = stream_of(flow, side);
  if (stream.first_waiting() == nullptr) return;
  std::vector<StreamSegment>& waiting = stream.buffers->waiting;
  size_t done = 0;
  while (done < waiting.size() && waiting[done].begin <= stream.next) {
    StreamSegment segment = std::move(waiting[done++]);
    stream.buffers->bytes -= segment.end - segment.begin;
    buffered_ -= segment.bytes.size();
    if (segment.bytes.empty()) {
      stream.next = segment.end;
      // Somebody began to want the content when this had already passed.
      if (flow.interest.wants(FlowEvent::kStream)) {
        observer_.stream_gap(flow, side, segment.begin, segment.end - segment.begin);
      }
    } else {
      deliver(flow, side, segment.begin, segment.bytes);
    }
  }
  waiting.erase(waiting.begin(), waiting.begin() + static_cast<ptrdiff_t>(done));
  if (waiting.empty() && stream.buffers->delivered.empty()) stream.buffers.reset();
}

// Stores the parts of [begin, end) that no waiting segment covers.
void StreamAssembler::keep(Flow& flow, Side side, uint64_t begin, ByteSpan bytes) {
  StreamBuffers& buffers = stream_of(flow, side).ensure_buffers();
  std::vector<StreamSegment>& waiting = buffers.waiting;
  uint64_t end = begin + bytes.size();
  uint64_t at = begin;
  // Those that end before can't matter; the one that ends just there may go on.
  auto first = std::partition_point(waiting.begin(), waiting.end(),
                                    [at](const StreamSegment& old) { return old.end <= at; });
  auto place = static_cast<size_t>(first - waiting.begin());
  auto insert_until = [&](uint64_t stop) {
    if (at >= stop) return;
    std::vector<uint8_t> content = copy_of(flow, bytes.subspan(at - begin, stop - at));
    buffers.bytes += stop - at;
    buffered_ += content.size();
    auto where = waiting.begin() + static_cast<ptrdiff_t>(place);
    bool joins = place > 0 && waiting[place - 1].end == at && content.empty() &&
                 waiting[place - 1].bytes.empty();
    if (joins) {
      waiting[place - 1].end = stop;
      return;
    }
    waiting.insert(where, {at, stop, std::move(content)});
    ++place;
  };
  for (; place < waiting.size() && at < end; ++place) {
    // A copy: inserting moves the vector's elements.
    uint64_t next_begin = waiting[place].begin;
    uint64_t next_end = waiting[place].end;
    if (next_end <= at) continue;
    if (next_begin >= end) break;
    insert_until(std::min(next_begin, end));
    at = std::max(at, next_end);
  }
  insert_until(end);
}

void StreamAssembler::keep_limits(Flow& flow, Side side) {
  StreamState& stream = stream_of(flow, side);
  const StreamBuffers& buffers = stream.ensure_buffers();
  uint64_t initial = options_.tcp_max_initial_window;
  uint64_t above_hole = options_.tcp_max_above_hole_without_any_acks;
  uint64_t excessive = options_.tcp_excessive_data_without_further_acks;
  constexpr size_t kMaxSegments = 100'000;
  if (above_hole > 0 && buffers.bytes > above_hole && nothing_acknowledged(stream)) {
    ++flow_limit_hits_;
    give_up(flow, side, Weird::kAboveHoleDataWithoutAnyAcks);
  } else if (excessive > 0 && buffers.bytes > excessive) {
    ++flow_limit_hits_;
    give_up(flow, side, Weird::kExcessiveDataWithoutFurtherAcks);
  } else if (initial > 0 && nothing_acknowledged(stream) && flow.size(side) > initial) {
    // The peer's packets do not come this way; nothing will ever fill the hole.
    drop_waiting(stream);
  } else if (buffers.waiting.size() > kMaxSegments ||
             (options_.max_reassembly_bytes > 0 && buffered_ > options_.max_reassembly_bytes)) {
    ++limit_hits_;
    give_up(flow, side, Weird::kReassemblyLimitReached);
  }
}

void StreamAssembler::give_up(Flow& flow, Side side, Weird why) {
  StreamState& stream = stream_of(flow, side);
  drop_waiting(stream);
  stream.buffers.reset();
  stream.given_up = true;
  observer_.flow_weird(flow, why, {});
}

void StreamAssembler::drop_waiting(StreamState& stream) {
  if (!stream.buffers) return;
  StreamBuffers& buffers = *stream.buffers;
  for (const StreamSegment& segment : buffers.waiting) buffered_ -= segment.bytes.size();
  buffers.waiting.clear();
  buffers.waiting.shrink_to_fit();
  buffers.bytes = 0;
}

void StreamAssembler::acknowledge(Flow& flow, Side side, uint64_t up_to, bool is_partial) {
  StreamState& stream = stream_of(flow, side);
  if (stream.fin > 0) up_to = std::min(up_to, stream.fin);
  if (up_to <= stream.acknowledged) return;
  // The octet of the SYN counts for nothing.
  ++gaps_.ack_events;
  gaps_.ack_bytes += up_to - std::max<uint64_t>(stream.acknowledged, 1);
  stream.acknowledged = up_to;
  forget_acknowledged(stream);
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
    if (const StreamSegment* first = stream.first_waiting()) end = std::min(end, first->begin);
    if (stream.next < end) {
      uint64_t begin = stream.next;
      stream.next = end;
      gap(flow, side, begin, end);
    }
    deliver_waiting(flow, side);
  }
}

// Of what the peer has, only the latest tcp_max_old_segments are kept for comparing.
void StreamAssembler::forget_acknowledged(StreamState& stream) {
  if (!stream.buffers) return;
  std::vector<StreamSegment>& delivered = stream.buffers->delivered;
  auto first_needed =
      std::partition_point(delivered.begin(), delivered.end(), [&](const StreamSegment& segment) {
        return segment.end <= stream.acknowledged;
      });
  auto old = static_cast<size_t>(first_needed - delivered.begin());
  size_t kept = std::min<size_t>(old, options_.tcp_max_old_segments);
  delivered.erase(delivered.begin(), delivered.begin() + static_cast<ptrdiff_t>(old - kept));
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
    for (size_t at = 0; flow.interest.wants(FlowEvent::kStream); ++at) {
      const StreamState& stream = stream_of(flow, side);
      if (!stream.buffers || at >= stream.buffers->waiting.size()) break;
      ByteSpan bytes = stream.buffers->waiting[at].bytes;
      if (!bytes.empty()) observer_.stream_undelivered(flow, side, bytes);
    }
  }
}

void StreamAssembler::discard(Flow& flow) {
  if (!flow.detail_) return;
  for (SideDetail& side : flow.detail_->sides) drop_waiting(side.stream);
}

// Compares new bytes with those that are still held for the same place.
void StreamAssembler::compare(Flow& flow, Side side, uint64_t begin, ByteSpan bytes,
                              uint8_t tcp_flags) {
  StreamState& stream = stream_of(flow, side);
  if (!stream.buffers) return;
  uint64_t end = begin + bytes.size();
  auto compare_with = [&](const auto& held) {
    auto at = std::partition_point(held.begin(), held.end(),
                                   [begin](const StreamSegment& old) { return old.end <= begin; });
    for (; at != held.end() && at->begin < end; ++at) {
      if (at->bytes.empty()) continue;
      uint64_t from = std::max(begin, at->begin), to = std::min(end, at->end);
      ByteSpan before = ByteSpan(at->bytes).subspan(from - at->begin, to - from);
      ByteSpan now = bytes.subspan(from - begin, to - from);
      if (!std::equal(before.begin(), before.end(), now.begin()))
        observer_.rexmit_inconsistency(flow, side, before, now, tcp_flags);
    }
  };
  compare_with(stream.buffers->delivered);
  compare_with(stream.buffers->waiting);
}

}  // namespace avocet
