#include "protocol/radius/analyzer.h"

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## A message of RADIUS.
global radius_message: event(c: connection, result: RADIUS::Message);

## One attribute of a message, before the message itself.
##
## attr_type: Its number (RFC 2865).
global radius_attribute: event(c: connection, attr_type: count, value: string);
)";

constexpr size_t kAttributes = 3;  // the place in RadiusBinding::message

// The type of a message's attributes.
const TableType* attributes_of(const RecordMaker& message) {
  int at = message.shape() ? message.shape()->type->find("attributes") : -1;
  return at < 0 ? nullptr : as_table(message.shape()->type->fields[size_t(at)].type);
}

}  // namespace

RadiusBinding::RadiusBinding(ProtocolWorld& world)
    : message(world.shapes, "RADIUS::Message",
              {{"code", TypeKind::kCount},
               {"trans_id", TypeKind::kCount},
               {"authenticator", TypeKind::kString},
               {"attributes", TypeKind::kTable}},
              world.errors),
      attributes(attributes_of(message)),
      message_event(world.event("radius_message", {"connection", "RADIUS::Message"})),
      attribute_event(world.event("radius_attribute", {"connection", "count", "string"})) {}

std::unique_ptr<ProtocolAnalyzer> RadiusBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kUdp) return nullptr;
  return std::make_unique<RadiusAnalyzer>(*this);
}

void RadiusAnalyzer::datagram(Side, ByteSpan payload, uint32_t) {
  std::optional<RadiusMessage> message = parse_radius(payload);
  if (!message) {
    violate("this is no message of RADIUS");
    return;
  }
  confirm();
  if (binding_.attribute_event.wanted())
    for (const RadiusAttribute& attribute : message->attributes)
      binding_.attribute_event.raise(
          {connection(), Value::of_count(attribute.type), text(attribute.value)});
  if (!binding_.message_event.wanted()) return;
  Record* made =
      binding_.message.make(heap(), {Value::of_count(message->code), Value::of_count(message->id),
                                     text(message->authenticator)});
  if (!message->attributes.empty()) binding_.message.set(made, kAttributes, attributes(*message));
  binding_.message_event.raise({connection(), Value::of(made)});
}

// By their number: an attribute may be there more than once.
Value RadiusAnalyzer::attributes(const RadiusMessage& message) const {
  Table* table = make_table(heap(), binding_.attributes);
  for (const RadiusAttribute& attribute : message.attributes) {
    Value type = Value::of_count(attribute.type);
    if (!contains(table, &type))
      put(heap(), table, &type,
          Value::of(make_vector(heap(), as_vector(binding_.attributes->value))));
    push(heap(), peek_value(table, &type)->vector(), text(attribute.value));
  }
  return Value::of(table);
}

void register_radius(ProtocolRegistry& registry) {
  Protocol radius;
  radius.name = "RADIUS";
  radius.declarations = kDeclarations;
  radius.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<RadiusBinding>(world);
  };
  registry.add(radius);
}

}  // namespace avocet
