// WebSocketAnalyzer: WebSocket on one flow, from the end of its handshake in HTTP on. Frames and
// messages raise events; what they carry goes to the analyzer that scripts choose, or to whom
// signatures recognise.
//
// Scripts choose once they hear that the connection is established, which may be after the first
// frames were read: until then, a little of what these carry is kept.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "analyzer/protocol.h"
#include "protocol/websocket/frames.h"

namespace avocet {

struct WebSocketBinding final : ProtocolBinding {
  explicit WebSocketBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;
  WebSocketLimits limits() const;

  EventHandle established, frame, frame_data, message, close;
  const Value *chunk_size, *control_size;
};

class WebSocketAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit WebSocketAnalyzer(const WebSocketBinding& binding) : binding_(binding) {}

  void attached() override;
  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;
  void end(Side side) override;
  void done() override;
  // "analyze": by the protocol whose tag is the argument; "detect": by whom signatures recognise;
  // "ignore".
  bool command(std::string_view name, std::string_view argument) override;

 private:
  // One direction.
  struct Half final : WebSocketListener {
    Half(WebSocketAnalyzer& of, Side which) : analyzer(of), side(which) {}
    void frame(const WebSocketFrame& frame) override { analyzer.frame(*this, frame); }
    void payload(const WebSocketFrame& frame, ByteSpan bytes) override {
      analyzer.payload(*this, frame, bytes);
    }
    void hole(const WebSocketFrame& frame, uint64_t length) override {
      analyzer.hole(*this, frame, length);
    }
    void frame_end(const WebSocketFrame& frame) override { analyzer.frame_end(*this, frame); }

    WebSocketAnalyzer& analyzer;
    Side side;
    WebSocketFrames frames;
    uint8_t opcode = 0;          // of the message at hand
    std::vector<uint8_t> close;  // the first chunk of a frame that says good-bye
  };
  // What becomes of what frames carry.
  enum class Inner : uint8_t { kUndecided, kIgnored, kDetected, kChosen };
  struct Kept {
    Side side;
    std::vector<uint8_t> bytes;
  };
  static constexpr size_t kMaxKept = 64 * 1024;

  void frame(Half& half, const WebSocketFrame& frame);
  void payload(Half& half, const WebSocketFrame& frame, ByteSpan bytes);
  void hole(Half& half, const WebSocketFrame& frame, uint64_t length);
  void frame_end(Half& half, const WebSocketFrame& frame);
  void closed(Half& half);
  void inner(Side side, ByteSpan bytes);
  void keep(Side side, ByteSpan bytes);
  void decide(Inner inner);

  Half& half(Side side) { return side == Side::kOrig ? orig_ : resp_; }

  const WebSocketBinding& binding_;
  Half orig_{*this, Side::kOrig}, resp_{*this, Side::kResp};
  Inner inner_ = Inner::kUndecided;
  std::vector<Kept> kept_;
  size_t kept_size_ = 0;
};

}  // namespace avocet
