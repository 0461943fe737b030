#include "protocol/ssl/tls_analyzer.h"

#include <utility>

namespace avocet {

bool TlsAnalyzer::command(std::string_view name, std::string_view) {
  if (name != "set_ssl_established") return false;
  encrypted_ = {true, true};
  return true;
}

void TlsAnalyzer::flip() {
  std::swap(encrypted_[0], encrypted_[1]);
  std::swap(application_data_[0], application_data_[1]);
  std::swap(certificates_[0], certificates_[1]);
  if (knows_direction_) flipped_ = !flipped_;
}

void TlsAnalyzer::fail(std::string_view reason) {
  failed_ = true;
  violate(reason);
  leave();
}

// The first message that only one of them sends tells which side is the client.
void TlsAnalyzer::note_direction(bool is_client, Side side) {
  if (knows_direction_) return;
  knows_direction_ = true;
  flipped_ = is_client != (side == Side::kOrig);
  if (flipped_ && binding_.flipped.wanted()) binding_.flipped.raise({connection()});
}

void TlsAnalyzer::plaintext(Side side, const TlsRecord& record) {
  record_version_ = record.version;
  if (record.type >= kSslV2) {
    v2_message(side, record);
  } else if (record.type == kTlsHandshake) {
    fragments(side, record.body);
  } else if (record.type == kTlsAlert) {
    alerts(side, record.body);
  } else if (record.type == kTlsHeartbeat) {
    heartbeat(side, record);
  } else if (record.type == kTlsChangeCipherSpec) {
    if (binding_.change_cipher.wanted()) binding_.change_cipher.raise({connection(), client(side)});
    // In 1.3 it is there to please middleboxes.
    if (!is_tls13(version_)) encrypt(side);
  }
  if (failed_ || !binding_.plaintext.wanted()) return;
  binding_.plaintext.raise({connection(), client(side), count(record.version), count(record.type),
                            count(record.length)});
}

void TlsAnalyzer::ciphertext(Side side, const TlsRecord& record) {
  if (is_tls13(version_) && record.type == kTlsApplicationData) {
    bool is_over = application_data_[0] && application_data_[1];
    if (!is_over && binding_.probable_handshake.wanted())
      binding_.probable_handshake.raise({connection(), client(side), count(record.length)});
    application_data_[size_t(side)] = true;
    encrypt(side);
  }
  if (!established_ && encrypted_[0] && encrypted_[1]) {
    established_ = true;
    if (binding_.established.wanted()) binding_.established.raise({connection()});
  }
  if (binding_.encrypted.wanted())
    binding_.encrypted.raise({connection(), client(side), count(record.version), count(record.type),
                              count(record.length)});
}

void TlsAnalyzer::alerts(Side side, ByteSpan body) {
  uint64_t limit = is_tls13(version_) ? 1 : binding_.max_alerts->u;
  ByteReader reader(body);
  for (uint64_t read = 0; reader.can_read(2); ++read) {
    if (read == limit) {
      weird("SSL_excessive_alerts_in_record");
      return;
    }
    uint8_t level = reader.u8(), description = reader.u8();
    if (binding_.alert.wanted())
      binding_.alert.raise({connection(), client(side), count(level), count(description)});
  }
}

void TlsAnalyzer::heartbeat(Side side, const TlsRecord& record) {
  ByteReader reader(record.body);
  uint8_t type = reader.u8();
  uint16_t length = reader.u16();
  if (reader.failed() || !binding_.heartbeat.wanted()) return;
  binding_.heartbeat.raise({connection(), client(side), count(record.length), count(type),
                            count(length), text(reader.rest())});
}

void TlsAnalyzer::message(Side side, uint8_t type, ByteSpan body) {
  if (failed_) return;
  if (type == kTlsHelloRequest || type == kTlsServerHello) note_direction(false, side);
  if (type == kTlsClientHello) note_direction(true, side);
  if (!read_message(side, type, body)) {
    if (!failed_) fail("a message of the handshake cannot be read");
    return;
  }
  if (binding_.message.wanted())
    binding_.message.raise({connection(), client(side), count(type), count(body.size())});
}

bool TlsAnalyzer::read_message(Side side, uint8_t type, ByteSpan body) {
  switch (type) {
  case kTlsClientHello: return client_hello(side, body);
  case kTlsServerHello: return server_hello(side, body);
  case kTlsSessionTicket: return session_ticket(body);
  case kTlsCertificate: return certificates(side, body);
  case kTlsServerKeyExchange: return server_key_exchange(body);
  case kTlsClientKeyExchange: return client_key_exchange(body);
  case kTlsCertificateRequest: return certificate_request(side, body);
  case kTlsCertificateStatus: return certificate_status(side, body);
  default: return true;
  }
}

void TlsAnalyzer::v2_message(Side side, const TlsRecord& record) {
  if (record.type == kSslV2ClientHello) {
    note_direction(true, side);
    std::optional<TlsClientHello> hello = parse_v2_client_hello(record.body);
    if (!hello || !raise_client_hello(*hello)) return fail("a hello of SSL 2 cannot be read");
  } else if (record.type == kSslV2ServerHello) {
    note_direction(false, side);
    std::optional<SslV2ServerHello> found = parse_v2_server_hello(record.body);
    if (!found || found->hello.version != kSslVersion2)
      return fail("a hello of SSL 2 cannot be read");
    version_ = kSslVersion2;
    agreed_on_version_2();
    if (!raise_server_hello(found->hello)) return;
    if (!found->certificate.empty())
      file(side, 0, found->certificate, "application/x-x509-user-cert");
  } else if (record.type == kSslV2MasterKey) {
    encrypted_ = {true, true};
  }
}

}  // namespace avocet
