#include "protocol/ssl/handshake.h"

#include <algorithm>
#include <array>

namespace avocet {

namespace {

// A part that is preceded by its length in one, two or three bytes.
ByteSpan short_part(ByteReader& reader) { return reader.take(reader.u8()); }
ByteSpan part(ByteReader& reader) { return reader.take(reader.u16()); }
ByteSpan long_part(ByteReader& reader) { return reader.take(reader.u24()); }

std::vector<uint32_t> numbers(ByteSpan bytes, size_t width) {
  std::vector<uint32_t> found;
  found.reserve(bytes.size() / width);
  ByteReader reader(bytes);
  while (reader.can_read(width)) {
    uint32_t number = 0;
    for (size_t i = 0; i < width; ++i) number = number << 8 | reader.u8();
    found.push_back(number);
  }
  return found;
}

std::vector<TlsExtension> extensions(ByteReader& reader) {
  std::vector<TlsExtension> found;
  if (!reader.can_read(2)) return found;
  ByteReader inner(reader.take_up_to(reader.u16()));
  while (inner.can_read(4)) {
    uint16_t type = inner.u16();
    ByteSpan data = part(inner);
    if (inner.failed()) break;
    found.push_back({type, data});
  }
  return found;
}

constexpr size_t kRandomSize = 32, kTimeSize = 4;

struct CipherRange {
  uint16_t first, last;
};

// The numbers that IANA gave to the suites of each kind, and those that were used without asking.
constexpr CipherRange kRsaCiphers[] = {
    {0x0001, 0x000A}, {0x002F, 0x002F}, {0x0035, 0x0035}, {0x003B, 0x003D}, {0x0041, 0x0041},
    {0x0060, 0x0062}, {0x0064, 0x0064}, {0x007C, 0x007E}, {0x0084, 0x0084}, {0x0096, 0x0096},
    {0x009C, 0x009D}, {0x00BA, 0x00BA}, {0x00C0, 0x00C0}, {0xC03C, 0xC03D}, {0xC050, 0xC051},
    {0xC07A, 0xC07B}, {0xC09C, 0xC09D}, {0xC0A0, 0xC0A1}, {0xFEFE, 0xFEFF}, {0xFF80, 0xFF83},
    {0xFFE0, 0xFFE1}};
constexpr CipherRange kDhCiphers[] = {
    {0x0011, 0x0016}, {0x0032, 0x0033}, {0x0038, 0x0039}, {0x0040, 0x0040}, {0x0044, 0x0045},
    {0x0063, 0x0063}, {0x0065, 0x0067}, {0x006A, 0x006B}, {0x0072, 0x0074}, {0x0077, 0x0079},
    {0x0087, 0x0088}, {0x0099, 0x009A}, {0x009E, 0x009F}, {0x00A2, 0x00A3}, {0x00BD, 0x00BE},
    {0x00C3, 0x00C4}, {0xC042, 0xC045}, {0xC052, 0xC053}, {0xC056, 0xC057}, {0xC07C, 0xC07D},
    {0xC080, 0xC081}, {0xC09E, 0xC09F}, {0xC0A2, 0xC0A3}, {0xCC15, 0xCC15}, {0xCCAA, 0xCCAA}};
constexpr CipherRange kDhAnonymousCiphers[] = {
    {0x0017, 0x001B}, {0x0034, 0x0034}, {0x003A, 0x003A}, {0x0046, 0x0046}, {0x006C, 0x006D},
    {0x0089, 0x0089}, {0x009B, 0x009B}, {0x00A6, 0x00A7}, {0x00BF, 0x00BF}, {0x00C5, 0x00C5},
    {0xC046, 0xC047}, {0xC05A, 0xC05B}, {0xC084, 0xC085}};
constexpr CipherRange kEcdhCiphers[] = {
    {0xC006, 0xC00A}, {0xC010, 0xC014}, {0xC023, 0xC024}, {0xC027, 0xC028}, {0xC02B, 0xC02C},
    {0xC02F, 0xC030}, {0xC048, 0xC049}, {0xC04C, 0xC04D}, {0xC05C, 0xC05D}, {0xC060, 0xC061},
    {0xC072, 0xC073}, {0xC076, 0xC077}, {0xC086, 0xC087}, {0xC08A, 0xC08B}, {0xC0AC, 0xC0AF},
    {0xCC13, 0xCC14}, {0xCCA8, 0xCCA9}};
constexpr CipherRange kEcdhAnonymousCiphers[] = {{0xC015, 0xC019}};

template <size_t kSize> bool is_among(const CipherRange (&ranges)[kSize], uint32_t cipher) {
  return std::any_of(std::begin(ranges), std::end(ranges), [cipher](const CipherRange& range) {
    return cipher >= range.first && cipher <= range.last;
  });
}

std::optional<TlsSignature> signature(ByteReader& reader, uint16_t version) {
  TlsSignature found;
  if (has_signature_algorithm(version)) {
    found.hash = reader.u8();
    found.algorithm = reader.u8();
  }
  found.bytes = part(reader);
  if (reader.failed()) return std::nullopt;
  return found;
}

}  // namespace

std::optional<TlsClientHello> parse_client_hello(ByteSpan bytes) {
  ByteReader reader(bytes);
  TlsClientHello hello;
  hello.version = reader.u16();
  hello.time = reader.u32();
  hello.random = reader.take(kRandomSize - kTimeSize);
  hello.session_id = short_part(reader);
  if (is_dtls(hello.version)) short_part(reader);  // the cookie
  hello.ciphers = numbers(part(reader), 2);
  hello.compressions = numbers(short_part(reader), 1);
  if (reader.failed()) return std::nullopt;
  hello.extensions = extensions(reader);
  return hello;
}

std::optional<TlsServerHello> parse_server_hello(ByteSpan bytes) {
  ByteReader reader(bytes);
  TlsServerHello hello;
  hello.version = reader.u16();
  ByteReader random(reader.take(kRandomSize));
  // Drafts of 1.3 told their version here, and left out what it does not need.
  bool is_draft = is_tls13(hello.version) && !is_dtls(hello.version);
  hello.random = random.rest();
  if (!is_draft) {
    hello.time = ByteReader(hello.random).u32();
    hello.session_id = short_part(reader);
  }
  hello.cipher = reader.u16();
  if (!is_draft) hello.compression = reader.u8();
  if (reader.failed()) return std::nullopt;
  hello.extensions = extensions(reader);
  return hello;
}

std::optional<TlsClientHello> parse_v2_client_hello(ByteSpan bytes) {
  ByteReader reader(bytes);
  TlsClientHello hello;
  reader.u8();
  hello.version = reader.u16();
  size_t ciphers = reader.u16(), session = reader.u16(), challenge = reader.u16();
  hello.ciphers = numbers(reader.take(ciphers), 3);
  hello.session_id = reader.take(session);
  hello.random = reader.take(challenge);
  if (reader.failed()) return std::nullopt;
  return hello;
}

std::optional<SslV2ServerHello> parse_v2_server_hello(ByteSpan bytes) {
  ByteReader reader(bytes);
  SslV2ServerHello found;
  reader.skip(3);  // type, whether the session was known, kind of certificate
  found.hello.version = reader.u16();
  size_t certificate = reader.u16(), ciphers = reader.u16(), connection = reader.u16();
  found.certificate = reader.take(certificate);
  std::vector<uint32_t> chosen = numbers(reader.take(ciphers), 3);
  found.hello.random = reader.take(connection);
  if (reader.failed()) return std::nullopt;
  if (!chosen.empty()) found.hello.cipher = chosen.front();
  return found;
}

TlsKeyExchange key_exchange_of(uint32_t cipher) {
  if (is_among(kEcdhCiphers, cipher)) return TlsKeyExchange::kEcdh;
  if (is_among(kRsaCiphers, cipher)) return TlsKeyExchange::kRsa;
  if (is_among(kDhCiphers, cipher)) return TlsKeyExchange::kDh;
  if (is_among(kDhAnonymousCiphers, cipher)) return TlsKeyExchange::kDhAnonymous;
  if (is_among(kEcdhAnonymousCiphers, cipher)) return TlsKeyExchange::kEcdhAnonymous;
  return TlsKeyExchange::kOther;
}

std::optional<TlsServerKeyExchange> parse_server_key_exchange(ByteSpan bytes, TlsKeyExchange kind,
                                                              uint16_t version) {
  constexpr uint8_t kNamedCurve = 3;
  ByteReader reader(bytes);
  TlsServerKeyExchange found;
  bool is_curve = kind == TlsKeyExchange::kEcdh || kind == TlsKeyExchange::kEcdhAnonymous;
  bool is_group = kind == TlsKeyExchange::kDh || kind == TlsKeyExchange::kDhAnonymous;
  if (is_curve) {
    if (reader.u8() != kNamedCurve) return std::nullopt;
    found.curve = reader.u16();
    found.point = short_part(reader);
  } else if (is_group) {
    found.p = part(reader);
    found.g = part(reader);
    found.public_key = part(reader);
  } else {
    return std::nullopt;
  }
  if (reader.failed()) return std::nullopt;
  if (kind == TlsKeyExchange::kEcdh || kind == TlsKeyExchange::kDh)
    found.signature = signature(reader, version);
  return found;
}

std::optional<ByteSpan> parse_client_key_exchange(ByteSpan bytes, TlsKeyExchange kind,
                                                  uint16_t version) {
  ByteReader reader(bytes);
  ByteSpan found;
  switch (kind) {
  case TlsKeyExchange::kRsa: found = version == kSslVersion3 ? reader.rest() : part(reader); break;
  case TlsKeyExchange::kDh:
  case TlsKeyExchange::kDhAnonymous: found = part(reader); break;
  case TlsKeyExchange::kEcdh:
  case TlsKeyExchange::kEcdhAnonymous: found = short_part(reader); break;
  case TlsKeyExchange::kOther: return std::nullopt;
  }
  if (reader.failed()) return std::nullopt;
  return found;
}

std::optional<std::vector<ByteSpan>> parse_certificates(ByteSpan bytes) {
  ByteReader reader(bytes);
  ByteReader list(long_part(reader));
  std::vector<ByteSpan> found;
  while (list.remaining() > 0 && found.size() <= kMaxTlsCertificates)
    found.push_back(long_part(list));
  if (reader.failed() || list.failed()) return std::nullopt;
  return found;
}

std::optional<TlsCertificateRequest> parse_certificate_request(ByteSpan bytes, uint16_t version) {
  ByteReader reader(bytes);
  TlsCertificateRequest request;
  request.types = numbers(short_part(reader), 1);
  if (has_signature_algorithm(version))
    for (uint32_t algorithm : numbers(part(reader), 2))
      request.algorithms.push_back(uint16_t(algorithm));
  ByteReader authorities(part(reader));
  while (authorities.remaining() > 0) request.authorities.push_back(part(authorities));
  if (reader.failed() || authorities.failed()) return std::nullopt;
  return request;
}

std::optional<TlsSessionTicket> parse_session_ticket(ByteSpan bytes) {
  ByteReader reader(bytes);
  TlsSessionTicket ticket{reader.u32(), {}};
  ticket.ticket = part(reader);
  if (reader.failed()) return std::nullopt;
  return ticket;
}

std::optional<ByteSpan> parse_certificate_status(ByteSpan bytes) {
  constexpr uint8_t kOcsp = 1;
  ByteReader reader(bytes);
  if (reader.u8() != kOcsp) return std::nullopt;
  ByteSpan response = long_part(reader);
  if (reader.failed()) return std::nullopt;
  return response;
}

}  // namespace avocet
