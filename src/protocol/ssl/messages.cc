// Messages of the handshake, as events and files.
#include <array>
#include <charconv>
#include <cstdio>
#include <string>

#include "base/text.h"
#include "file/files.h"
#include "protocol/ssl/tls_analyzer.h"
#include "value/record.h"

namespace avocet {

namespace {

bool is_known(uint16_t version) {
  return version == kSslVersion2 || (version >= kSslVersion3 && version <= kTlsVersion13) ||
         is_tls13(version) || is_dtls(version) || version == 0x0100;
}

// The version in effect: an extension has the last word (RFC 8446, section 4.2.1).
uint16_t version_of(const TlsServerHello& hello) {
  for (const TlsExtension& extension : hello.extensions)
    if (extension.type == kTlsSupportedVersions && extension.data.size() == 2)
      return ByteReader(extension.data).u16();
  return hello.version;
}

std::string hex(uint16_t number) {
  char digits[4];
  auto end = std::to_chars(std::begin(digits), std::end(digits), number, 16).ptr;
  return "0x" + std::string(digits, end);
}

Value seconds(uint32_t time) { return Value::of_double(double(time)); }

}  // namespace

bool TlsAnalyzer::client_hello(Side side, ByteSpan body) {
  std::optional<TlsClientHello> hello = parse_client_hello(body);
  if (!hello) return false;
  extensions(side, hello->extensions);
  return raise_client_hello(*hello);
}

bool TlsAnalyzer::raise_client_hello(const TlsClientHello& hello) {
  if (!is_known(hello.version)) {
    fail("the client speaks an unknown version, " + hex(hello.version));
    return false;
  }
  confirm();
  if (!binding_.client_hello.wanted()) return true;
  binding_.client_hello.raise({connection(), count(hello.version), count(record_version_),
                               seconds(hello.time), text(hello.random), text(hello.session_id),
                               counts(hello.ciphers), counts(hello.compressions)});
  return true;
}

bool TlsAnalyzer::server_hello(Side side, ByteSpan body) {
  std::optional<TlsServerHello> hello = parse_server_hello(body);
  if (!hello) return false;
  version_ = version_of(*hello);
  extensions(side, hello->extensions);
  return raise_server_hello(*hello);
}

bool TlsAnalyzer::raise_server_hello(const TlsServerHello& hello) {
  if (!is_known(hello.version)) {
    fail("the server speaks an unknown version, " + hex(hello.version));
    return false;
  }
  key_exchange_ = key_exchange_of(hello.cipher);
  if (!binding_.server_hello.wanted()) return true;
  binding_.server_hello.raise({connection(), count(hello.version), count(record_version_),
                               seconds(hello.time), text(hello.random), text(hello.session_id),
                               count(hello.cipher), count(hello.compression)});
  return true;
}

bool TlsAnalyzer::certificates(Side side, ByteSpan body) {
  // Those of 1.3 have another form; in this one they are encrypted.
  if (is_tls13(version_)) return true;
  std::optional<std::vector<ByteSpan>> all = parse_certificates(body);
  if (!all) return false;
  size_t& number = certificates_[size_t(side)];
  for (size_t i = 0; i < all->size() && number <= kMaxTlsCertificates; ++i) {
    if (++number > kMaxTlsCertificates) {
      weird("SSL_too_many_certificates");
      break;
    }
    if ((*all)[i].empty()) continue;
    file(side, i, (*all)[i],
         i == 0 ? "application/x-x509-user-cert" : "application/x-x509-ca-cert");
  }
  return true;
}

// What Zeek derives the ids of certificates and stapled replies from, too; a certificate that is
// sent again has the same id again.
std::string TlsAnalyzer::file_handle(Side side, size_t index, std::string_view mime) const {
  const Flow& at = flow();
  std::array<char, 32> start;
  std::snprintf(start.data(), start.size(), "%.6f", at.start_time.seconds());
  auto end = [](const IpAddress& address, uint16_t port) {
    return address.to_string() + ":" + std::to_string(port);
  };
  std::string handle = std::string("Analyzer::ANALYZER_SSL") + start.data();
  handle += side == Side::kOrig ? "T" : "F";
  handle += end(at.orig_addr, at.orig_port) + " > " + end(at.resp_addr, at.resp_port);
  if (!mime.ends_with("-cert")) handle += "ocsp";
  if (index > 0 || mime.ends_with("-cert")) handle += std::to_string(index);
  return handle;
}

void TlsAnalyzer::file(Side side, size_t index, ByteSpan bytes, std::string_view mime) {
  auto* files = machine().try_service<Files>();
  if (!files) return;
  Owned lent(connection());
  Record* record = lent.get().record();
  int id_field = record->type()->find("id");
  if (id_field < 0) return;
  FileConnection over{lent.get(), record->at(uint32_t(id_field)), side == Side::kOrig};
  FileSource source{"SSL", &over, mime};
  std::string id = files->id_of(file_handle(side, index, mime));
  files->data(id, source, view(bytes));
  files->end(id);
}

bool TlsAnalyzer::server_key_exchange(ByteSpan body) {
  if (key_exchange_ == TlsKeyExchange::kOther || key_exchange_ == TlsKeyExchange::kRsa) return true;
  std::optional<TlsServerKeyExchange> found =
      parse_server_key_exchange(body, key_exchange_, version_);
  // A curve without a name, of which nothing is told.
  if (!found) return true;
  if (!found->p.empty() && binding_.dh_server.wanted())
    binding_.dh_server.raise(
        {connection(), text(found->p), text(found->g), text(found->public_key)});
  if (!found->point.empty() && binding_.ecdh_server.wanted())
    binding_.ecdh_server.raise({connection(), count(found->curve), text(found->point)});
  if (found->signature && binding_.signature.wanted())
    binding_.signature.raise({connection(),
                              algorithm(found->signature->hash, found->signature->algorithm),
                              text(found->signature->bytes)});
  return true;
}

bool TlsAnalyzer::client_key_exchange(ByteSpan body) {
  if (key_exchange_ == TlsKeyExchange::kOther) return true;
  std::optional<ByteSpan> key = parse_client_key_exchange(body, key_exchange_, version_);
  if (!key) return false;
  bool is_group =
      key_exchange_ == TlsKeyExchange::kDh || key_exchange_ == TlsKeyExchange::kDhAnonymous;
  const EventHandle& event = key_exchange_ == TlsKeyExchange::kRsa ? binding_.rsa_client
                             : is_group                            ? binding_.dh_client
                                                                   : binding_.ecdh_client;
  if (event.wanted()) event.raise({connection(), text(*key)});
  return true;
}

bool TlsAnalyzer::certificate_request(Side side, ByteSpan body) {
  if (is_tls13(version_)) return true;
  std::optional<TlsCertificateRequest> request = parse_certificate_request(body, version_);
  if (!request) return false;
  if (binding_.certificate_request.wanted())
    binding_.certificate_request.raise({connection(), client(side), counts(request->types),
                                        algorithms(request->algorithms),
                                        texts(request->authorities)});
  return true;
}

bool TlsAnalyzer::session_ticket(ByteSpan body) {
  if (is_tls13(version_)) return true;
  std::optional<TlsSessionTicket> found = parse_session_ticket(body);
  if (!found) return false;
  if (binding_.ticket.wanted())
    binding_.ticket.raise({connection(), count(found->lifetime), text(found->ticket)});
  return true;
}

bool TlsAnalyzer::certificate_status(Side side, ByteSpan body) {
  std::optional<ByteSpan> response = parse_certificate_status(body);
  if (!response || response->empty()) return true;
  if (binding_.stapled.wanted())
    binding_.stapled.raise({connection(), client(side), text(*response)});
  file(side, 0, *response, "application/ocsp-response");
  return true;
}

}  // namespace avocet
