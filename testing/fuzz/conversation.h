// Any bytes as a conversation of two sides, for the fuzz targets of protocols.
#pragma once

#include <algorithm>
#include <cstddef>

#include "base/byte_reader.h"
#include "flow/flow.h"

namespace avocet {

// Calls `take(side, piece)` for pieces by turns, each of which follows a byte that says whose it is
// and how long.
template <class Take> void for_each_piece(ByteSpan bytes, Take take) {
  while (!bytes.empty()) {
    Side side = bytes[0] & 1 ? Side::kOrig : Side::kResp;
    size_t length = std::min<size_t>(bytes[0] >> 1, bytes.size() - 1);
    take(side, bytes.subspan(1, length));
    bytes = bytes.subspan(1 + length);
  }
}

}  // namespace avocet
