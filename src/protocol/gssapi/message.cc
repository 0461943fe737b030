#include "protocol/gssapi/message.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/ber_reader.h"

namespace avocet {

namespace {

using Mechanism = GssToken::Mechanism;

constexpr uint8_t kInitial = ber_application(0);
constexpr uint8_t kInit = ber_context(0), kResponse = ber_context(1);
constexpr uint8_t kApRequest = ber_application(14), kApResponse = ber_application(15);
constexpr std::string_view kNtlmSignature{"NTLMSSP\0", 8};
// 1.3.6.1.5.5.2; 1.2.840.113554.1.2.2, what Microsoft once made of it, and user to user.
constexpr std::array<uint8_t, 6> kSpnego{0x2b, 0x06, 0x01, 0x05, 0x05, 0x02};
constexpr std::array<uint8_t, 9> kKerberos{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x02};
constexpr std::array<uint8_t, 9> kKerberosToo{0x2a, 0x86, 0x48, 0x82, 0xf7, 0x12, 0x01, 0x02, 0x02};
constexpr std::array<uint8_t, 10> kUserToUser{0x2a, 0x86, 0x48, 0x86, 0xf7,
                                              0x12, 0x01, 0x02, 0x02, 0x03};

bool is(ByteSpan bytes, ByteSpan other) {
  return std::equal(bytes.begin(), bytes.end(), other.begin(), other.end());
}

bool is_kerberos(ByteSpan oid) {
  return is(oid, kKerberos) || is(oid, kKerberosToo) || is(oid, kUserToUser);
}

bool is_ntlm(ByteSpan bytes) {
  return bytes.size() >= kNtlmSignature.size() &&
         std::equal(kNtlmSignature.begin(), kNtlmSignature.end(), bytes.begin(),
                    [](char a, uint8_t b) { return uint8_t(a) == b; });
}

// An initial token: a mechanism's name, and what it says. False: it is none.
bool read_initial(ByteSpan bytes, ByteSpan& mechanism, ByteSpan& rest) {
  BerReader outer(bytes);
  ByteSpan content = outer.content(kInitial);
  BerReader reader(content);
  mechanism = reader.content(kBerOid);
  if (outer.failed() || reader.failed()) return false;
  // The name has a tag and a length of one byte each: it is short.
  rest = content.subspan(std::min(content.size(), mechanism.size() + 2));
  return mechanism.size() < 0x80;
}

// What a mechanism says, whichever it is.
void take_inner(GssToken& token, ByteSpan bytes) {
  token.inner = bytes;
  token.mechanism = Mechanism::kOther;
  if (is_ntlm(bytes)) {
    token.mechanism = Mechanism::kNtlm;
    return;
  }
  uint8_t tag = bytes.empty() ? uint8_t(0) : bytes[0];
  if (tag == kApRequest || tag == kApResponse) {
    token.mechanism = Mechanism::kKerberos;
    return;
  }
  ByteSpan mechanism, rest;
  if (!read_initial(bytes, mechanism, rest) || !is_kerberos(mechanism)) return;
  // Two bytes say which message follows (RFC 4121 4.1), as it does itself.
  constexpr size_t kTokenId = 2;
  if (rest.size() <= kTokenId) return;
  token.mechanism = Mechanism::kKerberos;
  token.inner = rest.subspan(kTokenId);
}

bool read_init(BerReader reader, GssToken& token) {
  BerReader fields = reader.inside(kBerSequence);
  while (!fields.failed() && !fields.at_end()) {
    constexpr uint8_t kToken = ber_context(2);
    BerElement field = fields.element();
    if (field.tag != kToken) continue;
    BerReader value(field.content);
    ByteSpan inner = value.octets();
    if (value.failed()) return false;
    take_inner(token, inner);
  }
  return !reader.failed() && !fields.failed();
}

bool read_response(BerReader reader, GssToken& token) {
  constexpr uint8_t kState = ber_context(0), kToken = ber_context(2);
  BerReader fields = reader.inside(kBerSequence);
  while (!fields.failed() && !fields.at_end()) {
    BerElement field = fields.element();
    BerReader value(field.content);
    if (field.tag == kState) token.state = value.positive(kBerEnumerated);
    if (field.tag == kToken) {
      ByteSpan inner = value.octets();
      if (!value.failed()) take_inner(token, inner);
    }
    if (value.failed()) return false;
  }
  return !reader.failed() && !fields.failed();
}

bool read_negotiation(ByteSpan bytes, GssToken& token) {
  BerReader reader(bytes);
  uint8_t tag = reader.next_tag();
  if (tag != kInit && tag != kResponse) return false;
  BerReader inside = reader.inside(tag);
  if (reader.failed()) return false;
  return tag == kInit ? read_init(inside, token) : read_response(inside, token);
}

}  // namespace

std::optional<GssToken> parse_gss(ByteSpan bytes) {
  GssToken token;
  ByteSpan mechanism, rest;
  if (!bytes.empty() && bytes[0] == kInitial && read_initial(bytes, mechanism, rest)) {
    if (is(mechanism, kSpnego)) {
      if (!read_negotiation(rest, token)) return std::nullopt;
    } else {
      take_inner(token, bytes);
    }
    return token;
  }
  take_inner(token, bytes);
  if (token.mechanism != Mechanism::kOther) return token;
  token = {};
  if (!read_negotiation(bytes, token)) return std::nullopt;
  return token;
}

}  // namespace avocet
