// LdapAnalyzer: LDAP on one flow, over TCP or UDP.
#pragma once

#include <array>
#include <memory>

#include "analyzer/protocol.h"
#include "protocol/ldap/frames.h"
#include "protocol/ldap/message.h"
#include "value/vector.h"

namespace avocet {

struct LdapBinding final : ProtocolBinding {
  LdapBinding(ProtocolWorld& world, Transport transport);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  Transport transport;
  int64_t ssl_tag = 0, gssapi_tag = 0, ntlm_tag = 0;  // zero: the scripts know none
  const EnumType *operations, *results, *authentications, *scopes, *derefs;
  const VectorType* attributes;
  EventHandle message, bind_request, search_request, search_entry, extended_request,
      extended_response, starttls;
};

class LdapAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit LdapAnalyzer(const LdapBinding& binding) : binding_(binding) {}

  void datagram(Side side, ByteSpan payload, uint32_t wire_length) override;
  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;

 private:
  // What all kinds of messages have for scripts.
  struct Summary {
    std::optional<LdapResult> result;
    ByteSpan object;
    std::string argument;
  };
  enum class Whose : uint8_t { kMustBe, kMayBe };  // LDAP

  void messages(Side side, ByteSpan bytes, Whose whose);
  // False: it is cut.
  bool message(Side side, const LdapMessage& message);
  bool take_bind(Side side, const LdapMessage& message, Summary& summary);
  bool take_search(const LdapMessage& message, Summary& summary);
  bool take_entry(const LdapMessage& message, Summary& summary);
  bool take_modify(const LdapMessage& message, Summary& summary);
  bool take_extended(const LdapMessage& message, Summary& summary);
  bool take_result(Side side, const LdapMessage& message, Summary& summary);
  void raise(const LdapMessage& message, const Summary& summary);
  void give_up(std::string_view reason);
  // A token of a mechanism goes to who knows it.
  void pass_token(Side side, ByteSpan token);
  Value attributes(const std::vector<ByteSpan>& names);

  const LdapBinding& binding_;
  std::array<LdapFrames, 2> frames_;
  ProtocolAnalyzer *gssapi_ = nullptr, *ntlm_ = nullptr;
  bool gssapi_was_made_ = false, ntlm_was_made_ = false;
  bool is_over_ = false, wants_tls_ = false, has_sasl_ = false, tells_mechanism_ = false;
};

}  // namespace avocet
