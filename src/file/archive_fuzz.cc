// Any bytes as headers of archives (ZIP) and of programs of Windows (PE).
#include <cstddef>
#include <cstdint>

#include "file/pe.h"
#include "file/zip.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ByteSpan bytes(data, size);
  if (std::optional<ZipHeaderSize> found = zip_header_size(bytes))
    if (found->size <= size) {
      if (found->kind == ZipHeaderKind::kMember) parse_zip_member(bytes.first(found->size));
      if (found->kind == ZipHeaderKind::kDirectory) parse_zip_directory(bytes.first(found->size));
      if (found->kind == ZipHeaderKind::kEnd) parse_zip_end(bytes.first(found->size));
    }
  parse_pe_optional(bytes);
  ByteReader reader(bytes);
  parse_pe_dos(reader);
  reader = ByteReader(bytes);
  parse_pe_file(reader);
  reader = ByteReader(bytes);
  while (parse_pe_section(reader)) {
  }
  return 0;
}
