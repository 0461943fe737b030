// Any bytes as one direction of MQTT; the first byte says the version and how long pieces are.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "protocol/mqtt/stream.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  uint8_t version = data[0] & 1 ? 5 : 4;
  size_t step = data[0] / 2 + size_t(1);
  ByteSpan rest(data + 1, size - 1);
  MqttStream stream;
  auto take = [&](const MqttPacket& packet) {
    parse_mqtt_connect(packet.body);
    parse_mqtt_connack(packet.body);
    parse_mqtt_publish(packet, version);
    parse_mqtt_topics(packet, version);
    parse_mqtt_acknowledgement(packet, version);
  };
  while (!rest.empty()) {
    size_t length = std::min(step, rest.size());
    stream.feed(rest.first(length), take);
    rest = rest.subspan(length);
  }
  return 0;
}
