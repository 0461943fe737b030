// Extensions of hellos, as events: first what is in one, then the whole.
#include "protocol/ssl/tls_analyzer.h"
#include "value/vector.h"

namespace avocet {

Value TlsAnalyzer::counts(const TlsNumbers& numbers) const {
  Vector* all = make_vector(heap(), binding_.counts, numbers.size());
  for (uint32_t number : numbers) push(heap(), all, count(number));
  return Value::of(all);
}

Value TlsAnalyzer::texts(const std::vector<ByteSpan>& parts) const {
  Vector* all = make_vector(heap(), binding_.strings, parts.size());
  for (ByteSpan part : parts) push(heap(), all, text(part));
  return Value::of(all);
}

Value TlsAnalyzer::algorithm(uint16_t hash, uint16_t signature) const {
  return Value::of(binding_.algorithm.make(heap(), {count(hash), count(signature)}));
}

Value TlsAnalyzer::algorithms(const std::vector<uint16_t>& pairs) const {
  Vector* all = make_vector(heap(), binding_.algorithms, pairs.size());
  for (uint16_t pair : pairs) push(heap(), all, algorithm(pair >> 8, pair & 0xFF));
  return Value::of(all);
}

void TlsAnalyzer::extensions(Side side, const std::vector<TlsExtension>& all) {
  for (const TlsExtension& one : all) {
    extension(side, one);
    if (binding_.extension.wanted())
      binding_.extension.raise({connection(), client(side), count(one.type), text(one.data)});
  }
}

bool TlsAnalyzer::raise_numbers(const EventHandle& event, Side side,
                                const std::optional<TlsNumbers>& numbers) {
  if (numbers && event.wanted()) event.raise({connection(), client(side), counts(*numbers)});
  return numbers.has_value();
}

void TlsAnalyzer::extension(Side side, const TlsExtension& extension) {
  const TlsBinding& events = binding_;
  ByteSpan data = extension.data;
  switch (extension.type) {
  case kTlsServerName: server_names(side, data); break;
  case kTlsSupportedGroups:
    if (events.groups.wanted()) raise_numbers(events.groups, side, parse_tls_numbers(data, 2, 2));
    break;
  case kTlsPointFormats:
    if (events.point_formats.wanted())
      raise_numbers(events.point_formats, side, parse_tls_numbers(data, 1, 1));
    break;
  case kTlsSignatureAlgorithms:
    if (!events.signature_algorithms.wanted()) break;
    if (auto numbers = parse_tls_numbers(data, 2, 2))
      events.signature_algorithms.raise(
          {connection(), client(side),
           algorithms(std::vector<uint16_t>(numbers->begin(), numbers->end()))});
    break;
  case kTlsAlpn:
    if (!events.alpn.wanted()) break;
    if (auto protocols = parse_alpn(data))
      events.alpn.raise({connection(), client(side), texts(*protocols)});
    break;
  case kTlsSignedCertificateTimestamp: signed_timestamps(side, data); break;
  case kTlsPreSharedKey: pre_shared_key(side, data); break;
  case kTlsSupportedVersions: supported_versions(side, data); break;
  case kTlsPskModes:
    if (events.psk_modes.wanted())
      raise_numbers(events.psk_modes, side, parse_tls_numbers(data, 1, 1));
    break;
  case kTlsSignatureAlgorithmsCert:
    if (events.signature_algorithms_cert.wanted())
      raise_numbers(events.signature_algorithms_cert, side, parse_tls_numbers(data, 2, 2));
    break;
  case kTlsKeyShareOfDrafts:
  case kTlsKeyShare:
    if (events.key_share.wanted())
      raise_numbers(events.key_share, side,
                    is_client(side) ? parse_client_key_share(data) : parse_server_key_share(data));
    break;
  case kTlsConnectionIdExtension:
    if (events.connection_id.wanted() && !data.empty())
      events.connection_id.raise(
          {connection(), client(side),
           text(data.subspan(1).first(std::min<size_t>(data[0], data.size() - 1)))});
    break;
  case kTlsEncryptedClientHello: encrypted_hello(side, data); break;
  default: break;
  }
}

bool TlsAnalyzer::server_names(Side side, ByteSpan data) {
  std::optional<TlsServerNames> found = parse_server_names(data);
  if (!found) return false;
  if (found->has_others) weird("ssl_ext_unknown_server_name_type");
  // A server says without any name that it used the client's.
  if (!found->names.empty() && binding_.server_name.wanted())
    binding_.server_name.raise({connection(), client(side), texts(found->names)});
  return true;
}

bool TlsAnalyzer::signed_timestamps(Side side, ByteSpan data) {
  if (!binding_.signed_timestamp.wanted()) return true;
  auto stamps = parse_signed_timestamps(data);
  if (!stamps) return false;
  for (const TlsSignedTimestamp& stamp : *stamps)
    binding_.signed_timestamp.raise(
        {connection(), client(side), count(stamp.version), text(stamp.log_id),
         count(stamp.timestamp), algorithm(stamp.hash, stamp.algorithm), text(stamp.signature)});
  return true;
}

bool TlsAnalyzer::pre_shared_key(Side side, ByteSpan data) {
  if (!is_client(side)) {
    ByteReader reader(data);
    uint16_t chosen = reader.u16();
    if (!reader.failed() && binding_.psk_choice.wanted())
      binding_.psk_choice.raise({connection(), client(side), count(chosen)});
    return !reader.failed();
  }
  if (!binding_.psk_offer.wanted()) return true;
  std::optional<TlsPskOffer> offer = parse_psk_offer(data);
  if (!offer) return false;
  Vector* identities = make_vector(heap(), binding_.identities, offer->identities.size());
  for (const TlsPskIdentity& one : offer->identities)
    push(heap(), identities,
         Value::of(binding_.identity.make(heap(), {text(one.identity), count(one.ticket_age)})));
  binding_.psk_offer.raise(
      {connection(), client(side), Value::of(identities), texts(offer->binders)});
  return true;
}

bool TlsAnalyzer::supported_versions(Side side, ByteSpan data) {
  if (!binding_.supported_versions.wanted()) return true;
  if (is_client(side))
    return raise_numbers(binding_.supported_versions, side, parse_tls_numbers(data, 1, 2));
  ByteReader reader(data);
  TlsNumbers chosen{reader.u16()};
  return !reader.failed() && raise_numbers(binding_.supported_versions, side, chosen);
}

bool TlsAnalyzer::encrypted_hello(Side side, ByteSpan data) {
  if (!is_client(side) || !binding_.encrypted_hello.wanted()) return true;
  std::optional<TlsEncryptedHello> found = parse_encrypted_hello(data);
  if (!found) return false;
  binding_.encrypted_hello.raise({connection(), client(side), count(found->kdf), count(found->aead),
                                  count(found->config), text(found->encapsulated),
                                  count(found->payload_length)});
  return true;
}

}  // namespace avocet
