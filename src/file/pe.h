// Headers of programs of Windows (PE, Microsoft's "PE Format"): bytes in, parts out.
//
// Each reader takes the bytes from where its part begins; nothing comes of too few of them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_reader.h"

namespace avocet {

inline constexpr size_t kPeDosSize = 64, kPeFileSize = 24, kPeSectionSize = 40;

struct PeDosHeader {
  std::string signature;
  // Fields of 16 bits behind it, in their order, without those that are reserved.
  std::array<uint16_t, 15> fields{};
  uint32_t new_header = 0;  // where the rest is
};
std::optional<PeDosHeader> parse_pe_dos(ByteReader& reader);

struct PeFileHeader {
  uint16_t machine = 0, sections = 0;
  uint32_t time = 0, symbols_at = 0, symbols = 0;
  uint16_t optional_size = 0, characteristics = 0;
};
// Begins with "PE" and two zeros.
std::optional<PeFileHeader> parse_pe_file(ByteReader& reader);

struct PeOptionalHeader {
  static constexpr uint16_t kMagic32 = 0x10b, kMagic64 = 0x20b;
  uint16_t magic = 0;
  uint8_t major_linker = 0, minor_linker = 0;
  uint32_t code = 0, data = 0, zeroed = 0, entry = 0, code_at = 0;
  std::optional<uint32_t> data_at;  // of 32 bits only
  uint64_t image_base = 0;
  uint32_t section_alignment = 0, file_alignment = 0;
  std::array<uint16_t, 6>
      versions{};  // of the system, the image and the subsystem, major and minor
  uint32_t image = 0, headers = 0, checksum = 0;
  uint16_t subsystem = 0, dll_characteristics = 0;
  std::vector<uint32_t> table_sizes;
};
// All bytes of it, and no more.
std::optional<PeOptionalHeader> parse_pe_optional(ByteSpan bytes);

struct PeSection {
  std::string name;
  std::array<uint32_t, 6> fields{};  // 32 bits each, in their order
  uint16_t relocations = 0, line_numbers = 0;
  uint32_t characteristics = 0;
};
std::optional<PeSection> parse_pe_section(ByteReader& reader);

}  // namespace avocet
