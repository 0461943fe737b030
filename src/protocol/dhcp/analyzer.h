// DhcpAnalyzer: DHCP on one flow. Which messages belong together is for scripts to find: they go
// over several flows.
#pragma once

#include <memory>

#include "analyzer/protocol.h"
#include "protocol/dhcp/message.h"

namespace avocet {

struct DhcpBinding final : ProtocolBinding {
  explicit DhcpBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  RecordMaker message, options, client_id, client_fqdn, sub_option;
  const VectorType *counts, *addresses, *sub_options;
  EventHandle event;
};

class DhcpAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit DhcpAnalyzer(const DhcpBinding& binding) : binding_(binding) {}

  void datagram(Side side, ByteSpan payload, uint32_t wire_length) override;

 private:
  Value message(const DhcpMessage& found) const;
  Value options(const DhcpMessage& found);
  // The value of an option, by its place in the record; nothing if its bytes do not fit it.
  std::optional<Value> option_value(size_t place, ByteSpan bytes) const;
  Value addresses(ByteSpan bytes) const;
  Value counts(ByteSpan bytes) const;
  Value client_id(ByteSpan bytes) const;
  Value client_fqdn(ByteSpan bytes) const;
  Value sub_options(ByteSpan bytes) const;

  const DhcpBinding& binding_;
};

}  // namespace avocet
