// NTLM messages (MS-NLMP 2.2.1): bytes in, parts out. What text means is left to the reader of a
// field: it is UTF-16 or some code page, as the flags say. Views are into the message.
#pragma once

#include <optional>
#include <variant>

#include "base/byte_reader.h"

namespace avocet {

// Bits of the flags (2.2.2.5).
enum NtlmFlag : uint32_t {
  kNtlmUnicode = 1u << 0,
  kNtlmRequestTarget = 1u << 2,
  kNtlmDomainSupplied = 1u << 12,
  kNtlmWorkstationSupplied = 1u << 13,
  kNtlmTargetInfo = 1u << 23,
  kNtlmVersion = 1u << 25,
  kNtlmKeyExchange = 1u << 30,
};

struct NtlmVersion {
  uint8_t major = 0, minor = 0;
  uint16_t build = 0;
  uint8_t revision = 0;
};

struct NtlmNegotiate {
  uint32_t flags = 0;
  std::optional<ByteSpan> domain, workstation;
  std::optional<NtlmVersion> version;
};

// What a server says of itself (2.2.2.1).
struct NtlmTargetInfo {
  ByteSpan computer, domain;
  std::optional<ByteSpan> dns_computer, dns_domain, dns_tree, target_name;
  std::optional<uint32_t> flags;
  std::optional<uint64_t> timestamp;       // a FILETIME
  std::optional<uint64_t> single_host_id;  // the first half of it
};

struct NtlmChallenge {
  uint32_t flags = 0;
  uint64_t challenge = 0;
  std::optional<ByteSpan> target_name;
  std::optional<NtlmTargetInfo> target_info;
  std::optional<NtlmVersion> version;
};

struct NtlmAuthenticate {
  uint32_t flags = 0;
  // What is empty is not there.
  std::optional<ByteSpan> response, domain, user, workstation, session_key;
  std::optional<NtlmVersion> version;
};

using NtlmMessage = std::variant<NtlmNegotiate, NtlmChallenge, NtlmAuthenticate>;

// Whether bytes begin as all messages do.
bool is_ntlm(ByteSpan bytes);

// Nothing if it is no NTLM, or a part lies outside of the message.
std::optional<NtlmMessage> parse_ntlm(ByteSpan bytes);
// Nothing if the list has no end.
std::optional<NtlmTargetInfo> parse_ntlm_target_info(ByteSpan bytes);

}  // namespace avocet
