// libpcap, loaded when something first needs it: filters, interfaces and written captures do,
// captures that are read do not. It brings nine more libraries along, which took a sixth of the
// time in which the program starts.
#pragma once

#include <pcap/pcap.h>

#include "base/result.h"

namespace avocet {

// Its functions, by their names without "pcap_".
struct PcapLibrary {
  decltype(&pcap_activate) activate;
  decltype(&pcap_close) close;
  decltype(&pcap_compile) compile;
  decltype(&pcap_create) create;
  decltype(&pcap_datalink) datalink;
  decltype(&pcap_dump) dump;
  decltype(&pcap_dump_close) dump_close;
  decltype(&pcap_dump_file) dump_file;
  decltype(&pcap_dump_flush) dump_flush;
  decltype(&pcap_dump_open) dump_open;
  decltype(&pcap_fileno) fileno;
  decltype(&pcap_freecode) freecode;
  decltype(&pcap_get_selectable_fd) get_selectable_fd;
  decltype(&pcap_get_tstamp_precision) get_tstamp_precision;
  decltype(&pcap_geterr) geterr;
  decltype(&pcap_next_ex) next_ex;
  decltype(&pcap_offline_filter) offline_filter;
  decltype(&pcap_open_dead_with_tstamp_precision) open_dead_with_tstamp_precision;
  decltype(&pcap_set_buffer_size) set_buffer_size;
  decltype(&pcap_set_immediate_mode) set_immediate_mode;
  decltype(&pcap_set_promisc) set_promisc;
  decltype(&pcap_set_snaplen) set_snaplen;
  decltype(&pcap_set_timeout) set_timeout;
  decltype(&pcap_set_tstamp_precision) set_tstamp_precision;
  decltype(&pcap_setfilter) setfilter;
  decltype(&pcap_setnonblock) setnonblock;
  decltype(&pcap_snapshot) snapshot;
  decltype(&pcap_stats) stats;
  decltype(&pcap_statustostr) statustostr;
};

// Loads it, unless that is done. The error says why it cannot be, the same each time. From any
// thread.
Outcome load_pcap();

// Precondition: load_pcap() was good. As long as the process.
const PcapLibrary& pcap();

}  // namespace avocet
