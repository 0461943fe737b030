// GssapiAnalyzer: GSS-API within another protocol, which gives each token as a datagram. What
// mechanisms say goes to analyzers of their own.
#pragma once

#include <memory>

#include "analyzer/protocol.h"
#include "protocol/gssapi/message.h"

namespace avocet {

struct GssapiBinding final : ProtocolBinding {
  explicit GssapiBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  int64_t ntlm_tag, kerberos_tag;  // zero: the scripts know none
  EventHandle result;
};

class GssapiAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit GssapiAnalyzer(const GssapiBinding& binding) : binding_(binding) {}

  void datagram(Side side, ByteSpan payload, uint32_t wire_length) override;

 private:
  // A mechanism, once it was asked for.
  struct Inner {
    ProtocolAnalyzer* analyzer = nullptr;
    bool was_made = false;
  };
  void pass(Inner& inner, int64_t tag, Side side, ByteSpan bytes);

  const GssapiBinding& binding_;
  Inner ntlm_, kerberos_;
};

}  // namespace avocet
