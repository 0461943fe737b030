#include "protocol/template/analyzer.h"

#include <algorithm>

#include "base/text.h"

namespace avocet {

namespace {

// What scripts get to know, in their own language.
constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## Somebody asks who owns a connection.
##
## lport: The port of the one who is asked.
## rport: The port of the one who asks.
global ident_request: event(c: connection, lport: port, rport: port);

## The answer: the user, and the system that knows the user by that name.
global ident_reply: event(c: connection, lport: port, rport: port, user_id: string, system: string);

## The answer that there is none.
global ident_error: event(c: connection, lport: port, rport: port, line: string);
)";

Value tcp_port(uint16_t number) { return Port{number, PortProtocol::kTcp}.value(); }

// Requests alone can be told from other protocols: a line of two ports.
ProbeAnswer looks_like_ident(Side side, ByteSpan bytes) {
  if (side == Side::kResp) return ProbeAnswer::kPerhaps;
  constexpr size_t kLongest = 16;
  std::string_view text = view(bytes);
  size_t end = text.find_first_of("\r\n");
  if (end == std::string_view::npos) {
    bool may_become_one =
        text.size() <= kLongest && text.find_first_not_of("0123456789, ") == std::string_view::npos;
    return may_become_one ? ProbeAnswer::kPerhaps : ProbeAnswer::kNo;
  }
  return parse_ident_request(text.substr(0, end)) ? ProbeAnswer::kYes : ProbeAnswer::kNo;
}

}  // namespace

IdentBinding::IdentBinding(ProtocolWorld& world)
    : request(world.event("ident_request", {"connection", "port", "port"})),
      reply(world.event("ident_reply", {"connection", "port", "port", "string", "string"})),
      error(world.event("ident_error", {"connection", "port", "port", "string"})) {}

std::unique_ptr<ProtocolAnalyzer> IdentBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<IdentAnalyzer>(*this);
}

void IdentAnalyzer::data(Side side, ByteSpan bytes) {
  lines_[size_t(side)].feed(bytes, [&](std::string_view line, bool is_cut) {
    if (is_cut) weird("ident_line_too_long");
    if (side == Side::kOrig)
      request(line);
    else
      reply(line);
  });
}

void IdentAnalyzer::gap(Side side, uint64_t) { lines_[size_t(side)].drop(); }

void IdentAnalyzer::request(std::string_view line) {
  std::optional<IdentPorts> ports = parse_ident_request(line);
  if (!ports) {
    weird("bad_ident_request", line);
    violate("this is no request of Ident", line);
    return;
  }
  if (binding_.request.wanted())
    binding_.request.raise({connection(), tcp_port(ports->local), tcp_port(ports->remote)});
}

void IdentAnalyzer::reply(std::string_view line) {
  std::optional<IdentReply> found = parse_ident_reply(line);
  if (!found) {
    weird("bad_ident_reply", line);
    violate("this is no reply of Ident", line);
    return;
  }
  confirm();
  const EventHandle& event = found->is_error ? binding_.error : binding_.reply;
  if (!event.wanted()) return;
  Value local = tcp_port(found->ports.local), remote = tcp_port(found->ports.remote);
  if (found->is_error)
    event.raise({connection(), local, remote, text(found->text)});
  else
    event.raise({connection(), local, remote, text(found->text), text(found->system)});
}

void register_template(ProtocolRegistry& registry) {
  Protocol ident;
  ident.name = "IDENT";
  ident.declarations = kDeclarations;
  ident.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<IdentBinding>(world);
  };
  ident.stream_probe = looks_like_ident;
  registry.add(ident);
}

}  // namespace avocet
