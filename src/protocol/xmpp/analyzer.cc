#include "protocol/xmpp/analyzer.h"

#include "base/text.h"

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## Both sides agreed to go on encrypted. Events of TLS follow.
global xmpp_starttls: event(c: connection);
)";

}  // namespace

XmppBinding::XmppBinding(ProtocolWorld& world)
    : starttls(world.event("xmpp_starttls", {"connection"})) {
  ssl_tag = world.tag("SSL");
}

std::unique_ptr<ProtocolAnalyzer> XmppBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<XmppAnalyzer>(*this);
}

void XmppAnalyzer::data(Side side, ByteSpan bytes) {
  XmppTags& tags = tags_[size_t(side)];
  std::string_view text = view(bytes);
  while (!is_over_) {
    std::optional<XmppTag> tag = tags.take(text);
    if (!tag) break;
    take(side, *tag);
  }
  if (is_over_ || !tags.is_bad()) return;
  is_over_ = true;
  violate("no XML", view(bytes));
}

void XmppAnalyzer::gap(Side side, uint64_t) { tags_[size_t(side)].drop(); }

// RFC 6120, section 5.4.2: the client asks, the server lets it proceed.
void XmppAnalyzer::take(Side side, const XmppTag& tag) {
  if (tag.name == "stream:stream") return confirm();
  std::string_view name = tag.local_name();
  if (side == Side::kOrig && name == "starttls") asked_for_tls_ = true;
  if (side == Side::kOrig || name != "proceed" || !asked_for_tls_) return;
  is_over_ = true;
  attach_inner(binding_.ssl_tag);
  if (binding_.starttls.wanted()) binding_.starttls.raise({connection()});
  leave();
}

void register_xmpp(ProtocolRegistry& registry) {
  Protocol xmpp;
  xmpp.name = "XMPP";
  xmpp.declarations = kDeclarations;
  xmpp.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<XmppBinding>(world);
  };
  registry.add(xmpp);
}

}  // namespace avocet
