// MQTT 3.1 to 5.0 (OASIS MQTT 3.1.1 and 5.0): the bodies of control packets. Bytes in, parts out.
// Views are into the body. Properties of version 5 are stepped over.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/byte_reader.h"

namespace avocet {

enum class MqttType : uint8_t {
  kReserved,
  kConnect,
  kConnack,
  kPublish,
  kPuback,
  kPubrec,
  kPubrel,
  kPubcomp,
  kSubscribe,
  kSuback,
  kUnsubscribe,
  kUnsuback,
  kPingreq,
  kPingresp,
  kDisconnect,
  kAuth,  // since version 5
};
inline constexpr uint8_t kMqtt5 = 5;

struct MqttPacket {
  MqttType type = MqttType::kReserved;
  uint8_t flags = 0;
  uint32_t length = 0;  // of the body
  ByteSpan body;        // as much of it as is kept
  bool is_whole() const { return body.size() == length; }
};

struct MqttConnect {
  ByteSpan protocol;
  uint8_t version = 0;
  uint8_t flags = 0;
  uint16_t keep_alive = 0;  // seconds
  ByteSpan client, will_topic, will_message, user, password;
  bool cleans_session() const { return flags & 0x02; }
  bool has_will() const { return flags & 0x04; }
  uint8_t will_quality() const { return flags >> 3 & 3; }
  bool retains_will() const { return flags & 0x20; }
  bool has_password() const { return flags & 0x40; }
  bool has_user() const { return flags & 0x80; }
};
std::optional<MqttConnect> parse_mqtt_connect(ByteSpan body);

struct MqttConnack {
  bool is_session_present = false;
  uint8_t code = 0;
};
std::optional<MqttConnack> parse_mqtt_connack(ByteSpan body);

struct MqttPublish {
  bool is_duplicate = false, is_retained = false;
  uint8_t quality = 0;
  uint16_t id = 0;  // if the quality is not zero
  ByteSpan topic;
  ByteSpan payload;  // as much of it as is kept
  uint32_t payload_length = 0;
};
// The body need not be whole.
std::optional<MqttPublish> parse_mqtt_publish(const MqttPacket& packet, uint8_t version);

struct MqttTopics {
  uint16_t id = 0;
  std::vector<ByteSpan> topics;
  std::vector<uint8_t> qualities;  // of kSubscribe, one for each topic
};
std::optional<MqttTopics> parse_mqtt_topics(const MqttPacket& packet, uint8_t version);

// What acknowledges others: their number, and of kSuback the first quality that is granted.
struct MqttAcknowledgement {
  uint16_t id = 0;
  uint8_t granted = 0;
};
std::optional<MqttAcknowledgement> parse_mqtt_acknowledgement(const MqttPacket& packet,
                                                              uint8_t version);

}  // namespace avocet
