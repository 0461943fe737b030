#include "protocol/stream_event/analyzer.h"

#include <utility>

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## Bytes of a TCP stream, put in order, as far as they go together. Raised for connections that
## Analyzer::ANALYZER_STREAM_EVENT is attached to.
##
## c: The connection.
##
## is_orig: Whether the originator sent them.
##
## data: The bytes.
global stream_deliver: event(c: connection, is_orig: bool, data: string);

## Bytes that the other side has acknowledged and nobody saw.
##
## c: The connection.
##
## is_orig: Whether the originator sent them.
##
## seq: The position of the first one, counted from the SYN.
##
## len: How many there are.
global stream_undelivered: event(c: connection, is_orig: bool, seq: count, len: count);
)";

}  // namespace

StreamEventBinding::StreamEventBinding(ProtocolWorld& world)
    : deliver(world.event("stream_deliver", {"connection", "bool", "string"})),
      undelivered(world.event("stream_undelivered", {"connection", "bool", "count", "count"})) {}

std::unique_ptr<ProtocolAnalyzer> StreamEventBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<StreamEventAnalyzer>(*this);
}

void StreamEventAnalyzer::data(Side side, ByteSpan bytes) {
  next_[size_t(side)] += bytes.size();
  if (binding_.deliver.wanted())
    binding_.deliver.raise({connection(), Value::of_bool(side == Side::kOrig), text(bytes)});
}

void StreamEventAnalyzer::gap(Side side, uint64_t length) {
  uint64_t begin = next_[size_t(side)];
  next_[size_t(side)] += length;
  if (binding_.undelivered.wanted())
    binding_.undelivered.raise({connection(), Value::of_bool(side == Side::kOrig),
                                Value::of_count(begin), Value::of_count(length)});
}

void register_stream_event(ProtocolRegistry& registry) {
  Protocol stream;
  stream.name = "STREAM_EVENT";
  stream.declarations = kDeclarations;
  stream.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<StreamEventBinding>(world);
  };
  registry.add(stream);
}

}  // namespace avocet
