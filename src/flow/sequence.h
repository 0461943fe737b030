// Arithmetic on TCP sequence numbers, which wrap at 2^32 (RFC 9293 3.4). Internal
// to flow/.
#pragma once

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

// Precondition: `ack` lies behind the acknowledgement so far.
inline void raise_ack(SequenceState& sequence, uint32_t ack) {
  if (ack < sequence.ack && distance(sequence.ack, ack) > 0) ++sequence.ack_wraps;
  sequence.ack = ack;
}

// The position of `seq` in the stream, counted from the SYN; negative before it.
inline int64_t relative(const SequenceState& sequence, uint32_t seq) {
  int64_t last = static_cast<int64_t>(uint64_t{sequence.last_wraps} << 32 | sequence.last);
  return last + distance(sequence.last, seq) - sequence.start;
}

inline int64_t relative_last(const SequenceState& sequence) {
  return relative(sequence, sequence.last);
}

}  // namespace avocet
