// NtpAnalyzer: NTP on one flow. Messages are independent of each other.
#pragma once

#include <memory>

#include "analyzer/protocol.h"
#include "protocol/ntp/message.h"

namespace avocet {

struct NtpBinding final : ProtocolBinding {
  explicit NtpBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  RecordMaker message, standard, control, mode_7;
  EventHandle event;
};

class NtpAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit NtpAnalyzer(const NtpBinding& binding) : binding_(binding) {}

  void datagram(Side side, ByteSpan payload, uint32_t wire_length) override;

 private:
  void fill(Record* message, const NtpStandard& body) const;
  void fill(Record* message, const NtpControl& body) const;
  void fill(Record* message, const NtpPrivate& body) const;

  const NtpBinding& binding_;
  bool has_begun_ = false;
};

}  // namespace avocet
