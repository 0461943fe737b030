#include "protocol/ntlm/message.h"

#include <algorithm>
#include <string_view>

namespace avocet {

namespace {

constexpr std::string_view kSignature{"NTLMSSP\0", 8};
constexpr uint32_t kNegotiate = 1, kChallenge = 2, kAuthenticate = 3;

// Reads the fixed part of a message; what that refers to is taken from all of it.
struct Parts {
  explicit Parts(ByteSpan message) : bytes(message), reader(message) {
    reader.skip(kSignature.size() + sizeof(uint32_t));
  }

  // A length, how much room there was, and where it lies.
  ByteSpan part() {
    uint16_t length = reader.u16_le();
    reader.skip(2);
    uint32_t offset = reader.u32_le();
    if (length == 0) return {};
    if (offset > bytes.size() || bytes.size() - offset < length) {
      is_broken = true;
      return {};
    }
    return bytes.subspan(offset, length);
  }
  std::optional<ByteSpan> part_if_any() {
    ByteSpan found = part();
    return found.empty() ? std::nullopt : std::optional(found);
  }
  std::optional<NtlmVersion> version(uint32_t flags) {
    if (!(flags & kNtlmVersion)) return std::nullopt;
    NtlmVersion found;
    found.major = reader.u8();
    found.minor = reader.u8();
    found.build = reader.u16_le();
    reader.skip(3);
    found.revision = reader.u8();
    return found;
  }
  bool fails() const { return is_broken || reader.failed(); }

  ByteSpan bytes;
  ByteReader reader;
  bool is_broken = false;
};

std::optional<NtlmMessage> parse_negotiate(Parts parts) {
  NtlmNegotiate message;
  message.flags = parts.reader.u32_le();
  // Old clients end here.
  constexpr size_t kTwoParts = 16;
  if (!parts.reader.failed() && !parts.reader.can_read(kTwoParts)) return message;
  ByteSpan domain = parts.part(), workstation = parts.part();
  if (message.flags & kNtlmDomainSupplied) message.domain = domain;
  if (message.flags & kNtlmWorkstationSupplied) message.workstation = workstation;
  message.version = parts.version(message.flags);
  if (parts.fails()) return std::nullopt;
  return message;
}

std::optional<NtlmMessage> parse_challenge(Parts parts) {
  constexpr size_t kReserved = 8;
  NtlmChallenge message;
  ByteSpan target_name = parts.part();
  message.flags = parts.reader.u32_le();
  message.challenge = parts.reader.u64_le();
  if (parts.fails()) return std::nullopt;
  if (message.flags & kNtlmRequestTarget) message.target_name = target_name;
  if (!(message.flags & (kNtlmTargetInfo | kNtlmVersion))) return message;
  parts.reader.skip(kReserved);
  ByteSpan target_info = parts.part();
  message.version = parts.version(message.flags);
  if (parts.fails()) return std::nullopt;
  if (!(message.flags & kNtlmTargetInfo)) return message;
  message.target_info = parse_ntlm_target_info(target_info);
  if (!message.target_info) return std::nullopt;
  return message;
}

std::optional<NtlmMessage> parse_authenticate(Parts parts) {
  NtlmAuthenticate message;
  parts.part();  // the response for LAN Manager
  message.response = parts.part_if_any();
  message.domain = parts.part_if_any();
  message.user = parts.part_if_any();
  message.workstation = parts.part_if_any();
  std::optional<ByteSpan> session_key = parts.part_if_any();
  message.flags = parts.reader.u32_le();
  if (message.flags & kNtlmKeyExchange) message.session_key = session_key;
  message.version = parts.version(message.flags);
  if (parts.fails()) return std::nullopt;
  return message;
}

enum : uint16_t {
  kEnd,
  kComputer,
  kDomain,
  kDnsComputer,
  kDnsDomain,
  kDnsTree,
  kFlags,
  kTimestamp,
  kSingleHost,
  kTargetName
};

void take_pair(NtlmTargetInfo& info, uint16_t id, ByteSpan value) {
  ByteReader reader(value);
  switch (id) {
  case kComputer: info.computer = value; break;
  case kDomain: info.domain = value; break;
  case kDnsComputer: info.dns_computer = value; break;
  case kDnsDomain: info.dns_domain = value; break;
  case kDnsTree: info.dns_tree = value; break;
  case kFlags: info.flags = reader.u32_le(); break;
  case kTimestamp: info.timestamp = reader.u64_le(); break;
  case kSingleHost:
    // Size, zero, and data about integrity stand in front of the id of the machine.
    reader.skip(16);
    info.single_host_id = reader.u64_le();
    break;
  case kTargetName: info.target_name = value; break;
  default: break;
  }
}

}  // namespace

bool is_ntlm(ByteSpan bytes) {
  return bytes.size() >= kSignature.size() &&
         std::equal(kSignature.begin(), kSignature.end(), bytes.begin(),
                    [](char a, uint8_t b) { return uint8_t(a) == b; });
}

std::optional<NtlmMessage> parse_ntlm(ByteSpan bytes) {
  if (!is_ntlm(bytes)) return std::nullopt;
  ByteReader reader(bytes.subspan(kSignature.size()));
  switch (reader.u32_le()) {
  case kNegotiate: return parse_negotiate(Parts(bytes));
  case kChallenge: return parse_challenge(Parts(bytes));
  case kAuthenticate: return parse_authenticate(Parts(bytes));
  default: return std::nullopt;
  }
}

std::optional<NtlmTargetInfo> parse_ntlm_target_info(ByteSpan bytes) {
  NtlmTargetInfo info;
  for (ByteReader reader(bytes); !reader.failed();) {
    uint16_t id = reader.u16_le();
    ByteSpan value = reader.take(reader.u16_le());
    if (reader.failed()) break;
    if (id == kEnd) return info;
    take_pair(info, id, value);
  }
  return std::nullopt;
}

}  // namespace avocet
