// The packets of QUIC: bytes to headers (RFC 8999; RFC 9000, section 17; RFC 9369 for version 2).
//
// A datagram holds one packet or several. What a header says is readable; the rest of it is
// protected (protection.h). Views are into the datagram.
#pragma once

#include <cstdint>
#include <optional>

#include "base/byte_reader.h"

namespace avocet {

inline constexpr uint32_t kQuicVersion1 = 0x00000001, kQuicVersion2 = 0x6B3343CF;
inline constexpr size_t kQuicMaxConnectionId = 20;

struct QuicPacket {
  enum class Kind : uint8_t {
    kInitial,
    kZeroRtt,
    kHandshake,
    kRetry,
    kVersionNegotiation,
    kUnknownVersion,  // ids are known, the rest of the datagram is not
    kShort,           // of an agreed connection; takes the rest of the datagram
    kDiscarded,       // a short one without the bit that all have (RFC 9000, section 17.3)
  };
  Kind kind = Kind::kDiscarded;
  uint32_t version = 0;
  ByteSpan dcid, scid;
  ByteSpan token;          // of Initial and Retry
  ByteSpan integrity_tag;  // of Retry
  ByteSpan bytes;          // all of the packet, from its first byte
  size_t number_at = 0;    // where in it the protected packet number begins
};

// A number of one, two, four or eight bytes (RFC 9000, section 16).
uint64_t quic_number(ByteReader& reader);

// The packet that `datagram` begins with. None: it is not one of QUIC, or cut.
std::optional<QuicPacket> parse_quic_packet(ByteSpan datagram);

}  // namespace avocet
