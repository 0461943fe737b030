// Live capture from a network interface, never blocking: wait for descriptor(),
// then call next() until kWouldBlock.
#pragma once

#include <string>

#include "capture/source.h"

namespace avocet {

struct LiveOptions {
  int snap_length = 9216;                // Pcap::snaplen
  int buffer_bytes = 128 * 1024 * 1024;  // Pcap::bufsize, there in MB
  std::string filter;
};

// `interface` may be a name of udp_source.h, too.
SourceResult open_live_capture(const std::string& interface, const LiveOptions& options);

}  // namespace avocet
