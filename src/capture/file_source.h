// Capture files: pcap through libpcap, pcapng through PcapngReader, each also
// compressed with gzip and from standard input.
#pragma once

#include <string>

#include "capture/byte_stream.h"
#include "capture/filter.h"
#include "capture/source.h"

namespace avocet {

// Fails when `path` cannot be opened, is empty or is no capture. "-" is standard input.
// `filter`: a BPF expression; empty for all packets.
SourceResult open_capture_file(const std::string& path, const std::string& filter = {});

// The same over any stream; `name` is for messages.
SourceResult open_capture_stream(std::unique_ptr<ByteStream> stream, const std::string& name,
                                 const std::string& filter = {});

}  // namespace avocet
