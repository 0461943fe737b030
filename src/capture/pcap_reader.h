// PcapReader: classic capture files ("libpcap format", draft-ietf-opsawg-pcap), in either byte
// order, in microseconds or nanoseconds, with the longer record headers that a patched libpcap once
// wrote, and with the lengths swapped as versions before 2.4 did.
//
// A record larger than any packet is damage. What goes beyond the file's own snap length is cut
// off, as libpcap does.
#pragma once

#include <memory>
#include <string>

#include "capture/byte_stream.h"
#include "capture/filter.h"
#include "capture/source.h"

namespace avocet {

// Whether a file may begin with these four bytes.
bool is_pcap_magic(uint32_t magic);

SourceResult open_pcap(std::unique_ptr<ByteStream> stream, const std::string& name,
                       PacketFilter filter);

}  // namespace avocet
