#include "protocol/finger/analyzer.h"

#include <algorithm>

#include "base/text.h"
#include "protocol/finger/message.h"

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## Somebody asks about a user.
##
## full: Whether more is wanted to know (/W).
## hostname: Where the user is, if not at the server.
global finger_request: event(c: connection, full: bool, username: string, hostname: string);

## A line of the answer.
global finger_reply: event(c: connection, reply_line: string);
)";

constexpr size_t kShown = 40;

}  // namespace

FingerBinding::FingerBinding(ProtocolWorld& world)
    : max_line_length(world.global("Finger::max_line_length")),
      request(world.event("finger_request", {"connection", "bool", "string", "string"})),
      reply(world.event("finger_reply", {"connection", "string"})) {}

size_t FingerBinding::longest_line() const {
  constexpr uint64_t kMost = 1 << 20;
  return size_t(max_line_length ? std::min(max_line_length->u, kMost) : kMost);
}

std::unique_ptr<ProtocolAnalyzer> FingerBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<FingerAnalyzer>(*this);
}

void FingerAnalyzer::data(Side side, ByteSpan bytes) {
  if (is_over_) return;
  LineSplitter& lines = side == Side::kOrig ? orig_ : resp_;
  lines.feed(bytes, [&](std::string_view line, bool is_cut) {
    if (is_over_) return;
    if (is_cut) {
      is_over_ = true;
      return violate("a line is too long", line.substr(0, kShown));
    }
    if (side == Side::kOrig)
      request(line);
    else
      reply(line);
  });
}

void FingerAnalyzer::gap(Side side, uint64_t) { (side == Side::kOrig ? orig_ : resp_).drop(); }

// The last line of an answer may have no end.
void FingerAnalyzer::end(Side side) {
  constexpr uint8_t kEnd[] = {'\n'};
  if (side == Side::kResp) data(side, kEnd);
}

void FingerAnalyzer::request(std::string_view line) {
  if (std::exchange(has_request_, true)) return;
  FingerRequest asked = parse_finger_request(line);
  found(Side::kOrig, FoundContent::kFinger, {bytes_of(line)});
  if (binding_.request.wanted())
    binding_.request.raise(
        {connection(), Value::of_bool(asked.is_full), text(asked.user), text(asked.host)});
}

void FingerAnalyzer::reply(std::string_view line) {
  if (line.empty()) return;
  if (has_request_) confirm();
  if (binding_.reply.wanted()) binding_.reply.raise({connection(), text(line)});
}

void register_finger(ProtocolRegistry& registry) {
  Protocol finger;
  finger.name = "FINGER";
  finger.declarations = kDeclarations;
  finger.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<FingerBinding>(world);
  };
  registry.add(finger);
}

}  // namespace avocet
