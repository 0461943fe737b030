// SipAnalyzer: SIP on one flow. Every datagram is a message of its own.
#pragma once

#include <memory>

#include "analyzer/protocol.h"
#include "protocol/sip/message.h"
#include "value/table.h"

namespace avocet {

struct SipBinding final : ProtocolBinding {
  explicit SipBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  RecordMaker header_record;
  const TableType* header_list;
  EventHandle request, reply, header, all_headers, begin_entity, end_entity;
};

class SipAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit SipAnalyzer(const SipBinding& binding) : binding_(binding) {}

  void datagram(Side side, ByteSpan payload, uint32_t wire_length) override;

 private:
  void first_line(const SipMessage& message);
  void headers(Side side, const SipMessage& message);
  Value all_headers(const SipMessage& message) const;

  const SipBinding& binding_;
};

}  // namespace avocet
