#include "protocol/websocket/analyzer.h"

#include <charconv>
#include <string>

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## The handshake of WebSocket is over.
##
## aid: The id of the analyzer, for :zeek:id:`WebSocket::__configure_analyzer`.
global websocket_established: event(c: connection, aid: count);

## A frame begins.
global websocket_frame: event(c: connection, is_orig: bool, fin: bool, rsv: count, opcode: count,
	payload_len: count);

## A piece of a frame's payload, at most :zeek:id:`WebSocket::payload_chunk_size` bytes.
global websocket_frame_data: event(c: connection, is_orig: bool, data: string);

## A message is complete.
##
## opcode: That of its first frame.
global websocket_message: event(c: connection, is_orig: bool, opcode: count);

## A side leaves.
##
## status: Zero if it does not say why.
global websocket_close: event(c: connection, is_orig: bool, status: count, reason: string);
)";

Value number(uint64_t value) { return Value::of_count(value); }
Value is_orig(Side side) { return Value::of_bool(side == Side::kOrig); }

}  // namespace

WebSocketBinding::WebSocketBinding(ProtocolWorld& world)
    : established(world.event("websocket_established", {"connection", "count"})),
      frame(world.event("websocket_frame",
                        {"connection", "bool", "bool", "count", "count", "count"})),
      frame_data(world.event("websocket_frame_data", {"connection", "bool", "string"})),
      message(world.event("websocket_message", {"connection", "bool", "count"})),
      close(world.event("websocket_close", {"connection", "bool", "count", "string"})),
      chunk_size(world.global("WebSocket::payload_chunk_size")),
      control_size(world.global("WebSocket::max_control_frame_size")) {}

std::unique_ptr<ProtocolAnalyzer> WebSocketBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<WebSocketAnalyzer>(*this);
}

WebSocketLimits WebSocketBinding::limits() const {
  constexpr uint64_t kMinChunk = 128, kMaxChunk = 1 << 20;
  WebSocketLimits limits;
  if (chunk_size) limits.chunk = std::clamp(chunk_size->u, kMinChunk, kMaxChunk);
  if (control_size) limits.control_payload = control_size->u;
  return limits;
}

// ---- The flow ------------------------------------------------------------------------

void WebSocketAnalyzer::attached() {
  if (binding_.established.wanted()) binding_.established.raise({connection(), number(id())});
}

void WebSocketAnalyzer::data(Side side, ByteSpan bytes) {
  if (!half(side).frames.data(bytes, binding_.limits(), half(side)))
    violate("this is no frame of WebSocket");
}

void WebSocketAnalyzer::gap(Side side, uint64_t length) {
  half(side).frames.gap(length, half(side));
}

void WebSocketAnalyzer::end(Side side) {
  for_children([side](ProtocolAnalyzer& child) { child.end(side); });
}

void WebSocketAnalyzer::done() {
  for_children([](ProtocolAnalyzer& child) { child.done(); });
}

// ---- Frames --------------------------------------------------------------------------

void WebSocketAnalyzer::frame(Half& half, const WebSocketFrame& frame) {
  if (!frame.is_control() && frame.opcode != uint8_t(WebSocketOpcode::kContinuation))
    half.opcode = frame.opcode;
  half.close.clear();
  if (binding_.frame.wanted())
    binding_.frame.raise({connection(), is_orig(half.side), Value::of_bool(frame.is_last),
                          number(frame.reserved), number(frame.opcode), number(frame.length)});
  uint64_t limit = binding_.limits().control_payload;
  if (frame.is_control() && limit > 0 && frame.length > limit)
    weird("websocket_control_frame_size_exceeded",
          std::to_string(frame.length) + " > " + std::to_string(limit));
}

void WebSocketAnalyzer::payload(Half& half, const WebSocketFrame& frame, ByteSpan bytes) {
  if (binding_.frame_data.wanted())
    binding_.frame_data.raise({connection(), is_orig(half.side), text(bytes)});
  if (frame.opcode == uint8_t(WebSocketOpcode::kClose) && half.close.empty())
    half.close.assign(bytes.begin(), bytes.end());
  // What an extension changed (compressed, for instance) is nothing that anybody knows.
  if (!frame.is_control() && frame.reserved == 0) inner(half.side, bytes);
}

void WebSocketAnalyzer::hole(Half& half, const WebSocketFrame& frame, uint64_t length) {
  if (!frame.is_control())
    for_children([&](ProtocolAnalyzer& child) { child.gap(half.side, length); });
}

void WebSocketAnalyzer::frame_end(Half& half, const WebSocketFrame& frame) {
  confirm();
  if (frame.opcode == uint8_t(WebSocketOpcode::kClose)) closed(half);
  if (!frame.is_last || !binding_.message.wanted()) return;
  uint8_t opcode = frame.is_control() ? frame.opcode : half.opcode;
  binding_.message.raise({connection(), is_orig(half.side), number(opcode)});
}

void WebSocketAnalyzer::closed(Half& half) {
  ByteReader reader(half.close);
  bool has_status = reader.can_read(2);
  uint16_t status = has_status ? reader.u16() : 0;
  if (binding_.close.wanted())
    binding_.close.raise({connection(), is_orig(half.side), number(status),
                          text(has_status ? reader.rest() : ByteSpan())});
}

// ---- What frames carry ---------------------------------------------------------------

void WebSocketAnalyzer::inner(Side side, ByteSpan bytes) {
  if (inner_ == Inner::kUndecided) return keep(side, bytes);
  for_children([&](ProtocolAnalyzer& child) { child.data(side, bytes); });
  if (inner_ == Inner::kDetected) carry(side, bytes);
}

void WebSocketAnalyzer::keep(Side side, ByteSpan bytes) {
  kept_size_ += bytes.size();
  if (kept_size_ > kMaxKept) return decide(Inner::kIgnored);
  kept_.push_back({side, {bytes.begin(), bytes.end()}});
}

void WebSocketAnalyzer::decide(Inner decided) {
  inner_ = decided;
  std::vector<Kept> kept = std::move(kept_);
  if (decided == Inner::kIgnored) return;
  for (const Kept& piece : kept) inner(piece.side, piece.bytes);
}

bool WebSocketAnalyzer::command(std::string_view name, std::string_view argument) {
  if (inner_ != Inner::kUndecided) return false;
  if (name == "detect" || name == "ignore") {
    decide(name == "detect" ? Inner::kDetected : Inner::kIgnored);
    return true;
  }
  int64_t tag = 0;
  std::from_chars(argument.data(), argument.data() + argument.size(), tag);
  bool is_made = name == "analyze" && make_child(tag);
  decide(is_made ? Inner::kChosen : Inner::kIgnored);
  return is_made;
}

void register_websocket(ProtocolRegistry& registry) {
  Protocol websocket;
  websocket.name = "WEBSOCKET";
  websocket.acts_at_once = true;
  websocket.declarations = kDeclarations;
  websocket.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<WebSocketBinding>(world);
  };
  registry.add(websocket);
}

}  // namespace avocet
