#include "protocol/krb/analyzer.h"

#include <algorithm>

#include "base/text.h"

namespace avocet {

namespace {

// Of a message over TCP.
constexpr size_t kLengthSize = 4, kMaxMessage = 1 << 20;

// Kinds of data before a login (RFC 4120 7.5.2, RFC 4556).
enum : int64_t {
  kTgsRequest = 1,
  kEncryptedTime = 2,
  kOldCertificateRequest = 14,
  kOldCertificateResponse = 15,
  kCertificateRequest = 16,
  kCertificateResponse = 17
};
// Kinds of addresses.
enum : int64_t { kIpv4 = 2, kNetbios = 20, kIpv6 = 24 };

// The bits of options, from the highest on, in the order of the fields of KRB::KDC_Options.
constexpr int kOptionBits[] = {1, 2, 3, 4, 5, 6, 8, 11, 26, 27, 28, 30, 31};

Value number(uint64_t n) { return Value::of_count(n); }
bool option(uint32_t bits, int place) { return bits >> (31 - place) & 1; }

bool is_certificate(int64_t type) {
  return type >= kOldCertificateRequest && type <= kCertificateResponse;
}

}  // namespace

// ---- Bytes ---------------------------------------------------------------------------

void KerberosAnalyzer::datagram(Side side, ByteSpan payload, uint32_t) { message(side, payload); }

void KerberosAnalyzer::data(Side side, ByteSpan bytes) {
  if (is_lost_[size_t(side)]) return;
  waiting_[size_t(side)].feed(bytes, [&](ByteSpan& all) { return messages(side, all); });
}

size_t KerberosAnalyzer::messages(Side side, ByteSpan& bytes) {
  while (bytes.size() >= kLengthSize) {
    size_t length = ByteReader(bytes).u32();
    if (length > kMaxMessage) {
      violate("a message is too long");
      is_lost_[size_t(side)] = true;
      bytes = {};
      return 0;
    }
    if (bytes.size() - kLengthSize < length) return kLengthSize + length;
    message(side, bytes.subspan(kLengthSize, length));
    bytes = bytes.subspan(kLengthSize + length);
  }
  return kLengthSize;
}

void KerberosAnalyzer::gap(Side side, uint64_t) {
  waiting_[size_t(side)].drop();
  is_lost_[size_t(side)] = true;
}

void KerberosAnalyzer::message(Side side, ByteSpan bytes) {
  std::optional<KrbMessage> found = parse_krb(bytes);
  if (!found) return violate("this is no message of Kerberos");
  Value is_orig = Value::of_bool(side == Side::kOrig);
  switch (found->type) {
  case KrbType::kAsRequest:
  case KrbType::kTgsRequest: return kdc_request(side, *found);
  case KrbType::kAsResponse:
  case KrbType::kTgsResponse: return kdc_response(side, *found);
  case KrbType::kApRequest: return ap_request(found->content, Where::kAlone);
  case KrbType::kApResponse:
    confirm();
    if (binding_.ap_response.wanted()) binding_.ap_response.raise({connection()});
    return;
  case KrbType::kSafe: return safe(side, found->content);
  case KrbType::kPrivate:
    if (binding_.private_event.wanted()) binding_.private_event.raise({connection(), is_orig});
    return;
  case KrbType::kCredentials: return credentials(side, found->content);
  case KrbType::kError: return error(found->content);
  }
  violate("this is no message of Kerberos");
}

// ---- Messages ------------------------------------------------------------------------

void KerberosAnalyzer::kdc_request(Side side, const KrbMessage& message) {
  std::optional<KrbKdcRequest> found = parse_krb_kdc_request(message.content);
  if (!found) return violate("a request for a ticket makes no sense");
  look_into(side, found->pre_authentication);
  const EventHandle& event =
      message.type == KrbType::kAsRequest ? binding_.as_request : binding_.tgs_request;
  if (!event.wanted()) return;
  enum : size_t {
    kClient = 4,
    kRealm,
    kService,
    kFrom,
    kTill,
    kRenew,
    kNonce,
    kCiphers,
    kAddresses,
    kTickets
  };
  const RecordMaker& maker = binding_.request;
  Record* made =
      maker.make(heap(), {number(found->version), number(found->type),
                          pre_authentication(found->pre_authentication), options(found->options)});
  auto set = [&](size_t field, Value value) { maker.set(made, field, value); };
  auto set_time = [&](size_t field, std::optional<double> time) {
    if (time) set(field, Value::of_double(*time));
  };
  if (found->client) set(kClient, text(*found->client));
  set(kRealm, text(found->realm));
  if (found->service) set(kService, text(*found->service));
  set_time(kFrom, found->from);
  set_time(kTill, found->till);
  set_time(kRenew, found->renew_till);
  set(kNonce, number(found->nonce));
  Vector* ciphers = make_vector(heap(), binding_.number_list, found->ciphers.size());
  for (uint64_t cipher : found->ciphers) push(heap(), ciphers, number(cipher));
  set(kCiphers, Value::of(ciphers));
  if (!found->addresses.empty()) {
    Vector* list = make_vector(heap(), binding_.address_list, found->addresses.size());
    for (const KrbTypedData& one : found->addresses) push(heap(), list, address(one));
    set(kAddresses, Value::of(list));
  }
  if (!found->tickets.empty()) {
    Vector* list = make_vector(heap(), binding_.ticket_list, found->tickets.size());
    for (const KrbTicket& one : found->tickets) push(heap(), list, ticket(one));
    set(kTickets, Value::of(list));
  }
  event.raise({connection(), Value::of(made)});
}

void KerberosAnalyzer::kdc_response(Side side, const KrbMessage& message) {
  std::optional<KrbKdcResponse> found = parse_krb_kdc_response(message.content);
  if (!found) return violate("a ticket makes no sense");
  confirm();
  look_into(side, found->pre_authentication);
  const EventHandle& event =
      message.type == KrbType::kAsResponse ? binding_.as_response : binding_.tgs_response;
  if (!event.wanted()) return;
  enum : size_t { kPreAuthentication = 5, kRealm };
  Record* made = binding_.response.make(heap(), {number(found->version), number(found->type),
                                                 text(found->client), ticket(found->ticket),
                                                 encrypted(found->encrypted)});
  if (found->has_pre_authentication)
    binding_.response.set(made, kPreAuthentication, pre_authentication(found->pre_authentication));
  binding_.response.set(made, kRealm, text(found->realm));
  event.raise({connection(), Value::of(made)});
}

void KerberosAnalyzer::ap_request(ByteSpan content, Where where) {
  std::optional<KrbApRequest> found = parse_krb_ap_request(content);
  if (!found) return violate("a ticket that is shown makes no sense");
  if (where == Where::kAlone) confirm();
  if (!binding_.ap_request.wanted()) return;
  Record* opts = binding_.ap_options.make(heap(), {Value::of_bool(option(found->options, 1)),
                                                   Value::of_bool(option(found->options, 2))});
  binding_.ap_request.raise({connection(), ticket(found->ticket), Value::of(opts),
                             Value::of_bool(where == Where::kInRequest)});
}

void KerberosAnalyzer::safe(Side side, ByteSpan content) {
  std::optional<KrbSafe> found = parse_krb_safe(content);
  if (!found) return violate("a message with a checksum makes no sense");
  if (!binding_.safe_event.wanted()) return;
  enum : size_t { kTime = 3, kSequence, kSender, kRecipient };
  const RecordMaker& maker = binding_.safe;
  Record* made =
      maker.make(heap(), {number(found->version), number(found->type), text(found->data)});
  if (found->time) maker.set(made, kTime, Value::of_double(*found->time));
  if (found->sequence) maker.set(made, kSequence, number(*found->sequence));
  if (found->sender) maker.set(made, kSender, address(*found->sender));
  if (found->recipient) maker.set(made, kRecipient, address(*found->recipient));
  binding_.safe_event.raise({connection(), Value::of_bool(side == Side::kOrig), Value::of(made)});
}

void KerberosAnalyzer::error(ByteSpan content) {
  std::optional<KrbErrorMessage> found = parse_krb_error(content);
  if (!found) return violate("an error makes no sense");
  confirm();
  if (!binding_.error_event.wanted()) return;
  enum : size_t {
    kClientTime = 3,
    kServerTime,
    kClientRealm,
    kClient,
    kServiceRealm,
    kService,
    kText,
    kData
  };
  const RecordMaker& maker = binding_.error;
  Record* made =
      maker.make(heap(), {number(found->code), number(found->version), number(found->type)});
  auto set = [&](size_t field, Value value) { maker.set(made, field, value); };
  if (found->client_time) set(kClientTime, Value::of_double(*found->client_time));
  if (found->server_time) set(kServerTime, Value::of_double(*found->server_time));
  if (found->client_realm) set(kClientRealm, text(*found->client_realm));
  if (found->client) set(kClient, text(*found->client));
  if (found->service_realm) set(kServiceRealm, text(*found->service_realm));
  if (found->service) set(kService, text(*found->service));
  if (found->text) set(kText, text(*found->text));
  if (!found->pre_authentication.empty()) set(kData, pre_authentication(found->pre_authentication));
  binding_.error_event.raise({connection(), Value::of(made)});
}

void KerberosAnalyzer::credentials(Side side, ByteSpan content) {
  std::optional<std::vector<KrbTicket>> found = parse_krb_credentials(content);
  if (!found) return violate("tickets that are handed over make no sense");
  if (!binding_.credentials.wanted()) return;
  Vector* list = make_vector(heap(), binding_.ticket_list, found->size());
  for (const KrbTicket& one : *found) push(heap(), list, ticket(one));
  binding_.credentials.raise({connection(), Value::of_bool(side == Side::kOrig), Value::of(list)});
}

// ---- What is within ------------------------------------------------------------------

void KerberosAnalyzer::look_into(Side side, const std::vector<KrbTypedData>& pre_authentication) {
  for (const KrbTypedData& data : pre_authentication) {
    if (data.type == kTgsRequest) {
      std::optional<KrbMessage> inner = parse_krb(data.value);
      if (inner && inner->type == KrbType::kApRequest)
        ap_request(inner->content, Where::kInRequest);
    } else if (is_certificate(data.type)) {
      for (ByteSpan found : krb_certificates(data.value)) certificate(side, found);
    }
  }
}

void KerberosAnalyzer::certificate(Side side, ByteSpan bytes) {
  Files* files = machine().try_service<Files>();
  if (!files) return;
  Owned record(connection());
  FileConnection from{record.get(), record.get().record()->at(binding_.connection_id),
                      side == Side::kOrig};
  std::string_view mime =
      certificates_ == 0 ? "application/x-x509-user-cert" : "application/x-x509-ca-cert";
  FileSource source{binding_.name, &from, mime};
  std::string id =
      files->id_of("KRB" + std::to_string(this->id()) + "/" + std::to_string(++certificates_));
  files->data(id, source, view(bytes));
  files->end(id);
}

// ---- Values --------------------------------------------------------------------------

Value KerberosAnalyzer::options(uint32_t bits) const {
  Record* made = binding_.options.make(heap(), {});
  size_t field = 0;
  for (int place : kOptionBits)
    binding_.options.set(made, field++, Value::of_bool(option(bits, place)));
  return Value::of(made);
}

Value KerberosAnalyzer::ticket(const KrbTicket& ticket) const {
  return Value::of(binding_.ticket.make(
      heap(), {number(ticket.version), text(ticket.realm), text(ticket.service),
               number(ticket.encrypted.cipher), text(ticket.encrypted.text)}));
}

Value KerberosAnalyzer::encrypted(const KrbEncrypted& encrypted) const {
  constexpr size_t kKeyVersion = 2;
  Record* made = binding_.encrypted.make(heap(), {number(encrypted.cipher), text(encrypted.text)});
  if (encrypted.key_version)
    binding_.encrypted.set(made, kKeyVersion, number(*encrypted.key_version));
  return Value::of(made);
}

Value KerberosAnalyzer::address(const KrbTypedData& address) const {
  enum : size_t { kIp, kName, kUnknown };
  const RecordMaker& maker = binding_.address;
  Record* made = maker.make(heap(), {});
  ByteReader reader(address.value);
  if (address.type == kIpv4 && address.value.size() == 4) {
    maker.set(made, kIp, make_address(heap(), IpAddress::v4(reader.u32())));
  } else if (address.type == kIpv6 && address.value.size() == 16) {
    std::array<uint8_t, 16> bytes{};
    reader.copy_to(bytes.data(), bytes.size());
    maker.set(made, kIp, make_address(heap(), IpAddress::from_bytes(bytes)));
  } else if (address.type == kNetbios) {
    maker.set(made, kName, text(address.value));
  } else {
    maker.set(made, kUnknown,
              Value::of(binding_.typed.make(
                  heap(), {number(uint64_t(address.type)), text(address.value)})));
  }
  return Value::of(made);
}

// Without what has events or files of its own, and what says nothing.
Value KerberosAnalyzer::pre_authentication(const std::vector<KrbTypedData>& list) const {
  Vector* made = make_vector(heap(), binding_.typed_list, list.size());
  for (const KrbTypedData& data : list) {
    if (data.value.empty() || data.type == kTgsRequest || is_certificate(data.type)) continue;
    ByteSpan value = data.value;
    if (data.type == kEncryptedTime)
      if (std::optional<KrbEncrypted> found = parse_krb_encrypted(value)) value = found->text;
    push(heap(), made,
         Value::of(binding_.typed.make(heap(), {number(uint64_t(data.type)), text(value)})));
  }
  return Value::of(made);
}

}  // namespace avocet
