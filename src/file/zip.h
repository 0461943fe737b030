// Headers of archives (ZIP, PKWARE's APPNOTE): bytes in, parts out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/byte_reader.h"

namespace avocet {

enum class ZipHeaderKind : uint8_t { kMember, kDirectory, kEnd, kOther };

// Which header begins with these bytes and how long it is, names and all. Nothing: `bytes` are too
// few to tell. Of kOther the length is unknown, and zero.
struct ZipHeaderSize {
  ZipHeaderKind kind = ZipHeaderKind::kOther;
  size_t size = 0;
};
std::optional<ZipHeaderSize> zip_header_size(ByteSpan bytes);

// A member, at its own place or in the directory at the end.
struct ZipMember {
  static constexpr uint16_t kStored = 0, kDeflated = 8;
  uint16_t flags = 0, method = 0;
  double time = 0;  // seconds since the epoch; what stands there is taken for UTC
  uint64_t compressed = 0, size = 0;
  bool is_long = false;  // sizes behind the member have 64 bits
  std::string name, comment;

  bool is_encrypted() const { return flags & 1; }
  // Sizes are not known before the member is over.
  bool is_described_behind() const { return flags & 8; }
};
// Precondition: `bytes` are a whole header of that kind.
ZipMember parse_zip_member(ByteSpan bytes);
ZipMember parse_zip_directory(ByteSpan bytes);
std::string parse_zip_end(ByteSpan bytes);  // the comment

inline constexpr std::string_view kZipDescriptor{"PK\x07\x08", 4};

}  // namespace avocet
