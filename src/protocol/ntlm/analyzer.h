// NtlmAnalyzer: NTLM within another protocol, which gives each message as a datagram.
#pragma once

#include <memory>
#include <optional>

#include "analyzer/protocol.h"
#include "protocol/ntlm/message.h"

namespace avocet {

struct NtlmBinding final : ProtocolBinding {
  explicit NtlmBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  RecordMaker flags, version, target_info, negotiate, challenge, authenticate;
  EventHandle negotiated, challenged, authenticated;
};

class NtlmAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit NtlmAnalyzer(const NtlmBinding& binding) : binding_(binding) {}

  void datagram(Side side, ByteSpan payload, uint32_t wire_length) override;

 private:
  void raise(const NtlmNegotiate& message);
  void raise(const NtlmChallenge& message);
  void raise(const NtlmAuthenticate& message);

  // Values for events, each with one count.
  Value flags(uint32_t bits) const;
  Value version(const NtlmVersion& version) const;
  Value target_info(const NtlmTargetInfo& info) const;
  Value name(ByteSpan bytes, uint32_t flags) const;
  // Sets a field if there is something to set it to.
  void set_name(const RecordMaker& maker, Record* record, size_t field,
                const std::optional<ByteSpan>& bytes, uint32_t flags) const;

  const NtlmBinding& binding_;
};

}  // namespace avocet
