#include "protocol/ssl/extensions.h"

namespace avocet {

namespace {

ByteSpan extension_part(ByteReader& reader) { return reader.take(reader.u16()); }

}  // namespace

std::optional<TlsNumbers> parse_tls_numbers(ByteSpan data, size_t length_width, size_t width) {
  ByteReader reader(data);
  size_t length = length_width == 1 ? reader.u8() : reader.u16();
  ByteReader list(reader.take(length));
  if (reader.failed()) return std::nullopt;
  TlsNumbers found;
  found.reserve(length / width);
  while (list.can_read(width)) found.push_back(width == 1 ? list.u8() : list.u16());
  return found;
}

std::optional<TlsServerNames> parse_server_names(ByteSpan data) {
  constexpr uint8_t kHostName = 0;
  ByteReader reader(data);
  TlsServerNames found;
  if (data.empty()) return found;  // a server says that it used the name
  ByteReader list(extension_part(reader));
  while (list.remaining() > 0) {
    bool is_host = list.u8() == kHostName;
    ByteSpan name = extension_part(list);
    if (list.failed()) return std::nullopt;
    if (is_host)
      found.names.push_back(name);
    else
      found.has_others = true;
  }
  if (reader.failed()) return std::nullopt;
  return found;
}

std::optional<std::vector<ByteSpan>> parse_alpn(ByteSpan data) {
  ByteReader reader(data);
  ByteReader list(extension_part(reader));
  std::vector<ByteSpan> found;
  while (list.remaining() > 0) found.push_back(list.take(list.u8()));
  if (reader.failed() || list.failed()) return std::nullopt;
  return found;
}

std::optional<TlsNumbers> parse_client_key_share(ByteSpan data) {
  ByteReader reader(data);
  ByteReader list(extension_part(reader));
  TlsNumbers found;
  while (list.remaining() > 0) {
    found.push_back(list.u16());
    extension_part(list);
  }
  if (reader.failed() || list.failed()) return std::nullopt;
  return found;
}

std::optional<TlsNumbers> parse_server_key_share(ByteSpan data) {
  ByteReader reader(data);
  uint16_t group = reader.u16();
  if (reader.failed()) return std::nullopt;
  return TlsNumbers{group};
}

std::optional<TlsPskOffer> parse_psk_offer(ByteSpan data) {
  ByteReader reader(data);
  ByteReader identities(extension_part(reader));
  ByteReader binders(extension_part(reader));
  TlsPskOffer offer;
  while (identities.remaining() > 0) {
    ByteSpan identity = extension_part(identities);
    offer.identities.push_back({identity, identities.u32()});
  }
  while (binders.remaining() > 0) offer.binders.push_back(binders.take(binders.u8()));
  if (reader.failed() || identities.failed() || binders.failed()) return std::nullopt;
  return offer;
}

std::optional<std::vector<TlsSignedTimestamp>> parse_signed_timestamps(ByteSpan data) {
  constexpr size_t kLogIdSize = 32;
  std::vector<TlsSignedTimestamp> found;
  if (data.empty()) return found;  // a client asks for them
  ByteReader reader(data);
  ByteReader list(extension_part(reader));
  while (list.remaining() > 0) {
    ByteReader item(extension_part(list));
    TlsSignedTimestamp stamp{};
    stamp.version = item.u8();
    stamp.log_id = item.take(kLogIdSize);
    stamp.timestamp = item.u64();
    extension_part(item);  // extensions: there are none
    stamp.hash = item.u8();
    stamp.algorithm = item.u8();
    stamp.signature = extension_part(item);
    if (list.failed() || item.failed()) return std::nullopt;
    found.push_back(stamp);
  }
  if (reader.failed()) return std::nullopt;
  return found;
}

std::optional<TlsEncryptedHello> parse_encrypted_hello(ByteSpan data) {
  constexpr uint8_t kOuter = 0;
  ByteReader reader(data);
  if (reader.u8() != kOuter) return std::nullopt;
  TlsEncryptedHello found{};
  found.kdf = reader.u16();
  found.aead = reader.u16();
  found.config = reader.u8();
  found.encapsulated = extension_part(reader);
  found.payload_length = reader.u16();
  if (reader.failed()) return std::nullopt;
  return found;
}

}  // namespace avocet
