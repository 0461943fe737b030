// Any bytes as a stream of TLS and as datagrams of DTLS: every message, every extension by all
// parsers.
#include <cstddef>
#include <cstdint>

#include "protocol/ssl/dtls_record.h"
#include "protocol/ssl/extensions.h"
#include "protocol/ssl/handshake.h"

using namespace avocet;

namespace {

void parse_extension(ByteSpan data) {
  for (size_t length_width : {size_t(1), size_t(2)})
    for (size_t width : {size_t(1), size_t(2)}) parse_tls_numbers(data, length_width, width);
  parse_server_names(data);
  parse_alpn(data);
  parse_client_key_share(data);
  parse_server_key_share(data);
  parse_psk_offer(data);
  parse_signed_timestamps(data);
  parse_encrypted_hello(data);
}

void parse_message(ByteSpan body) {
  if (auto hello = parse_client_hello(body))
    for (const TlsExtension& extension : hello->extensions) parse_extension(extension.data);
  if (auto hello = parse_server_hello(body))
    for (const TlsExtension& extension : hello->extensions) parse_extension(extension.data);
  parse_v2_client_hello(body);
  parse_v2_server_hello(body);
  for (TlsKeyExchange kind : {TlsKeyExchange::kRsa, TlsKeyExchange::kDh, TlsKeyExchange::kEcdh})
    for (uint16_t version : {kSslVersion3, kTlsVersion12}) {
      parse_server_key_exchange(body, kind, version);
      parse_client_key_exchange(body, kind, version);
      parse_certificate_request(body, version);
    }
  parse_certificates(body);
  parse_session_ticket(body);
  parse_certificate_status(body);
}

struct Sink final : TlsRecordSink {
  bool wants_body(const TlsRecord& header) override { return header.type != kTlsApplicationData; }
  bool record(const TlsRecord& record) override {
    parse_message(record.body);
    messages.feed(record.body, [](uint8_t, ByteSpan body) { parse_message(body); });
    return true;
  }
  TlsHandshakeStream messages;
};

void read_datagram(ByteSpan bytes) {
  DtlsFragments fragments;
  while (!bytes.empty()) {
    auto record = next_dtls_record(bytes);
    if (!record) return;
    ByteSpan body = record->record.body;
    while (!body.empty()) {
      auto fragment = next_dtls_fragment(body);
      if (!fragment) break;
      if (fragments.add(*fragment) == DtlsFragments::Result::kComplete)
        parse_message(fragments.whole());
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ByteSpan bytes(data, size);
  TlsRecordReader reader;
  Sink sink;
  // In two pieces, so that what waits is seen too.
  reader.feed(bytes.first(size / 2), sink);
  reader.feed(bytes.subspan(size / 2), sink);
  read_datagram(bytes);
  return 0;
}
