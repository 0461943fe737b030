#include "protocol/websocket/frames.h"

#include <gtest/gtest.h>

#include <string>

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;

struct Told final : WebSocketListener {
  void frame(const WebSocketFrame& frame) override {
    out += "f" + std::to_string(frame.opcode) + (frame.is_last ? "!" : "") + ":" +
           std::to_string(frame.length) + " ";
  }
  void payload(const WebSocketFrame&, ByteSpan bytes) override {
    out += std::string(bytes.begin(), bytes.end()) + " ";
  }
  void hole(const WebSocketFrame&, uint64_t length) override {
    out += "-" + std::to_string(length) + " ";
  }
  void frame_end(const WebSocketFrame&) override { out += "e "; }
  std::string out;
};

Bytes masked(uint8_t first, const std::string& text) {
  Bytes bytes{first, uint8_t(0x80 | text.size()), 1, 2, 3, 4};
  for (size_t i = 0; i < text.size(); ++i) bytes.push_back(uint8_t(text[i] ^ (i % 4 + 1)));
  return bytes;
}

std::string told(const Bytes& bytes, size_t step, WebSocketLimits limits = {}) {
  Told listener;
  WebSocketFrames frames;
  for (size_t at = 0; at < bytes.size(); at += step) {
    ByteSpan piece = ByteSpan(bytes).subspan(at, std::min(step, bytes.size() - at));
    if (!frames.data(piece, limits, listener)) listener.out += "no";
  }
  return listener.out;
}

TEST(WebSocket, CutsStreamsAnywhere) {
  Bytes bytes = masked(0x01, "hello"), rest = masked(0x80, " you");
  bytes.insert(bytes.end(), rest.begin(), rest.end());
  bytes.insert(bytes.end(), {0x88, 0});
  bytes.insert(bytes.end(), {0x82, 126, 0, 3, 'a', 'b', 'c'});
  bytes.insert(bytes.end(), {0x82, 127, 0, 0, 0, 0, 0, 0, 0, 1, 'd'});
  for (size_t step : {size_t(1), size_t(2), size_t(3), size_t(9), bytes.size()})
    EXPECT_EQ(told(bytes, step), "f1:5 hello e f0!:4  you e f8!:0 e f2!:3 abc e f2!:1 d e ")
        << step;
}

TEST(WebSocket, HandsLongPayloadsOnInChunks) {
  Bytes bytes{0x82, 7, 'a', 'b', 'c', 'd', 'e', 'f', 'g'};
  EXPECT_EQ(told(bytes, 2, {3, 0}), "f2!:7 abc def g e ");
  EXPECT_EQ(told(bytes, 99, {3, 0}), "f2!:7 abc def g e ");
}

TEST(WebSocket, CapsControlFrames) {
  Bytes bytes{0x89, 5, 'a', 'b', 'c', 'd', 'e', 0x8a, 0};
  EXPECT_EQ(told(bytes, 1, {99, 3}), "f9!:5 abc e f10!:0 e ");
  EXPECT_EQ(told(bytes, 99, {99, 0}), "f9!:5 abcde e f10!:0 e ");
}

TEST(WebSocket, RefusesAbsurdLengths) {
  EXPECT_EQ(told({0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 0, 'x'}, 99), "no");
}

TEST(WebSocket, GoesOnBehindAHoleInAPayload) {
  Told listener;
  WebSocketFrames frames;
  Bytes begin = masked(0x82, "abcdefgh");
  frames.data(ByteSpan(begin).first(8), {}, listener);
  frames.gap(3, listener);
  frames.data(ByteSpan(begin).subspan(11), {}, listener);
  EXPECT_EQ(listener.out, "f2!:8 -5 fgh e ");
  listener.out.clear();
  frames.gap(1, listener);
  frames.data(begin, {}, listener);
  EXPECT_EQ(listener.out, "");
}

}  // namespace
}  // namespace avocet
