#include "protocol/quic/analyzer.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace avocet {

namespace {

using Kind = QuicPacket::Kind;

constexpr std::string_view kDeclarations = R"(
module QUIC;

export {
	## How many events QUIC::discarded_packet a connection raises at most; 0: any number, -1: none.
	const max_discarded_packet_events: int = 100 &redef;
}

module GLOBAL;

## An Initial packet: the first ones of each side, with the hellos of TLS.
##
## version: Of QUIC, as the packet says.
##
## dcid: The connection id that the receiver chose (or, at first, the client for it).
##
## scid: The connection id that the sender chose.
global QUIC::initial_packet: event(c: connection, is_orig: bool, version: count, dcid: string, scid: string);

## A Handshake packet. What is in it is encrypted.
global QUIC::handshake_packet: event(c: connection, is_orig: bool, version: count, dcid: string, scid: string);

## A 0-RTT packet: data that a client sends before the handshake.
global QUIC::zero_rtt_packet: event(c: connection, is_orig: bool, version: count, dcid: string, scid: string);

## A Retry packet: the server wants the client to begin again, with the token.
global QUIC::retry_packet: event(c: connection, is_orig: bool, version: count, dcid: string, scid: string,
    retry_token: string, retry_integrity_tag: string);

## A packet of a version that is not known here.
global QUIC::unhandled_version: event(c: connection, is_orig: bool, version: count, dcid: string, scid: string);

## A side closes the connection with an Initial packet. Later on that is encrypted.
global QUIC::connection_close_frame: event(c: connection, is_orig: bool, version: count, dcid: string,
    scid: string, error_code: count, reason_phrase: string);

## What should be a packet lacks the bit that all have: the rest of the datagram was skipped.
##
## total_decrypted: How many packets were read before.
global QUIC::discarded_packet: event(c: connection, is_orig: bool, total_decrypted: count);

## A side has sent 1, 2, 4, 8 and so on packets of the agreed connection.
global QUIC::short_header_packet_threshold_crossed: event(c: connection, is_orig: bool, threshold: count);
)";

// The record layer of TLS, which QUIC does without, as the analyzer of TLS wants to see it.
constexpr size_t kMaxRecord = 0x4000;
std::array<uint8_t, 5> record_header(size_t length) {
  constexpr uint8_t kHandshake = 22;
  return {kHandshake, 3, 1, uint8_t(length >> 8), uint8_t(length)};
}

Value of_side(Side side) { return Value::of_bool(side == Side::kOrig); }

}  // namespace

QuicBinding::QuicBinding(ProtocolWorld& world)
    : ssl_tag(world.tag("SSL")),
      max_discarded_events(world.global("QUIC::max_discarded_packet_events")) {
  auto of_packet = [&](std::string_view name) {
    return world.event(name, {"connection", "bool", "count", "string", "string"});
  };
  initial = of_packet("QUIC::initial_packet");
  handshake = of_packet("QUIC::handshake_packet");
  zero_rtt = of_packet("QUIC::zero_rtt_packet");
  unhandled_version = of_packet("QUIC::unhandled_version");
  retry = world.event("QUIC::retry_packet",
                      {"connection", "bool", "count", "string", "string", "string", "string"});
  connection_close =
      world.event("QUIC::connection_close_frame",
                  {"connection", "bool", "count", "string", "string", "count", "string"});
  discarded = world.event("QUIC::discarded_packet", {"connection", "bool", "count"});
  short_threshold =
      world.event("QUIC::short_header_packet_threshold_crossed", {"connection", "bool", "count"});
}

std::unique_ptr<ProtocolAnalyzer> QuicBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kUdp) return nullptr;
  return std::make_unique<QuicAnalyzer>(*this);
}

// What to do with the frames of one Initial packet.
class QuicAnalyzer::Frames final : public QuicFrameSink {
 public:
  Frames(QuicAnalyzer& analyzer, Side side, const QuicPacket& packet)
      : analyzer_(analyzer), side_(side), packet_(packet) {}

  void crypto(uint64_t offset, ByteSpan data) override {
    if (!analyzer_.handshake_[size_t(side_)].add(offset, data))
      analyzer_.weird("QUIC_crypto_beyond_limit");
  }
  void connection_close(uint64_t error_code, ByteSpan reason) override {
    const EventHandle& event = analyzer_.binding_.connection_close;
    if (!event.wanted()) return;
    event.raise({analyzer_.connection(), of_side(side_), Value::of_count(packet_.version),
                 analyzer_.text(packet_.dcid), analyzer_.text(packet_.scid),
                 Value::of_count(error_code), analyzer_.text(reason)});
  }

 private:
  QuicAnalyzer& analyzer_;
  Side side_;
  const QuicPacket& packet_;
};

