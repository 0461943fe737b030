// A libpcap handle without a source: for compiling filters and writing files. All after
// load_pcap().
#pragma once

#include <memory>

#include "capture/pcap_library.h"
#include "packet/link_type.h"

namespace avocet {

struct PcapCloser {
  void operator()(pcap_t* handle) const { pcap().close(handle); }
};
using DeadHandle = std::unique_ptr<pcap_t, PcapCloser>;

inline constexpr int kMaxSnapLength = 262144;

inline DeadHandle open_dead_handle(LinkType link) {
  int dlt = link == LinkType::kUnsupported ? DLT_RAW : static_cast<int>(link);
  if (link == LinkType::kRaw) dlt = DLT_RAW;
  return DeadHandle(
      pcap().open_dead_with_tstamp_precision(dlt, kMaxSnapLength, PCAP_TSTAMP_PRECISION_NANO));
}

}  // namespace avocet
