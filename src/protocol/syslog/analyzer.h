// SyslogAnalyzer: Syslog on one flow. Over UDP every datagram is a message.
#pragma once

#include <memory>

#include "analyzer/protocol.h"
#include "protocol/syslog/message.h"

namespace avocet {

struct SyslogBinding final : ProtocolBinding {
  SyslogBinding(ProtocolWorld& world, Transport over);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  Transport transport;
  EventHandle message;
};

class SyslogAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit SyslogAnalyzer(const SyslogBinding& binding) : binding_(binding) {}

  void datagram(Side side, ByteSpan payload, uint32_t wire_length) override;
  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;
  void end(Side side) override;

 private:
  void message(std::string_view bytes);

  const SyslogBinding& binding_;
  SyslogFrames frames_;
};

}  // namespace avocet
