#include "protocol/mqtt/analyzer.h"

#include <algorithm>

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## A client wants to connect.
global mqtt_connect: event(c: connection, msg: MQTT::ConnectMsg);

## A server says whether it may.
global mqtt_connack: event(c: connection, msg: MQTT::ConnectAckMsg);

## Something is published, by a client or for one.
##
## msg_id: Zero if nobody is to acknowledge it.
global mqtt_publish: event(c: connection, is_orig: bool, msg_id: count, msg: MQTT::PublishMsg);

## What was published at least once has come.
global mqtt_puback: event(c: connection, is_orig: bool, msg_id: count);

## What is published exactly once has come,
global mqtt_pubrec: event(c: connection, is_orig: bool, msg_id: count);

## is released,
global mqtt_pubrel: event(c: connection, is_orig: bool, msg_id: count);

## and is done.
global mqtt_pubcomp: event(c: connection, is_orig: bool, msg_id: count);

## A client wants to hear of topics.
global mqtt_subscribe: event(c: connection, msg_id: count, topics: string_vec, requested_qos: index_vec);

## A server says that it will.
##
## granted_qos: For the first topic.
global mqtt_suback: event(c: connection, msg_id: count, granted_qos: count);

## A client has heard enough of topics.
global mqtt_unsubscribe: event(c: connection, msg_id: count, topics: string_vec);

## A server agrees.
global mqtt_unsuback: event(c: connection, msg_id: count);

## A client asks whether the server is there,
global mqtt_pingreq: event(c: connection);

## and it is.
global mqtt_pingresp: event(c: connection);

## A client leaves.
global mqtt_disconnect: event(c: connection);
)";

Value number(uint64_t value) { return Value::of_count(value); }
Value flag(bool is_set) { return Value::of_bool(is_set); }

}  // namespace

MqttBinding::MqttBinding(ProtocolWorld& world)
    : connect(world.shapes, "MQTT::ConnectMsg",
              {{"protocol_name", TypeKind::kString},
               {"protocol_version", TypeKind::kCount},
               {"client_id", TypeKind::kString},
               {"keep_alive", TypeKind::kInterval},
               {"clean_session", TypeKind::kBool},
               {"will_retain", TypeKind::kBool},
               {"will_qos", TypeKind::kCount},
               {"will_topic", TypeKind::kString},
               {"will_msg", TypeKind::kString},
               {"username", TypeKind::kString},
               {"password", TypeKind::kString}},
              world.errors),
      connack(world.shapes, "MQTT::ConnectAckMsg",
              {{"return_code", TypeKind::kCount}, {"session_present", TypeKind::kBool}},
              world.errors),
      publish(world.shapes, "MQTT::PublishMsg",
              {{"dup", TypeKind::kBool},
               {"qos", TypeKind::kCount},
               {"retain", TypeKind::kBool},
               {"topic", TypeKind::kString},
               {"payload", TypeKind::kString},
               {"payload_len", TypeKind::kCount}},
              world.errors),
      strings(as_vector(world.machine.program().find_type("string_vec"))),
      counts(as_vector(world.machine.program().find_type("index_vec"))),
      max_payload(world.global("MQTT::max_payload_size")) {
  auto bind = [&](MqttType type, std::string_view name,
                  std::initializer_list<std::string_view> parameters) {
    events[size_t(type)] = world.event(name, parameters);
  };
  bind(MqttType::kConnect, "mqtt_connect", {"connection", "MQTT::ConnectMsg"});
  bind(MqttType::kConnack, "mqtt_connack", {"connection", "MQTT::ConnectAckMsg"});
  bind(MqttType::kPublish, "mqtt_publish", {"connection", "bool", "count", "MQTT::PublishMsg"});
  bind(MqttType::kPuback, "mqtt_puback", {"connection", "bool", "count"});
  bind(MqttType::kPubrec, "mqtt_pubrec", {"connection", "bool", "count"});
  bind(MqttType::kPubrel, "mqtt_pubrel", {"connection", "bool", "count"});
  bind(MqttType::kPubcomp, "mqtt_pubcomp", {"connection", "bool", "count"});
  bind(MqttType::kSubscribe, "mqtt_subscribe",
       {"connection", "count", "vector of string", "vector of count"});
  bind(MqttType::kSuback, "mqtt_suback", {"connection", "count", "count"});
  bind(MqttType::kUnsubscribe, "mqtt_unsubscribe", {"connection", "count", "vector of string"});
  bind(MqttType::kUnsuback, "mqtt_unsuback", {"connection", "count"});
  bind(MqttType::kPingreq, "mqtt_pingreq", {"connection"});
  bind(MqttType::kPingresp, "mqtt_pingresp", {"connection"});
  bind(MqttType::kDisconnect, "mqtt_disconnect", {"connection"});
}

std::unique_ptr<ProtocolAnalyzer> MqttBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<MqttAnalyzer>(*this);
}

void MqttAnalyzer::data(Side side, ByteSpan bytes) {
  bool is_mqtt =
      streams_[size_t(side)].feed(bytes, [&](const MqttPacket& found) { packet(side, found); });
  if (!is_mqtt) violate("this is no packet of MQTT");
}

