// RadiusAnalyzer: RADIUS on one flow. Every datagram is a message of its own.
#pragma once

#include <memory>

#include "analyzer/protocol.h"
#include "protocol/radius/message.h"
#include "value/table.h"
#include "value/vector.h"

namespace avocet {

struct RadiusBinding final : ProtocolBinding {
  explicit RadiusBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  RecordMaker message;
  const TableType* attributes;
  EventHandle message_event, attribute_event;
};

class RadiusAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit RadiusAnalyzer(const RadiusBinding& binding) : binding_(binding) {}

  void datagram(Side side, ByteSpan payload, uint32_t wire_length) override;

 private:
  Value attributes(const RadiusMessage& message) const;

  const RadiusBinding& binding_;
};

}  // namespace avocet
