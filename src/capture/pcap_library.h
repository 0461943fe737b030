// libpcap, loaded when something first needs it: filters, interfaces and written captures do,
// captures that are read do not. It brings nine more libraries along, which took a sixth of the
// time in which the program starts.
#pragma once

#include <pcap/pcap.h>

#include "base/result.h"

namespace avocet {

// Finds functions of a library that is loaded, as whatever kind of function is asked for.
class LibrarySymbols {
 public:
  // A function of a kind that is not said yet.
  struct Symbol {
    void* address;
    template <class Function> operator Function*() const {
      return reinterpret_cast<Function*>(address);
    }
  };

  // `handle`: of dlopen(); null: nothing is there.
  explicit LibrarySymbols(void* handle) : handle_(handle) {}
  // Null if it is not there.
  Symbol find(const char* name);
  // The first that was not there; null: all were.
  const char* missing() const { return missing_; }

 private:
  void* handle_;
  const char* missing_ = nullptr;
};

// Its functions, by their names without "pcap_".
struct PcapLibrary {
  explicit PcapLibrary(LibrarySymbols found_in) : symbols(found_in) {}

  LibrarySymbols symbols;  // before the functions, which it finds
  decltype(&pcap_activate) activate = symbols.find("pcap_activate");
  decltype(&pcap_close) close = symbols.find("pcap_close");
  decltype(&pcap_compile) compile = symbols.find("pcap_compile");
  decltype(&pcap_create) create = symbols.find("pcap_create");
  decltype(&pcap_datalink) datalink = symbols.find("pcap_datalink");
  decltype(&pcap_dump) dump = symbols.find("pcap_dump");
  decltype(&pcap_dump_close) dump_close = symbols.find("pcap_dump_close");
  decltype(&pcap_dump_file) dump_file = symbols.find("pcap_dump_file");
  decltype(&pcap_dump_flush) dump_flush = symbols.find("pcap_dump_flush");
  decltype(&pcap_dump_open) dump_open = symbols.find("pcap_dump_open");
  decltype(&pcap_fileno) fileno = symbols.find("pcap_fileno");
  decltype(&pcap_freecode) freecode = symbols.find("pcap_freecode");
  decltype(&pcap_get_selectable_fd) get_selectable_fd = symbols.find("pcap_get_selectable_fd");
  decltype(&pcap_get_tstamp_precision) get_tstamp_precision =
      symbols.find("pcap_get_tstamp_precision");
  decltype(&pcap_geterr) geterr = symbols.find("pcap_geterr");
  decltype(&pcap_next_ex) next_ex = symbols.find("pcap_next_ex");
  decltype(&pcap_offline_filter) offline_filter = symbols.find("pcap_offline_filter");
  decltype(&pcap_open_dead_with_tstamp_precision) open_dead_with_tstamp_precision =
      symbols.find("pcap_open_dead_with_tstamp_precision");
  decltype(&pcap_set_buffer_size) set_buffer_size = symbols.find("pcap_set_buffer_size");
  decltype(&pcap_set_immediate_mode) set_immediate_mode = symbols.find("pcap_set_immediate_mode");
  decltype(&pcap_set_promisc) set_promisc = symbols.find("pcap_set_promisc");
  decltype(&pcap_set_snaplen) set_snaplen = symbols.find("pcap_set_snaplen");
  decltype(&pcap_set_timeout) set_timeout = symbols.find("pcap_set_timeout");
  decltype(&pcap_set_tstamp_precision) set_tstamp_precision =
      symbols.find("pcap_set_tstamp_precision");
  decltype(&pcap_setfilter) setfilter = symbols.find("pcap_setfilter");
  decltype(&pcap_setnonblock) setnonblock = symbols.find("pcap_setnonblock");
  decltype(&pcap_snapshot) snapshot = symbols.find("pcap_snapshot");
  decltype(&pcap_stats) stats = symbols.find("pcap_stats");
  decltype(&pcap_statustostr) statustostr = symbols.find("pcap_statustostr");
};

// Loads it, unless that is done. The error says why it cannot be, the same each time. From any
// thread.
Outcome load_pcap();

// Precondition: load_pcap() was good. As long as the process.
const PcapLibrary& pcap();

}  // namespace avocet
