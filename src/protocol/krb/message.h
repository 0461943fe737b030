// Kerberos messages (RFC 4120 5): bytes in, parts out. Views are into the message. What a message
// repeats (tickets, addresses, kinds of encryption) is read up to a limit; more is refused.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ber_reader.h"

namespace avocet {

// Numbers of messages, as their tags have them.
enum class KrbType : uint8_t {
  kAsRequest = 10,
  kAsResponse = 11,
  kTgsRequest = 12,
  kTgsResponse = 13,
  kApRequest = 14,
  kApResponse = 15,
  kSafe = 20,
  kPrivate = 21,
  kCredentials = 22,
  kError = 30,
};

struct KrbTypedData {
  int64_t type = 0;
  ByteSpan value;
};

struct KrbEncrypted {
  uint64_t cipher = 0;
  std::optional<uint64_t> key_version;
  ByteSpan text;
};

struct KrbTicket {
  uint64_t version = 0;
  ByteSpan realm;
  std::string service;
  KrbEncrypted encrypted;
};

struct KrbKdcRequest {
  uint64_t version = 0, type = 0;
  std::vector<KrbTypedData> pre_authentication;
  bool has_pre_authentication = false;
  uint32_t options = 0;  // the first is the highest bit
  std::optional<std::string> client, service;
  ByteSpan realm;
  std::optional<double> from, till, renew_till;
  uint64_t nonce = 0;
  std::vector<uint64_t> ciphers;
  std::vector<KrbTypedData> addresses;
  std::vector<KrbTicket> tickets;
};

struct KrbKdcResponse {
  uint64_t version = 0, type = 0;
  std::vector<KrbTypedData> pre_authentication;
  bool has_pre_authentication = false;
  ByteSpan realm;
  std::string client;
  KrbTicket ticket;
  KrbEncrypted encrypted;
};

struct KrbApRequest {
  uint32_t options = 0;
  KrbTicket ticket;
};

struct KrbSafe {
  uint64_t version = 0, type = 0;
  ByteSpan data;
  std::optional<double> time;
  std::optional<uint64_t> sequence;
  std::optional<KrbTypedData> sender, recipient;
};

struct KrbErrorMessage {
  uint64_t version = 0, type = 0, code = 0;
  std::optional<double> client_time, server_time;
  std::optional<ByteSpan> client_realm, service_realm, text;
  std::optional<std::string> client, service;
  std::vector<KrbTypedData> pre_authentication;
};

// The kind of message, and what is inside; nothing if it is none.
struct KrbMessage {
  KrbType type{};
  ByteSpan content;
};
std::optional<KrbMessage> parse_krb(ByteSpan bytes);

std::optional<KrbKdcRequest> parse_krb_kdc_request(ByteSpan content);
std::optional<KrbKdcResponse> parse_krb_kdc_response(ByteSpan content);
std::optional<KrbApRequest> parse_krb_ap_request(ByteSpan content);
std::optional<KrbSafe> parse_krb_safe(ByteSpan content);
std::optional<KrbErrorMessage> parse_krb_error(ByteSpan content);
std::optional<std::vector<KrbTicket>> parse_krb_credentials(ByteSpan content);

// What is in encrypted data (5.2.9).
std::optional<KrbEncrypted> parse_krb_encrypted(ByteSpan bytes);
// The certificates of a login by certificate (RFC 4556 3.2): from the value of PA_PK_AS_REQ or
// PA_PK_AS_REP.
std::vector<ByteSpan> krb_certificates(ByteSpan value);
// "20150119235511Z"; nothing if it is no time.
std::optional<double> krb_time(ByteSpan text);

}  // namespace avocet
