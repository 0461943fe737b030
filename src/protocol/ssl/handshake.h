// The handshake messages of TLS, SSL and DTLS: bytes to parts (RFC 5246, RFC 8446, RFC 6066).
//
// Views in the results are into what was parsed. Nothing is yielded for bytes that are not such a
// message; what follows the known parts of one is not looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/byte_reader.h"
#include "protocol/ssl/record.h"

namespace avocet {

enum TlsMessage : uint8_t {
  kTlsHelloRequest = 0,
  kTlsClientHello = 1,
  kTlsServerHello = 2,
  kTlsHelloVerifyRequest = 3,
  kTlsSessionTicket = 4,
  kTlsCertificate = 11,
  kTlsServerKeyExchange = 12,
  kTlsCertificateRequest = 13,
  kTlsServerHelloDone = 14,
  kTlsClientKeyExchange = 16,
  kTlsCertificateStatus = 22,
};

// A version of TLS 1.3 or DTLS 1.3, drafts included.
constexpr bool is_tls13(uint16_t version) {
  return version == kTlsVersion13 || version == kDtlsVersion13 || version >> 8 == 0x7F;
}
constexpr bool is_dtls(uint16_t version) { return version >> 8 == 0xFE; }
// Signatures say which algorithm they are of since 1.2.
constexpr bool has_signature_algorithm(uint16_t version) {
  return is_dtls(version) ? version <= kDtlsVersion12 : version >= kTlsVersion12;
}

struct TlsExtension {
  uint16_t type;
  ByteSpan data;
};

struct TlsClientHello {
  uint16_t version = 0;
  uint32_t time = 0;
  ByteSpan random;  // without the time
  ByteSpan session_id;
  std::vector<uint32_t> ciphers;
  std::vector<uint32_t> compressions;
  std::vector<TlsExtension> extensions;
};

struct TlsServerHello {
  uint16_t version = 0;
  uint32_t time = 0;
  ByteSpan random;  // with the time
  ByteSpan session_id;
  uint32_t cipher = 0;
  uint32_t compression = 0;
  std::vector<TlsExtension> extensions;
};

std::optional<TlsClientHello> parse_client_hello(ByteSpan bytes);
std::optional<TlsServerHello> parse_server_hello(ByteSpan bytes);
// Messages of version 2, with their type.
std::optional<TlsClientHello> parse_v2_client_hello(ByteSpan bytes);
struct SslV2ServerHello {
  TlsServerHello hello;
  ByteSpan certificate;
};
std::optional<SslV2ServerHello> parse_v2_server_hello(ByteSpan bytes);

// How the peers agree on a key, as far as messages differ by it.
enum class TlsKeyExchange : uint8_t { kOther, kRsa, kDh, kDhAnonymous, kEcdh, kEcdhAnonymous };
TlsKeyExchange key_exchange_of(uint32_t cipher);

struct TlsSignature {
  // 256: the version does not say.
  uint16_t hash = 256;
  uint16_t algorithm = 256;
  ByteSpan bytes;
};

struct TlsServerKeyExchange {
  uint16_t curve = 0;  // elliptic curves: a named one, and a point
  ByteSpan point;
  ByteSpan p, g, public_key;  // otherwise
  std::optional<TlsSignature> signature;
};

std::optional<TlsServerKeyExchange> parse_server_key_exchange(ByteSpan bytes, TlsKeyExchange kind,
                                                              uint16_t version);
// The one value that the client sends; for RSA what it encrypted.
std::optional<ByteSpan> parse_client_key_exchange(ByteSpan bytes, TlsKeyExchange kind,
                                                  uint16_t version);

// More certificates are no chain, but noise.
inline constexpr size_t kMaxTlsCertificates = 100;
// Certificates in their order, at most one more than that. Those of 1.3 are never seen unencrypted.
std::optional<std::vector<ByteSpan>> parse_certificates(ByteSpan bytes);

struct TlsCertificateRequest {
  std::vector<uint32_t> types;
  std::vector<uint16_t> algorithms;  // of 1.2: hash and signature
  std::vector<ByteSpan> authorities;
};
std::optional<TlsCertificateRequest> parse_certificate_request(ByteSpan bytes, uint16_t version);

struct TlsSessionTicket {
  uint32_t lifetime;
  ByteSpan ticket;
};
std::optional<TlsSessionTicket> parse_session_ticket(ByteSpan bytes);
// The reply of OCSP that was stapled on.
std::optional<ByteSpan> parse_certificate_status(ByteSpan bytes);

// Messages from the bodies of records: several in one, or one in several.
class TlsHandshakeStream {
 public:
  static constexpr size_t kMaxMessage = 1 << 20;
  enum class Result : uint8_t { kMore, kTooLong };

  // Calls take(type, body) for each message that is complete.
  template <class Take> Result feed(ByteSpan bytes, Take take) {
    if (waiting_.empty()) return split(bytes, take);
    waiting_.insert(waiting_.end(), bytes.begin(), bytes.end());
    size_t wanted = size_of(waiting_);
    if (wanted > kMaxMessage) return Result::kTooLong;
    if (wanted == 0 || waiting_.size() < wanted) return Result::kMore;
    std::vector<uint8_t> all = std::move(waiting_);
    waiting_ = {};
    return split(all, take);
  }

 private:
  static constexpr size_t kHeaderSize = 4;
  // The size of the message that begins here, header included; zero if it is not known yet.
  static size_t size_of(ByteSpan bytes) {
    ByteReader reader(bytes);
    reader.u8();
    size_t length = reader.u24();
    return reader.failed() ? 0 : length + kHeaderSize;
  }
  template <class Take> Result split(ByteSpan bytes, Take take) {
    while (!bytes.empty()) {
      size_t size = size_of(bytes);
      if (size > kMaxMessage) return Result::kTooLong;
      if (size == 0 || size > bytes.size()) break;
      take(bytes[0], bytes.subspan(kHeaderSize, size - kHeaderSize));
      bytes = bytes.subspan(size);
    }
    waiting_.assign(bytes.begin(), bytes.end());
    return Result::kMore;
  }

  std::vector<uint8_t> waiting_;
};

}  // namespace avocet
