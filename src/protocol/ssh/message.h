// SSH messages that are not encrypted: versions and key exchange (RFC 4253, 4419, 4432, 4462, 5656,
// and version 1).
//
// The parser of this folder: bytes in, parts out. It knows neither flows nor scripts.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"

namespace avocet {

enum class SshVersion : uint8_t { kUnknown, k1, k2 };

// What both sides speak, by their lines "SSH-2.0-..."; kUnknown if they do not agree.
SshVersion common_ssh_version(std::string_view client, std::string_view server);

// ---- Version 2 ---------------------------------------------------------------------

inline constexpr uint8_t kSshKexInit = 20, kSshNewKeys = 21;

// The lists of a KEXINIT in their order.
enum class SshList : uint8_t {
  kKex,
  kHostKey,
  kEncryptionClient,
  kEncryptionServer,
  kMacClient,
  kMacServer,
  kCompressionClient,
  kCompressionServer,
  kLanguageClient,
  kLanguageServer,
};
inline constexpr size_t kSshLists = 10;

struct SshKexInit {
  ByteSpan cookie;
  std::array<std::string_view, kSshLists> lists;
  std::string_view list(SshList which) const { return lists[size_t(which)]; }
};
// From the bytes behind the type. Views are into them.
std::optional<SshKexInit> parse_ssh_kex_init(ByteSpan bytes);

// The names of a list, at most `limit` of them.
std::vector<std::string_view> ssh_names(std::string_view list, size_t limit);
size_t count_ssh_names(std::string_view list);

// How keys are exchanged decides what the messages 30 to 34 mean.
enum class SshKex : uint8_t { kUnknown, kFixedGroup, kGroupExchange, kEllipticCurve, kGss, kRsa };
SshKex ssh_kex_of(std::string_view name);
// The first of the client's that the server knows, too; empty if there is none.
std::string_view agreed_ssh_name(std::string_view client, std::string_view server);

// A string: its length and its bytes. Failure is the reader's.
ByteSpan take_ssh_string(ByteReader& reader);

// ---- Version 1 ---------------------------------------------------------------------

inline constexpr uint8_t kSsh1PublicKey = 2, kSsh1SessionKey = 3;

struct Ssh1PublicKey {
  ByteSpan exponent, modulus;  // of the host's key
};
std::optional<Ssh1PublicKey> parse_ssh1_public_key(ByteSpan bytes);

// ---- Packets -----------------------------------------------------------------------

// A packet that is complete, or how it is not.
struct SshPacket {
  enum class State : uint8_t { kShort, kBroken, kWhole } state = State::kShort;
  uint32_t length = 0;  // as its header says, if that is there
  size_t size = 0;      // of all of it
  uint8_t type = 0;
  ByteSpan body;  // behind the type, without padding
};
SshPacket read_ssh_packet(SshVersion version, ByteSpan bytes);

}  // namespace avocet
