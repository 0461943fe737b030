// Blocks of pcapng files: draft-ietf-opsawg-pcapng, sections 4 and A.
#pragma once

#include <cstdint>

namespace avocet {

enum PcapngBlock : uint32_t {
  kInterfaceDescription = 1,
  kObsoletePacket = 2,
  kSimplePacket = 3,
  kEnhancedPacket = 6,
  kSectionHeader = 0x0a0d0d0a,
};

// What a section begins with, in the byte order that its numbers have.
inline constexpr uint32_t kByteOrderMagic = 0x1a2b3c4d;

}  // namespace avocet
