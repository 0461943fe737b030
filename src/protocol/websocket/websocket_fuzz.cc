// Any bytes as one direction of WebSocket; the first byte says how long pieces are.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "protocol/websocket/frames.h"

using namespace avocet;

namespace {

struct Nobody final : WebSocketListener {
  void frame(const WebSocketFrame&) override {}
  void payload(const WebSocketFrame&, ByteSpan) override {}
  void hole(const WebSocketFrame&, uint64_t) override {}
  void frame_end(const WebSocketFrame&) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  size_t step = data[0] + size_t(1);
  ByteSpan rest(data + 1, size - 1);
  Nobody nobody;
  WebSocketFrames frames;
  while (!rest.empty()) {
    size_t length = std::min(step, rest.size());
    frames.data(rest.first(length), {64, 125}, nobody);
    if (length % 5 == 4) frames.gap(length, nobody);
    rest = rest.subspan(length);
  }
  return 0;
}
