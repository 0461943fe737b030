// The extensions of hellos that are taken apart: bytes to parts. The numbers are IANA's.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/byte_reader.h"

namespace avocet {

enum TlsExtensionType : uint16_t {
  kTlsServerName = 0,
  kTlsSupportedGroups = 10,
  kTlsPointFormats = 11,
  kTlsSignatureAlgorithms = 13,
  kTlsAlpn = 16,
  kTlsSignedCertificateTimestamp = 18,
  kTlsPreSharedKey = 41,
  kTlsSupportedVersions = 43,
  kTlsPskModes = 45,
  kTlsSignatureAlgorithmsCert = 50,
  kTlsKeyShare = 51,
  kTlsConnectionIdExtension = 54,
  kTlsKeyShareOfDrafts = 40,
  kTlsEncryptedClientHello = 0xFE0D,
};

using TlsNumbers = std::vector<uint32_t>;

// A list of numbers of `width` bytes behind its length, which is of `length_width` bytes.
std::optional<TlsNumbers> parse_tls_numbers(ByteSpan data, size_t length_width, size_t width);
// Names of the kind host_name; `has_others` is set where there are other kinds.
struct TlsServerNames {
  std::vector<ByteSpan> names;
  bool has_others = false;
};
std::optional<TlsServerNames> parse_server_names(ByteSpan data);
std::optional<std::vector<ByteSpan>> parse_alpn(ByteSpan data);
// The groups that a client offers keys for; the one of a server, with or without a key.
std::optional<TlsNumbers> parse_client_key_share(ByteSpan data);
std::optional<TlsNumbers> parse_server_key_share(ByteSpan data);

struct TlsPskIdentity {
  ByteSpan identity;
  uint32_t ticket_age;
};
struct TlsPskOffer {
  std::vector<TlsPskIdentity> identities;
  std::vector<ByteSpan> binders;
};
std::optional<TlsPskOffer> parse_psk_offer(ByteSpan data);

// RFC 6962, section 3.2
struct TlsSignedTimestamp {
  uint8_t version;
  ByteSpan log_id;
  uint64_t timestamp;
  uint8_t hash, algorithm;
  ByteSpan signature;
};
std::optional<std::vector<TlsSignedTimestamp>> parse_signed_timestamps(ByteSpan data);

struct TlsEncryptedHello {
  uint16_t kdf, aead;
  uint8_t config;
  ByteSpan encapsulated;
  uint16_t payload_length;
};
// Nothing for an inner hello, which says nothing.
std::optional<TlsEncryptedHello> parse_encrypted_hello(ByteSpan data);

}  // namespace avocet
