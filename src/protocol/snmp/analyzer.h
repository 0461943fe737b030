// SnmpAnalyzer: SNMP on one flow. Every datagram is a message of its own.
#pragma once

#include <memory>

#include "analyzer/protocol.h"
#include "protocol/snmp/message.h"
#include "value/vector.h"

namespace avocet {

// The events and records of SNMP in one world.
struct SnmpBinding final : ProtocolBinding {
  explicit SnmpBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  RecordMaker header, header_v1, header_v2, header_v3, context, user, binding, value, pdu, trap_pdu,
      bulk_pdu;
  const VectorType* bindings;
  EventHandle get_request, get_next_request, response, set_request, trap, get_bulk_request,
      inform_request, trap_v2, report;
  EventHandle unknown_version, unknown_pdu, unknown_scope, encrypted, net_weird;
};

class SnmpAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit SnmpAnalyzer(const SnmpBinding& binding) : binding_(binding) {}

  void datagram(Side side, ByteSpan payload, uint32_t wire_length) override;

 private:
  const EventHandle* event_of(uint8_t pdu) const;
  void raise_pdu(Side side, const SnmpMessage& message);

  // Values for events, each with one count.
  Value header(const SnmpMessage& message) const;
  Value header_v3(const SnmpV3& v3) const;
  Value pdu(const SnmpMessage& message);
  Value bindings(const SnmpMessage& message);
  Value object(const BerElement& element);
  Value oid(ByteSpan content);
  Value address(ByteSpan content);

  const SnmpBinding& binding_;
};

}  // namespace avocet
