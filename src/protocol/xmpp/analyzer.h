// XmppAnalyzer: XMPP on one flow, up to what matters before it is encrypted: STARTTLS.
#pragma once

#include <array>
#include <memory>

#include "analyzer/protocol.h"
#include "protocol/xmpp/message.h"

namespace avocet {

struct XmppBinding final : ProtocolBinding {
  explicit XmppBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  int64_t ssl_tag = 0;
  EventHandle starttls;
};

class XmppAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit XmppAnalyzer(const XmppBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;

 private:
  void take(Side side, const XmppTag& tag);

  const XmppBinding& binding_;
  std::array<XmppTags, 2> tags_;
  bool asked_for_tls_ = false;
  bool is_over_ = false;
};

}  // namespace avocet
