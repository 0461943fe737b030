// KerberosAnalyzer: Kerberos on one flow, or within another protocol, which gives each message as a
// datagram. Over TCP, messages have their lengths in front (RFC 4120 7.2.2).
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "analyzer/protocol.h"
#include "base/stream_buffer.h"
#include "file/files.h"
#include "protocol/krb/message.h"
#include "value/vector.h"

namespace avocet {

struct KerberosBinding final : ProtocolBinding {
  // `protocol`: KRB, or KRB_TCP.
  KerberosBinding(ProtocolWorld& world, std::string_view protocol);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  std::string name;
  int64_t tag;
  uint32_t connection_id = 0;  // the field `id` of a connection
  RecordMaker options, ap_options, typed, encrypted, address, safe, error, ticket, request,
      response;
  const VectorType *typed_list, *address_list, *ticket_list, *number_list;
  EventHandle as_request, as_response, tgs_request, tgs_response, ap_request, ap_response,
      safe_event, private_event, credentials, error_event;
};

class KerberosAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit KerberosAnalyzer(const KerberosBinding& binding) : binding_(binding) {}

  void datagram(Side side, ByteSpan payload, uint32_t wire_length) override;
  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;

 private:
  enum class Where : uint8_t { kAlone, kInRequest };

  // Takes messages off the front; yields how many bytes the next one needs.
  size_t messages(Side side, ByteSpan& bytes);
  void message(Side side, ByteSpan bytes);
  void kdc_request(Side side, const KrbMessage& message);
  void kdc_response(Side side, const KrbMessage& message);
  void ap_request(ByteSpan content, Where where);
  void safe(Side side, ByteSpan content);
  void error(ByteSpan content);
  void credentials(Side side, ByteSpan content);
  // Requests within requests, and certificates.
  void look_into(Side side, const std::vector<KrbTypedData>& pre_authentication);
  void certificate(Side side, ByteSpan bytes);

  // Values for events, each with one count.
  Value options(uint32_t bits) const;
  Value ticket(const KrbTicket& ticket) const;
  Value encrypted(const KrbEncrypted& encrypted) const;
  Value address(const KrbTypedData& address) const;
  Value pre_authentication(const std::vector<KrbTypedData>& list) const;

  const KerberosBinding& binding_;
  std::array<StreamBuffer, 2> waiting_;
  std::array<bool, 2> is_lost_{};
  uint64_t certificates_ = 0;
};

}  // namespace avocet
