// pcapng files (draft-ietf-opsawg-pcapng). Read here and not by libpcap, because
// libpcap refuses files whose interfaces differ in link type and hides which
// interface a packet came from.
#pragma once

#include "capture/byte_stream.h"
#include "capture/filter.h"
#include "capture/source.h"

namespace avocet {

// Precondition: the stream starts with a section header's block type.
SourceResult open_pcapng(std::unique_ptr<ByteStream> stream, const std::string& name,
                         PacketFilter filter);

}  // namespace avocet