void QuicAnalyzer::flip() {
  if (tls_) tls_->flip();
  std::swap(handshake_[0], handshake_[1]);
  std::swap(short_headers_[0], short_headers_[1]);
}

void QuicAnalyzer::done() {
  if (tls_) tls_->done();
}

void QuicAnalyzer::datagram(Side side, ByteSpan payload, uint32_t wire_length) {
  bool is_cut = payload.size() < wire_length;
  while (!payload.empty()) {
    std::optional<QuicPacket> found = parse_quic_packet(payload);
    if (!found) {
      // One that is cut by the capture may well be a packet.
      if (opened_ == 0 && !is_cut) violate("no packet of QUIC");
      return;
    }
    if (!packet(side, *found)) return;
    payload = payload.subspan(found->bytes.size());
  }
}

bool QuicAnalyzer::packet(Side side, const QuicPacket& packet) {
  switch (packet.kind) {
  case Kind::kInitial:
    raise(binding_.initial, side, packet);
    initial(side, packet);
    return true;
  case Kind::kZeroRtt: raise(binding_.zero_rtt, side, packet); return true;
  case Kind::kHandshake: raise(binding_.handshake, side, packet); return true;
  case Kind::kRetry: retry(side, packet); return false;
  case Kind::kShort: short_header(side); return false;
  case Kind::kDiscarded: discarded(side); return false;
  case Kind::kVersionNegotiation: return false;
  case Kind::kUnknownVersion: break;
  }
  raise(binding_.unhandled_version, side, packet);
  if (opened_ == 0) {
    char reason[64];
    std::snprintf(reason, sizeof reason, "unhandled QUIC version 0x%08x", packet.version);
    violate(reason);
  }
  return false;
}

void QuicAnalyzer::raise(const EventHandle& event, Side side, const QuicPacket& packet) {
  if (!event.wanted()) return;
  event.raise({connection(), of_side(side), Value::of_count(packet.version), text(packet.dcid),
               text(packet.scid)});
}

// The client begins again: with another id, so with other keys.
void QuicAnalyzer::retry(Side side, const QuicPacket& packet) {
  keys_.reset();
  handshake_ = {};
  if (!binding_.retry.wanted()) return;
  binding_.retry.raise({connection(), of_side(side), Value::of_count(packet.version),
                        text(packet.dcid), text(packet.scid), text(packet.token),
                        text(packet.integrity_tag)});
}

void QuicAnalyzer::initial(Side side, const QuicPacket& packet) {
  bool is_client = side == Side::kOrig;
  if (!keys_) {
    if (!is_client) return;  // the id that its keys come from was not seen
    keys_ = std::make_unique<QuicInitialKeys>(packet.version, packet.dcid);
  }
  std::vector<uint8_t> plain;
  if (!keys_->open(is_client, packet, plain)) {
    if (opened_ == 0) {
      keys_.reset();
      violate("decryption failed");
    }
    return;
  }
  ++opened_;
  confirm();
  Frames frames(*this, side, packet);
  if (!read_quic_frames(plain, frames)) weird("QUIC_unexpected_frame");
  hand_over(side);
}

void QuicAnalyzer::hand_over(Side side) {
  std::vector<uint8_t> ready = handshake_[size_t(side)].take();
  if (ready.empty()) return;
  if (!tls_) tls_ = make_child(binding_.ssl_tag);
  if (!tls_) return;
  ByteSpan rest = ready;
  while (!rest.empty()) {
    ByteSpan body = rest.first(std::min(rest.size(), kMaxRecord));
    rest = rest.subspan(body.size());
    tls_->data(side, record_header(body.size()));
    tls_->data(side, body);
  }
}

void QuicAnalyzer::short_header(Side side) {
  uint64_t seen = ++short_headers_[size_t(side)];
  bool is_power_of_two = (seen & (seen - 1)) == 0;
  if (is_power_of_two && binding_.short_threshold.wanted())
    binding_.short_threshold.raise({connection(), of_side(side), Value::of_count(seen)});
}

void QuicAnalyzer::discarded(Side side) {
  if (opened_ == 0) return violate("a packet without the fixed bit");
  int64_t limit = binding_.max_discarded_events->i;
  bool may_raise = limit == 0 || discarded_events_ < limit;
  if (!may_raise || !binding_.discarded.wanted()) return;
  ++discarded_events_;
  binding_.discarded.raise({connection(), of_side(side), Value::of_count(opened_)});
}

void register_quic(ProtocolRegistry& registry) {
  Protocol quic;
  quic.name = "QUIC";
  quic.declarations = kDeclarations;
  quic.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<QuicBinding>(world);
  };
  registry.add(quic);
}

}  // namespace avocet
