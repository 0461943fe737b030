#include "file/pe.h"

#include <algorithm>

namespace avocet {

namespace {

std::string text_of(ByteSpan bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace

std::optional<PeDosHeader> parse_pe_dos(ByteReader& reader) {
  PeDosHeader header;
  header.signature = text_of(reader.take(2));
  constexpr size_t kFirst = 13;
  for (size_t i = 0; i < kFirst; ++i) header.fields[i] = reader.u16_le();
  reader.skip(8);
  for (size_t i = kFirst; i < header.fields.size(); ++i) header.fields[i] = reader.u16_le();
  reader.skip(20);
  header.new_header = reader.u32_le();
  bool is_dos = header.signature == "MZ" || header.signature == "ZM";
  if (reader.failed() || !is_dos) return std::nullopt;
  return header;
}

std::optional<PeFileHeader> parse_pe_file(ByteReader& reader) {
  constexpr uint32_t kSignature = 0x00004550;
  bool is_pe = reader.u32_le() == kSignature;
  PeFileHeader header;
  header.machine = reader.u16_le();
  header.sections = reader.u16_le();
  header.time = reader.u32_le();
  header.symbols_at = reader.u32_le();
  header.symbols = reader.u32_le();
  header.optional_size = reader.u16_le();
  header.characteristics = reader.u16_le();
  if (reader.failed() || !is_pe) return std::nullopt;
  return header;
}

std::optional<PeOptionalHeader> parse_pe_optional(ByteSpan bytes) {
  ByteReader reader(bytes);
  PeOptionalHeader header;
  header.magic = reader.u16_le();
  bool is_64 = header.magic == PeOptionalHeader::kMagic64;
  if (!is_64 && header.magic != PeOptionalHeader::kMagic32) return std::nullopt;
  header.major_linker = reader.u8();
  header.minor_linker = reader.u8();
  for (uint32_t* field :
       {&header.code, &header.data, &header.zeroed, &header.entry, &header.code_at})
    *field = reader.u32_le();
  if (!is_64) header.data_at = reader.u32_le();
  header.image_base = is_64 ? reader.u64_le() : reader.u32_le();
  header.section_alignment = reader.u32_le();
  header.file_alignment = reader.u32_le();
  for (uint16_t& version : header.versions) version = reader.u16_le();
  reader.skip(4);
  for (uint32_t* field : {&header.image, &header.headers, &header.checksum})
    *field = reader.u32_le();
  header.subsystem = reader.u16_le();
  header.dll_characteristics = reader.u16_le();
  // Stack and heap, reserved and committed; flags.
  reader.skip(is_64 ? 4 * 8 + 4 : 4 * 4 + 4);
  uint32_t tables = reader.u32_le();
  if (reader.failed()) return std::nullopt;
  while (tables-- > 0 && reader.can_read(8)) {
    reader.skip(4);
    header.table_sizes.push_back(reader.u32_le());
  }
  return header;
}

std::optional<PeSection> parse_pe_section(ByteReader& reader) {
  PeSection section;
  std::string name = text_of(reader.take(8));
  section.name = name.substr(0, name.find('\0'));
  for (uint32_t& field : section.fields) field = reader.u32_le();
  section.relocations = reader.u16_le();
  section.line_numbers = reader.u16_le();
  section.characteristics = reader.u32_le();
  if (reader.failed()) return std::nullopt;
  return section;
}

}  // namespace avocet
