#include "file/zip.h"

#include <ctime>

namespace avocet {

namespace {

constexpr uint32_t kMemberMark = 0x04034b50, kDirectoryMark = 0x02014b50, kEndMark = 0x06054b50;
constexpr uint32_t kUnknownSize = UINT32_MAX;

std::string string_of(ByteSpan bytes) { return {bytes.begin(), bytes.end()}; }

// Days are counted from 1980 on, seconds by two.
double seconds_of(uint16_t date, uint16_t time) {
  std::tm parts{};
  parts.tm_year = 80 + (date >> 9);
  parts.tm_mon = (date >> 5 & 15) - 1;
  parts.tm_mday = date & 31;
  parts.tm_hour = time >> 11;
  parts.tm_min = time >> 5 & 63;
  parts.tm_sec = (time & 31) * 2;
  return double(timegm(&parts));
}

// What is the same in both headers, from the flags on.
void read_common(ByteReader& reader, ZipMember& member) {
  member.flags = reader.u16_le();
  member.method = reader.u16_le();
  uint16_t time = reader.u16_le();
  member.time = seconds_of(reader.u16_le(), time);
  reader.skip(4);
  member.compressed = reader.u32_le();
  member.size = reader.u32_le();
}

// Sizes of 64 bits stand in a field of their own.
void read_extra(ByteReader reader, ZipMember& member) {
  constexpr uint16_t kLongSizes = 1;
  while (reader.can_read(4)) {
    uint16_t id = reader.u16_le();
    ByteReader field(reader.take_up_to(reader.u16_le()));
    if (id != kLongSizes) continue;
    member.is_long = true;
    if (member.size == kUnknownSize && field.can_read(8)) member.size = field.u64_le();
    if (member.compressed == kUnknownSize && field.can_read(8)) member.compressed = field.u64_le();
  }
}

}  // namespace

std::optional<ZipHeaderSize> zip_header_size(ByteSpan bytes) {
  constexpr size_t kMember = 30, kDirectory = 46, kEnd = 22;
  if (bytes.size() < 4) return std::nullopt;
  auto number = [&](size_t at) { return size_t(bytes[at] | bytes[at + 1] << 8); };
  switch (ByteReader(bytes).u32_le()) {
  case kMemberMark:
    if (bytes.size() < kMember) return std::nullopt;
    return ZipHeaderSize{ZipHeaderKind::kMember, kMember + number(26) + number(28)};
  case kDirectoryMark:
    if (bytes.size() < kDirectory) return std::nullopt;
    return ZipHeaderSize{ZipHeaderKind::kDirectory,
                         kDirectory + number(28) + number(30) + number(32)};
  case kEndMark:
    if (bytes.size() < kEnd) return std::nullopt;
    return ZipHeaderSize{ZipHeaderKind::kEnd, kEnd + number(20)};
  default: return ZipHeaderSize{};
  }
}

ZipMember parse_zip_member(ByteSpan bytes) {
  ByteReader reader(bytes);
  ZipMember member;
  reader.skip(6);
  read_common(reader, member);
  uint16_t name = reader.u16_le(), extra = reader.u16_le();
  member.name = string_of(reader.take(name));
  read_extra(ByteReader(reader.take(extra)), member);
  return member;
}

ZipMember parse_zip_directory(ByteSpan bytes) {
  ByteReader reader(bytes);
  ZipMember member;
  reader.skip(8);
  read_common(reader, member);
  uint16_t name = reader.u16_le(), extra = reader.u16_le(), comment = reader.u16_le();
  reader.skip(12);
  member.name = string_of(reader.take(name));
  read_extra(ByteReader(reader.take(extra)), member);
  member.comment = string_of(reader.take(comment));
  return member;
}

std::string parse_zip_end(ByteSpan bytes) {
  ByteReader reader(bytes);
  reader.skip(20);
  return string_of(reader.take(reader.u16_le()));
}

}  // namespace avocet
