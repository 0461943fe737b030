// RdpUdpAnalyzer: RDPEUDP on one flow: how it is opened, and what is carried then.
#pragma once

#include <memory>

#include "analyzer/protocol.h"

namespace avocet {

struct RdpUdpBinding final : ProtocolBinding {
  explicit RdpUdpBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  EventHandle syn, syn_ack, established, data;
};

class RdpUdpAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit RdpUdpAnalyzer(const RdpUdpBinding& binding) : binding_(binding) {}

  void datagram(Side side, ByteSpan payload, uint32_t wire_length) override;

 private:
  enum class Phase : uint8_t { kNew, kAsked, kOpen };

  void answer(ByteSpan payload);
  void carried(Side side, ByteSpan payload);

  const RdpUdpBinding& binding_;
  Phase phase_ = Phase::kNew;
  bool is_version2_ = false;
};

}  // namespace avocet
