#include "protocol/sip/analyzer.h"

#include "base/text.h"

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## The first line of a request.
##
## original_URI: As it was sent.
## version: Such as "2.0".
global sip_request: event(c: connection, method: string, original_URI: string, version: string);

## The first line of a reply.
##
## reason: What the code means, in words.
global sip_reply: event(c: connection, version: string, code: count, reason: string);

## One header.
##
## name: In capitals.
global sip_header: event(c: connection, is_orig: bool, name: string, value: string);

## All headers of a message, after each of them.
global sip_all_headers: event(c: connection, is_orig: bool, hlist: mime_header_list);

## A message begins: its first line was read.
global sip_begin_entity: event(c: connection, is_orig: bool);

## A message is over.
global sip_end_entity: event(c: connection, is_orig: bool);
)";

// The type of the last parameter of sip_all_headers.
const TableType* header_list_type(const Program& program) {
  FunctionId id = program.find_function("sip_all_headers");
  if (id == kNoFunction) return nullptr;
  auto parameters = program.functions[id].type->parameters;
  return parameters.empty() ? nullptr : as_table(parameters.back().type);
}

}  // namespace

SipBinding::SipBinding(ProtocolWorld& world)
    : header_record(world.shapes, "mime_header_rec",
                    {{"original_name", TypeKind::kString},
                     {"name", TypeKind::kString},
                     {"value", TypeKind::kString}},
                    world.errors),
      header_list(header_list_type(world.machine.program())),
      request(world.event("sip_request", {"connection", "string", "string", "string"})),
      reply(world.event("sip_reply", {"connection", "string", "count", "string"})),
      header(world.event("sip_header", {"connection", "bool", "string", "string"})),
      all_headers(world.event("sip_all_headers",
                              {"connection", "bool", "table[count] of mime_header_rec"})),
      begin_entity(world.event("sip_begin_entity", {"connection", "bool"})),
      end_entity(world.event("sip_end_entity", {"connection", "bool"})) {}

std::unique_ptr<ProtocolAnalyzer> SipBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kUdp) return nullptr;
  return std::make_unique<SipAnalyzer>(*this);
}

void SipAnalyzer::datagram(Side side, ByteSpan payload, uint32_t) {
  std::string_view bytes = without_sip_keepalive(view(payload));
  if (bytes.empty()) return;
  std::optional<SipMessage> message = parse_sip(bytes);
  if (!message) {
    violate("this is no message of SIP", bytes);
    return;
  }
  // Scanners ask everybody; who replies speaks SIP.
  if (!message->is_request) confirm();
  Value is_orig = Value::of_bool(side == Side::kOrig);
  first_line(*message);
  if (binding_.begin_entity.wanted()) binding_.begin_entity.raise({connection(), is_orig});
  headers(side, *message);
  if (binding_.end_entity.wanted()) binding_.end_entity.raise({connection(), is_orig});
}

void SipAnalyzer::first_line(const SipMessage& message) {
  if (message.is_request && binding_.request.wanted())
    binding_.request.raise(
        {connection(), text(message.method), text(message.uri), text(message.version)});
  if (!message.is_request && binding_.reply.wanted())
    binding_.reply.raise(
        {connection(), text(message.version), Value::of_count(message.code), text(message.reason)});
}

void SipAnalyzer::headers(Side side, const SipMessage& message) {
  Value is_orig = Value::of_bool(side == Side::kOrig);
  if (binding_.header.wanted())
    for (const SipHeader& header : message.headers)
      binding_.header.raise(
          {connection(), is_orig, text(ascii_upper(header.name)), text(header.value)});
  if (binding_.all_headers.wanted())
    binding_.all_headers.raise({connection(), is_orig, all_headers(message)});
}

// Numbered from 1.
Value SipAnalyzer::all_headers(const SipMessage& message) const {
  Table* list = make_table(heap(), binding_.header_list);
  for (const SipHeader& header : message.headers) {
    Value number = Value::of_count(list->size() + 1);
    put(heap(), list, &number,
        Value::of(binding_.header_record.make(
            heap(), {text(header.name), text(ascii_upper(header.name)), text(header.value)})));
  }
  return Value::of(list);
}

void register_sip(ProtocolRegistry& registry) {
  Protocol sip;
  sip.name = "SIP";
  sip.declarations = kDeclarations;
  sip.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<SipBinding>(world);
  };
  registry.add(sip);
}

}  // namespace avocet
