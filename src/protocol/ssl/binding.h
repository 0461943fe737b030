// TlsBinding: the events, records and options of TLS, SSL and DTLS in one world.
#pragma once

#include <memory>

#include "analyzer/protocol.h"
#include "value/vector.h"

namespace avocet {

struct TlsBinding : ProtocolBinding {
  explicit TlsBinding(ProtocolWorld& world);

  EventHandle client_hello, server_hello, extension, groups, point_formats, signature_algorithms,
      signature_algorithms_cert, key_share, psk_offer, psk_choice, alpn, server_name,
      signed_timestamp, supported_versions, psk_modes, connection_id, encrypted_hello;
  EventHandle ecdh_server, dh_server, signature, ecdh_client, dh_client, rsa_client, alert, ticket,
      heartbeat, plaintext, encrypted, probable_handshake, stapled, message, change_cipher,
      certificate_request, flipped, established;
  RecordMaker algorithm, identity;
  const VectorType *counts, *strings, *algorithms, *identities;
  const Value *max_alerts, *max_version_errors, *max_reported_version_errors;

 private:
  void bind_hellos(ProtocolWorld& world);
  void bind_rest(ProtocolWorld& world);
};

// Over TCP: SSL and TLS.
struct SslBinding final : TlsBinding {
  using TlsBinding::TlsBinding;
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;
};

// Over UDP.
struct DtlsBinding final : TlsBinding {
  using TlsBinding::TlsBinding;
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;
};

}  // namespace avocet
