#include "protocol/ssl/dtls_analyzer.h"

#include <utility>

#include "base/byte_reader.h"

namespace avocet {

namespace {

// STUN shares ports with DTLS, and is told by its magic number (RFC 5389, section 6; RFC 7983).
bool is_stun(ByteSpan payload) {
  constexpr size_t kHeader = 20;
  constexpr uint32_t kMagic = 0x2112a442;
  ByteReader reader(payload);
  uint16_t type = reader.u16();
  reader.skip(2);
  return payload.size() >= kHeader && type < 0x4000 && reader.u32() == kMagic;
}

}  // namespace

void DtlsAnalyzer::datagram(Side side, ByteSpan payload, uint32_t) {
  if (is_stun(payload)) return;
  while (!payload.empty() && !has_failed()) {
    std::optional<DtlsRecord> found = next_dtls_record(payload);
    if (!found || (found->is_unified && version() == 0)) return note_other();
    if (found->epoch > 0 && !is_tls13(version())) encrypt(side);
    if (found->is_unified || is_encrypted(side, found->record.type))
      ciphertext(side, found->record);
    else
      plaintext(side, found->record);
  }
}

void DtlsAnalyzer::note_other() {
  ++others_;
  if (others_ > binding().max_version_errors->u)
    fail("too many datagrams are no records of DTLS");
  else if (others_ <= binding().max_reported_version_errors->u)
    violate("a datagram is no record of DTLS");
}

void DtlsAnalyzer::flip() {
  TlsAnalyzer::flip();
  std::swap(fragments_[0], fragments_[1]);
}

void DtlsAnalyzer::fragments(Side side, ByteSpan body) {
  while (!body.empty() && !has_failed()) {
    std::optional<DtlsFragment> found = next_dtls_fragment(body);
    if (!found) return fail("a fragment of a message cannot be read");
    if (found->is_whole()) {
      message(side, found->type, found->bytes);
      continue;
    }
    DtlsFragments& waiting = fragments_[size_t(side)];
    switch (waiting.add(*found)) {
    case DtlsFragments::Result::kMore: break;
    case DtlsFragments::Result::kComplete: message(side, found->type, waiting.whole()); break;
    case DtlsFragments::Result::kTooLong: return fail("a message of the handshake is too long");
    case DtlsFragments::Result::kTooFar:
      return fail("a fragment belongs to a message that is far ahead");
    case DtlsFragments::Result::kTooMuch:
      return fail("too much waits for the rest of its messages");
    case DtlsFragments::Result::kBroken: return fail("fragments of a message do not fit");
    }
  }
}

}  // namespace avocet
