#include "protocol/rfb/analyzer.h"

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## The version that a client wants.
global rfb_client_version: event(c: connection, major_version: string, minor_version: string);

## The version that a server knows.
global rfb_server_version: event(c: connection, major_version: string, minor_version: string);

## How a client proves who it is.
global rfb_authentication_type: event(c: connection, authtype: count);

## Whether it could.
##
## result: T if so.
global rfb_authentication_result: event(c: connection, result: bool);

## The same the other way round.
##
## result: F if the client could prove it.
global rfb_auth_result: event(c: connection, result: bool)
	&deprecated="Remove in v9.1. Use rfb_authentication_result which has the correct value for result.";

## Whether a client lets others stay on the desktop.
global rfb_share_flag: event(c: connection, flag: bool);

## The desktop.
global rfb_server_parameters: event(c: connection, name: string, width: count, height: count);
)";

}  // namespace

RfbBinding::RfbBinding(ProtocolWorld& world)
    : client_version(world.event("rfb_client_version", {"connection", "string", "string"})),
      server_version(world.event("rfb_server_version", {"connection", "string", "string"})),
      type(world.event("rfb_authentication_type", {"connection", "count"})),
      result(world.event("rfb_authentication_result", {"connection", "bool"})),
      old_result(world.event("rfb_auth_result", {"connection", "bool"})),
      share(world.event("rfb_share_flag", {"connection", "bool"})),
      parameters(world.event("rfb_server_parameters", {"connection", "string", "count", "count"})) {
}

std::unique_ptr<ProtocolAnalyzer> RfbBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<RfbAnalyzer>(*this);
}

void RfbAnalyzer::version(Side side, std::string_view major, std::string_view minor) {
  if (side == Side::kOrig) confirm();
  const EventHandle& event =
      side == Side::kOrig ? binding_.client_version : binding_.server_version;
  if (event.wanted()) event.raise({connection(), text(major), text(minor)});
}

void RfbAnalyzer::authentication_type(uint8_t type) {
  if (binding_.type.wanted()) binding_.type.raise({connection(), Value::of_count(type)});
}

void RfbAnalyzer::authentication_result(bool is_success) {
  if (binding_.result.wanted()) binding_.result.raise({connection(), Value::of_bool(is_success)});
  if (binding_.old_result.wanted())
    binding_.old_result.raise({connection(), Value::of_bool(!is_success)});
}

void RfbAnalyzer::share_flag(bool is_shared) {
  if (binding_.share.wanted()) binding_.share.raise({connection(), Value::of_bool(is_shared)});
}

void RfbAnalyzer::desktop(std::string_view name, uint16_t width, uint16_t height) {
  if (binding_.parameters.wanted())
    binding_.parameters.raise(
        {connection(), text(name), Value::of_count(width), Value::of_count(height)});
}

void register_rfb(ProtocolRegistry& registry) {
  Protocol rfb;
  rfb.name = "RFB";
  rfb.declarations = kDeclarations;
  rfb.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<RfbBinding>(world);
  };
  rfb.needs_begin = true;
  registry.add(rfb);
}

}  // namespace avocet
