// Tokens of GSS-API (RFC 2743 3.1) as SPNEGO (RFC 4178) exchanges them: bytes in, parts out. What
// the chosen mechanism says is left to others. Views are into the token.
#pragma once

#include <optional>

#include "base/byte_reader.h"

namespace avocet {

struct GssToken {
  enum class Mechanism : uint8_t { kNone, kNtlm, kKerberos, kOther };
  // What is carried for a mechanism, and which one that is. Kerberos: its message alone.
  Mechanism mechanism = Mechanism::kNone;
  ByteSpan inner;
  std::optional<uint64_t> state;  // accept-completed, accept-incomplete, reject, request-mic
};

// Nothing if it is no such token. Tokens of NTLM and Kerberos stand for themselves.
std::optional<GssToken> parse_gss(ByteSpan bytes);

}  // namespace avocet
