// Arithmetic on TCP sequence numbers, which wrap at 2^32 (RFC 9293 3.4). Internal
// to flow/.
#pragma once

#include <algorithm>
#include <cstdint>

#include "flow/flow.h"

namespace avocet {

// How far `to` lies behind `from`; negative: before it.
inline int32_t distance(uint32_t from, uint32_t to) { return static_cast<int32_t>(to - from); }

// The stream starts with a SYN (perhaps an imagined one) at `start` and has got to `last`.
inline void start_at(Endpoint& endpoint, uint32_t start, uint32_t last) {
  endpoint.sequence = {start, last, start, 0, 0};
  if (last < start) endpoint.sequence.last_wraps = 1;
}

// Sets the highest number sent. It may also go back, where a SYN or RST is believed more than
// what came before.
inline void raise_last(SequenceState& sequence, uint32_t last) {
  if (last < sequence.last && distance(sequence.last, last) > 0) ++sequence.last_wraps;
  if (last > sequence.last && distance(sequence.last, last) < 0 && sequence.last_wraps > 0) {
    --sequence.last_wraps;
  }
  sequence.last = last;
}

// A number with its wraps counted, in the space where `start` has none.
inline uint64_t unwrapped(uint32_t number, uint16_t wraps) {
  return uint64_t{wraps} << 32 | number;
}

// How far the stream has got, by what was sent or by what the peer has: a capture may hold but one
// direction of gigabytes.
inline uint64_t furthest(const SequenceState& sequence) {
  return std::max(unwrapped(sequence.last, sequence.last_wraps),
                  unwrapped(sequence.ack, sequence.ack_wraps));
}

// The position of `seq` in the stream, counted from the SYN; negative before it.
inline int64_t relative(const SequenceState& sequence, uint32_t seq) {
  uint64_t known = furthest(sequence);
  auto position = static_cast<int64_t>(known - sequence.start);
  return position + distance(static_cast<uint32_t>(known), seq);
}

inline int64_t relative_last(const SequenceState& sequence) {
  return static_cast<int64_t>(unwrapped(sequence.last, sequence.last_wraps) - sequence.start);
}
inline int64_t relative_ack(const SequenceState& sequence) {
  return static_cast<int64_t>(unwrapped(sequence.ack, sequence.ack_wraps) - sequence.start);
}

// The peer has everything before the position.
inline void raise_ack(SequenceState& sequence, int64_t position) {
  uint64_t number = sequence.start + static_cast<uint64_t>(position);
  sequence.ack = static_cast<uint32_t>(number);
  sequence.ack_wraps = static_cast<uint16_t>(number >> 32);
}

}  // namespace avocet
