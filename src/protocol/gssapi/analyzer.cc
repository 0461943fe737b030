#include "protocol/gssapi/analyzer.h"

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## How a negotiation of GSS-API stands, from the one who accepts.
##
## state: 0: completed, 1: going on, 2: rejected, 3: going on with a check of what was negotiated.
global gssapi_neg_result: event(c: connection, state: count);
)";

}  // namespace

GssapiBinding::GssapiBinding(ProtocolWorld& world)
    : ntlm_tag(world.tag("NTLM")), kerberos_tag(world.tag("KRB")),
      result(world.event("gssapi_neg_result", {"connection", "count"})) {}

std::unique_ptr<ProtocolAnalyzer> GssapiBinding::make(const Flow&) {
  return std::make_unique<GssapiAnalyzer>(*this);
}

void GssapiAnalyzer::datagram(Side side, ByteSpan payload, uint32_t) {
  std::optional<GssToken> token = parse_gss(payload);
  if (!token) return violate("this is no token of GSS-API");
  switch (token->mechanism) {
  case GssToken::Mechanism::kNtlm: pass(ntlm_, binding_.ntlm_tag, side, token->inner); break;
  case GssToken::Mechanism::kKerberos:
    pass(kerberos_, binding_.kerberos_tag, side, token->inner);
    break;
  case GssToken::Mechanism::kNone:
  case GssToken::Mechanism::kOther: break;
  }
  confirm();
  if (token->state && binding_.result.wanted())
    binding_.result.raise({connection(), Value::of_count(*token->state)});
}

void GssapiAnalyzer::pass(Inner& inner, int64_t tag, Side side, ByteSpan bytes) {
  if (!inner.was_made) inner.analyzer = make_child(tag);
  inner.was_made = true;
  if (inner.analyzer && !inner.analyzer->is_removed())
    inner.analyzer->datagram(side, bytes, uint32_t(bytes.size()));
}

void register_gssapi(ProtocolRegistry& registry) {
  Protocol gssapi;
  gssapi.name = "GSSAPI";
  gssapi.declarations = kDeclarations;
  gssapi.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<GssapiBinding>(world);
  };
  registry.add(gssapi);
}

}  // namespace avocet