void MqttAnalyzer::packet(Side side, const MqttPacket& packet) {
  // Of packets that are too long to be kept, only what is published can be told.
  if (!packet.is_whole() && packet.type != MqttType::kPublish) {
    weird("mqtt_packet_too_long");
    return;
  }
  if (!raise(side, packet)) violate("a packet of MQTT does not fit its type");
}

bool MqttAnalyzer::raise(Side side, const MqttPacket& packet) {
  switch (packet.type) {
  case MqttType::kConnect: return connect(packet);
  case MqttType::kConnack: return connack(packet);
  case MqttType::kPublish: return publish(side, packet);
  case MqttType::kPuback:
  case MqttType::kPubrec:
  case MqttType::kPubrel:
  case MqttType::kPubcomp:
  case MqttType::kSuback:
  case MqttType::kUnsuback: return acknowledgement(side, packet);
  case MqttType::kSubscribe:
  case MqttType::kUnsubscribe: return topics(packet);
  case MqttType::kReserved:
  case MqttType::kPingreq:
  case MqttType::kPingresp:
  case MqttType::kDisconnect:
  case MqttType::kAuth: return bare(packet);
  }
  UNREACHABLE();
}

bool MqttAnalyzer::connect(const MqttPacket& packet) {
  std::optional<MqttConnect> found = parse_mqtt_connect(packet.body);
  if (!found) return false;
  version_ = found->version;
  if (!event(packet).wanted()) return true;
  Record* made = binding_.connect.make(
      heap(), {text(found->protocol), number(found->version), text(found->client),
               Value::of_double(found->keep_alive), flag(found->cleans_session()),
               flag(found->retains_will()), number(found->will_quality())});
  size_t field = 7;  // will_topic
  auto set = [&](bool is_there, ByteSpan bytes) {
    if (is_there) binding_.connect.set(made, field, text(bytes));
    ++field;
  };
  set(found->has_will(), found->will_topic);
  set(found->has_will(), found->will_message);
  set(found->has_user(), found->user);
  set(found->has_password(), found->password);
  event(packet).raise({connection(), Value::of(made)});
  return true;
}

// Only servers of MQTT say this.
bool MqttAnalyzer::connack(const MqttPacket& packet) {
  std::optional<MqttConnack> found = parse_mqtt_connack(packet.body);
  if (!found) return false;
  confirm();
  if (event(packet).wanted()) {
    Record* made =
        binding_.connack.make(heap(), {number(found->code), flag(found->is_session_present)});
    event(packet).raise({connection(), Value::of(made)});
  }
  return true;
}

bool MqttAnalyzer::publish(Side side, const MqttPacket& packet) {
  std::optional<MqttPublish> found = parse_mqtt_publish(packet, version_);
  if (!found) return false;
  if (!event(packet).wanted()) return true;
  uint64_t limit = binding_.max_payload ? binding_.max_payload->u : 0;
  ByteSpan payload = found->payload.first(std::min<uint64_t>(limit, found->payload.size()));
  Record* made = binding_.publish.make(heap(), {flag(found->is_duplicate), number(found->quality),
                                                flag(found->is_retained), text(found->topic),
                                                text(payload), number(found->payload_length)});
  event(packet).raise(
      {connection(), flag(side == Side::kOrig), number(found->id), Value::of(made)});
  return true;
}

bool MqttAnalyzer::topics(const MqttPacket& packet) {
  std::optional<MqttTopics> found = parse_mqtt_topics(packet, version_);
  if (!found) return false;
  if (!event(packet).wanted()) return true;
  Vector* topics = make_vector(heap(), binding_.strings, found->topics.size());
  for (ByteSpan topic : found->topics) push(heap(), topics, text(topic));
  if (packet.type == MqttType::kUnsubscribe) {
    event(packet).raise({connection(), number(found->id), Value::of(topics)});
    return true;
  }
  Vector* qualities = make_vector(heap(), binding_.counts, found->qualities.size());
  for (uint8_t quality : found->qualities) push(heap(), qualities, number(quality));
  event(packet).raise({connection(), number(found->id), Value::of(topics), Value::of(qualities)});
  return true;
}

bool MqttAnalyzer::acknowledgement(Side side, const MqttPacket& packet) {
  std::optional<MqttAcknowledgement> found = parse_mqtt_acknowledgement(packet, version_);
  if (!found) return false;
  if (!event(packet).wanted()) return true;
  Value id = number(found->id);
  if (packet.type == MqttType::kSuback)
    event(packet).raise({connection(), id, number(found->granted)});
  else if (packet.type == MqttType::kUnsuback)
    event(packet).raise({connection(), id});
  else
    event(packet).raise({connection(), flag(side == Side::kOrig), id});
  return true;
}

// What version 5 adds to these is not told.
bool MqttAnalyzer::bare(const MqttPacket& packet) {
  if (version_ < kMqtt5 && (packet.length > 0 || packet.type == MqttType::kAuth)) return false;
  if (event(packet).wanted()) event(packet).raise({connection()});
  return true;
}

void register_mqtt(ProtocolRegistry& registry) {
  Protocol mqtt;
  mqtt.name = "MQTT";
  mqtt.declarations = kDeclarations;
  mqtt.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<MqttBinding>(world);
  };
  registry.add(mqtt);
}

}  // namespace avocet
