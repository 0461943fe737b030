// MqttAnalyzer: MQTT on one TCP flow. Each control packet raises its event.
#pragma once

#include <array>
#include <memory>

#include "analyzer/protocol.h"
#include "protocol/mqtt/stream.h"
#include "value/vector.h"

namespace avocet {

struct MqttBinding final : ProtocolBinding {
  explicit MqttBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  RecordMaker connect, connack, publish;
  const VectorType *strings, *counts;
  const Value* max_payload;
  std::array<EventHandle, 16> events;  // by the type of the packet
};

class MqttAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit MqttAnalyzer(const MqttBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override { streams_[size_t(side)].gap(length); }

 private:
  void packet(Side side, const MqttPacket& packet);
  // Each is false if the packet does not fit.
  bool raise(Side side, const MqttPacket& packet);
  bool connect(const MqttPacket& packet);
  bool connack(const MqttPacket& packet);
  bool publish(Side side, const MqttPacket& packet);
  bool topics(const MqttPacket& packet);
  bool acknowledgement(Side side, const MqttPacket& packet);
  bool bare(const MqttPacket& packet);

  const EventHandle& event(const MqttPacket& packet) const {
    return binding_.events[size_t(packet.type)];
  }

  const MqttBinding& binding_;
  std::array<MqttStream, 2> streams_;
  uint8_t version_ = 0;  // what the client speaks
};

}  // namespace avocet
