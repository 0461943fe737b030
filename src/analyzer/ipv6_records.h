// IPv6 extension headers as scripts see them: records ip6_ext_hdr.
#pragma once

#include "base/byte_reader.h"
#include "value/record.h"
#include "value/vector.h"

namespace avocet {

// Appends one record for each extension header to `chain`, a vector of records of shape `shape`.
// `packet` starts with the fixed header.
void append_extension_headers(Heap& heap, const RecordShape& shape, ByteSpan packet, Vector* chain);

}  // namespace avocet
