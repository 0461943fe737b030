#include "protocol/socks/analyzer.h"

#include <string>

#include "analyzer/protocols.h"

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## A client wants a tunnel.
##
## version: 4 or 5.
## request_type: What kind of it; see :zeek:type:`SOCKS::RequestType`.
## sa: Where to.
## user: Who the client says it is, in version 4.
global socks_request: event(c: connection, version: count, request_type: count, sa: SOCKS::Address, p: port, user: string);

## The server's answer.
##
## reply: How it went; see :zeek:id:`SOCKS::v4_status` and :zeek:id:`SOCKS::v5_status`.
## sa: The address that the server uses.
global socks_reply: event(c: connection, version: count, reply: count, sa: SOCKS::Address, p: port);

## A client logs in with a password.
global socks_login_userpass_request: event(c: connection, user: string, password: string);

## Whether it may: 0 if so.
global socks_login_userpass_reply: event(c: connection, code: count);
)";

Value tcp_port(uint16_t number) { return Port{number, PortProtocol::kTcp}.value(); }

}  // namespace

SocksBinding::SocksBinding(ProtocolWorld& world)
    : address(world.shapes, "SOCKS::Address",
              {{"host", TypeKind::kAddr}, {"name", TypeKind::kString}}, world.errors),
      request(world.event("socks_request",
                          {"connection", "count", "count", "SOCKS::Address", "port", "string"})),
      reply(world.event("socks_reply", {"connection", "count", "count", "SOCKS::Address", "port"})),
      login_request(
          world.event("socks_login_userpass_request", {"connection", "string", "string"})),
      login_reply(world.event("socks_login_userpass_reply", {"connection", "count"})) {}

std::unique_ptr<ProtocolAnalyzer> SocksBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<SocksAnalyzer>(*this);
}

void SocksAnalyzer::gap(Side, uint64_t) {
  session_.give_up();
  leave();
}

void SocksAnalyzer::login(ByteSpan user, ByteSpan password) {
  if (binding_.login_request.wanted())
    binding_.login_request.raise({connection(), text(user), text(password)});
}

void SocksAnalyzer::login_reply(uint8_t code) {
  if (binding_.login_reply.wanted())
    binding_.login_reply.raise({connection(), Value::of_count(code)});
}

void SocksAnalyzer::request(uint8_t version, uint8_t command, const SocksTarget& target,
                            ByteSpan user) {
  if (binding_.request.wanted())
    binding_.request.raise({connection(), Value::of_count(version), Value::of_count(command),
                            address(target), tcp_port(target.port), text(user)});
}

void SocksAnalyzer::reply(uint8_t version, uint8_t code, const SocksTarget& target) {
  confirm();
  if (binding_.reply.wanted())
    binding_.reply.raise({connection(), Value::of_count(version), Value::of_count(code),
                          address(target), tcp_port(target.port)});
}

// What else looked at the flow because of its port (1080 may be HTTP) has seen SOCKS, not itself.
void SocksAnalyzer::tunnel(size_t rest) {
  auto& protocols = machine().service<Protocols>();
  protocols.take_off_unsure(flow());
  protocols.look_again(flow(), rest);
  leave();
}

void SocksAnalyzer::unknown_method(uint8_t method) {
  weird("socks5_unsupported_authentication_method", "method " + std::to_string(method));
  leave();
}

Value SocksAnalyzer::address(const SocksTarget& target) {
  enum : size_t { kHost, kName };
  Record* made = binding_.address.make(heap(), {});
  if (target.host) binding_.address.set(made, kHost, make_address(heap(), *target.host));
  if (target.name) binding_.address.set(made, kName, text(*target.name));
  return Value::of(made);
}

void register_socks(ProtocolRegistry& registry) {
  Protocol socks;
  socks.name = "SOCKS";
  socks.declarations = kDeclarations;
  socks.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<SocksBinding>(world);
  };
  socks.needs_begin = true;
  registry.add(socks);
}

}  // namespace avocet
