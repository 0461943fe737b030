#include "protocol/mqtt/message.h"

namespace avocet {

namespace {

ByteSpan read_text(ByteReader& reader) { return reader.take(reader.u16()); }

// A number of at most four bytes, seven bits each.
uint32_t read_length(ByteReader& reader) {
  constexpr int kMaxBits = 28;
  uint32_t value = 0;
  for (int shift = 0; shift < kMaxBits; shift += 7) {
    uint8_t byte = reader.u8();
    value |= uint32_t(byte & 0x7f) << shift;
    if (!(byte & 0x80)) return value;
  }
  reader.skip(SIZE_MAX);
  return 0;
}

void skip_properties(ByteReader& reader, uint8_t version) {
  if (version >= kMqtt5) reader.skip(read_length(reader));
}

template <class T> std::optional<T> unless_failed(const ByteReader& reader, T value) {
  return reader.failed() ? std::nullopt : std::optional<T>(std::move(value));
}

}  // namespace

std::optional<MqttConnect> parse_mqtt_connect(ByteSpan body) {
  constexpr uint8_t kBridge = 0x80;  // in the version: a broker that calls another
  ByteReader reader(body);
  MqttConnect connect;
  connect.protocol = read_text(reader);
  connect.version = reader.u8() & uint8_t(~kBridge);
  connect.flags = reader.u8();
  connect.keep_alive = reader.u16();
  skip_properties(reader, connect.version);
  connect.client = read_text(reader);
  if (connect.has_will()) {
    skip_properties(reader, connect.version);
    connect.will_topic = read_text(reader);
    connect.will_message = read_text(reader);
  }
  if (connect.has_user()) connect.user = read_text(reader);
  if (connect.has_password()) connect.password = read_text(reader);
  return unless_failed(reader, connect);
}

std::optional<MqttConnack> parse_mqtt_connack(ByteSpan body) {
  ByteReader reader(body);
  MqttConnack connack;
  connack.is_session_present = reader.u8() & 1;
  connack.code = reader.u8();
  return unless_failed(reader, connack);
}

std::optional<MqttPublish> parse_mqtt_publish(const MqttPacket& packet, uint8_t version) {
  ByteReader reader(packet.body);
  MqttPublish publish;
  publish.is_retained = packet.flags & 1;
  publish.quality = packet.flags >> 1 & 3;
  publish.is_duplicate = packet.flags & 8;
  publish.topic = read_text(reader);
  if (publish.quality > 0) publish.id = reader.u16();
  skip_properties(reader, version);
  publish.payload_length = packet.length - uint32_t(reader.position());
  publish.payload = reader.rest();
  return unless_failed(reader, publish);
}

std::optional<MqttTopics> parse_mqtt_topics(const MqttPacket& packet, uint8_t version) {
  ByteReader reader(packet.body);
  MqttTopics found;
  found.id = reader.u16();
  skip_properties(reader, version);
  while (reader.remaining() > 0) {
    found.topics.push_back(read_text(reader));
    // Version 5 has more options in the same byte.
    if (packet.type == MqttType::kSubscribe) found.qualities.push_back(reader.u8() & 3);
  }
  return unless_failed(reader, std::move(found));
}

std::optional<MqttAcknowledgement> parse_mqtt_acknowledgement(const MqttPacket& packet,
                                                              uint8_t version) {
  ByteReader reader(packet.body);
  MqttAcknowledgement found;
  found.id = reader.u16();
  if (packet.type == MqttType::kSuback) {
    skip_properties(reader, version);
    found.granted = reader.u8();
  }
  return unless_failed(reader, found);
}

}  // namespace avocet
