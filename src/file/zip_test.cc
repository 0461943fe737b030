#include "file/zip.h"

#include <gtest/gtest.h>

#include "file/pe.h"

namespace avocet {
namespace {

ByteSpan span(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

std::string bytes(uint64_t number, size_t size) {
  std::string text;
  for (size_t i = 0; i < size; ++i) text += char(number >> (8 * i) & 0xff);
  return text;
}

TEST(Zip, ReadsMembers) {
  // Version 20, encrypted and with a descriptor, deflated, 2021-05-31 10:11:12, no checksum.
  std::string head = "PK\x03\x04" + bytes(20, 2) + bytes(9, 2) + bytes(8, 2) +
                     bytes(10 << 11 | 11 << 5 | 6, 2) + bytes(41 << 9 | 5 << 5 | 31, 2) +
                     bytes(0, 4) + bytes(UINT32_MAX, 4) + bytes(7, 4) + bytes(5, 2) + bytes(12, 2);
  std::string extra = bytes(1, 2) + bytes(8, 2) + bytes(uint64_t(1) << 33, 8);
  std::string whole = head + "a.txt" + extra;
  EXPECT_FALSE(zip_header_size(span(head.substr(0, 29))));
  std::optional<ZipHeaderSize> size = zip_header_size(span(head));
  ASSERT_TRUE(size);
  EXPECT_EQ(size->kind, ZipHeaderKind::kMember);
  EXPECT_EQ(size->size, whole.size());
  ZipMember member = parse_zip_member(span(whole));
  EXPECT_EQ(member.name, "a.txt");
  EXPECT_EQ(member.time, 1622455872.0);
  EXPECT_EQ(member.compressed, uint64_t(1) << 33);
  EXPECT_EQ(member.size, 7u);
  EXPECT_TRUE(member.is_encrypted() && member.is_described_behind() && member.is_long);
}

TEST(Zip, ReadsTheEnd) {
  std::string end = "PK\x05\x06" + std::string(16, '\0') + bytes(3, 2) + "abc";
  EXPECT_EQ(zip_header_size(span(end))->size, end.size());
  EXPECT_EQ(parse_zip_end(span(end)), "abc");
  EXPECT_EQ(zip_header_size(span("PK\x09\x09"))->kind, ZipHeaderKind::kOther);
  EXPECT_FALSE(zip_header_size(span("PK")));
}

TEST(Pe, ReadsHeaders) {
  std::string dos = "MZ" + std::string(58, '\0') + bytes(0x80, 4);
  ByteReader reader(span(dos));
  EXPECT_EQ(parse_pe_dos(reader)->new_header, 0x80u);
  std::string other(64, 'x');
  reader = ByteReader(span(other));
  EXPECT_FALSE(parse_pe_dos(reader));
  std::string file = std::string("PE\0\0", 4) + bytes(0x8664, 2) + bytes(3, 2) + bytes(1, 4) +
                     bytes(0, 8) + bytes(240, 2) + bytes(0x22, 2);
  reader = ByteReader(span(file));
  std::optional<PeFileHeader> header = parse_pe_file(reader);
  EXPECT_EQ(header->machine, 0x8664);
  EXPECT_EQ(header->sections, 3);
  EXPECT_EQ(header->optional_size, 240);
  reader = ByteReader(span(file));
  reader.skip(1);
  EXPECT_FALSE(parse_pe_file(reader));
}

TEST(Pe, ReadsOptionalHeaders) {
  std::string wide = bytes(0x20b, 2) + std::string(110, '\0');
  wide.replace(108, 4, bytes(1000, 4));
  wide += bytes(1, 4) + bytes(77, 4);
  std::optional<PeOptionalHeader> header = parse_pe_optional(span(wide));
  ASSERT_TRUE(header);
  EXPECT_FALSE(header->data_at);
  // Tables that are not there are none.
  EXPECT_EQ(header->table_sizes, std::vector<uint32_t>{77});
  std::string narrow = bytes(0x10b, 2) + std::string(94, '\0');
  EXPECT_TRUE(parse_pe_optional(span(narrow))->data_at);
  EXPECT_FALSE(parse_pe_optional(span(narrow.substr(0, 95))));
  EXPECT_FALSE(parse_pe_optional(span(std::string(200, '\0'))));
}

}  // namespace
}  // namespace avocet
