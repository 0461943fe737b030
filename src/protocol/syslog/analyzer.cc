#include "protocol/syslog/analyzer.h"

#include "base/text.h"

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## A message of Syslog.
##
## facility: What it is about; 999 if the message does not say.
## severity: How bad that is; 999 if the message does not say.
global syslog_message: event(c: connection, facility: count, severity: count, msg: string);
)";

}  // namespace

SyslogBinding::SyslogBinding(ProtocolWorld& world, Transport over)
    : transport(over),
      message(world.event("syslog_message", {"connection", "count", "count", "string"})) {}

std::unique_ptr<ProtocolAnalyzer> SyslogBinding::make(const Flow& flow) {
  if (flow.transport != transport) return nullptr;
  return std::make_unique<SyslogAnalyzer>(*this);
}

void SyslogAnalyzer::datagram(Side, ByteSpan payload, uint32_t) { message(view(payload)); }

// Servers have nothing to say.
void SyslogAnalyzer::data(Side side, ByteSpan bytes) {
  if (side == Side::kResp) return;
  frames_.feed(view(bytes));
  while (std::optional<std::string> found = frames_.next()) message(*found);
}

void SyslogAnalyzer::gap(Side side, uint64_t) {
  if (side == Side::kOrig) end(side);
}

void SyslogAnalyzer::end(Side side) {
  if (side == Side::kResp) return;
  if (std::optional<std::string> found = frames_.rest()) message(*found);
}

void SyslogAnalyzer::message(std::string_view bytes) {
  SyslogMessage found = parse_syslog(bytes);
  confirm();
  if (binding_.message.wanted())
    binding_.message.raise({connection(), Value::of_count(found.facility),
                            Value::of_count(found.severity), text(found.text)});
}

void register_syslog(ProtocolRegistry& registry) {
  Protocol udp;
  udp.name = "SYSLOG";
  udp.declarations = kDeclarations;
  udp.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<SyslogBinding>(world, Transport::kUdp);
  };
  registry.add(udp);

  Protocol tcp;
  tcp.name = "SYSLOG_TCP";
  tcp.declarations = "module GLOBAL;\n";
  tcp.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<SyslogBinding>(world, Transport::kTcp);
  };
  registry.add(tcp);
}

}  // namespace avocet
