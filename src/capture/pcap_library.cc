#include "capture/pcap_library.h"

#include <dlfcn.h>

#include <string>

namespace avocet {

namespace {

// Debian counts otherwise than the library's authors do.
constexpr const char* kNames[] = {"libpcap.so.0.8", "libpcap.so.1"};

struct Loaded {
  PcapLibrary library{};
  std::string trouble;  // empty: it is loaded

  Loaded() {
    void* handle = nullptr;
    for (const char* name : kNames) {
      if (handle = dlopen(name, RTLD_NOW | RTLD_LOCAL); handle != nullptr) break;
      if (const char* why = dlerror(); trouble.empty()) trouble = why;
    }
    if (handle == nullptr) return;
    trouble.clear();
    find_all(handle);
  }

 private:
  void find_all(void* handle) {
    auto find = [&](auto*& function, const char* name) {
      void* found = dlsym(handle, name);
      if (found == nullptr && trouble.empty()) trouble = std::string("it has no ") + name;
      function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(found);
    };
    find(library.activate, "pcap_activate");
    find(library.close, "pcap_close");
    find(library.compile, "pcap_compile");
    find(library.create, "pcap_create");
    find(library.datalink, "pcap_datalink");
    find(library.dump, "pcap_dump");
    find(library.dump_close, "pcap_dump_close");
    find(library.dump_file, "pcap_dump_file");
    find(library.dump_flush, "pcap_dump_flush");
    find(library.dump_open, "pcap_dump_open");
    find(library.fileno, "pcap_fileno");
    find(library.freecode, "pcap_freecode");
    find(library.get_selectable_fd, "pcap_get_selectable_fd");
    find(library.get_tstamp_precision, "pcap_get_tstamp_precision");
    find(library.geterr, "pcap_geterr");
    find(library.next_ex, "pcap_next_ex");
    find(library.offline_filter, "pcap_offline_filter");
    find(library.open_dead_with_tstamp_precision, "pcap_open_dead_with_tstamp_precision");
    find(library.set_buffer_size, "pcap_set_buffer_size");
    find(library.set_immediate_mode, "pcap_set_immediate_mode");
    find(library.set_promisc, "pcap_set_promisc");
    find(library.set_snaplen, "pcap_set_snaplen");
    find(library.set_timeout, "pcap_set_timeout");
    find(library.set_tstamp_precision, "pcap_set_tstamp_precision");
    find(library.setfilter, "pcap_setfilter");
    find(library.setnonblock, "pcap_setnonblock");
    find(library.snapshot, "pcap_snapshot");
    find(library.stats, "pcap_stats");
    find(library.statustostr, "pcap_statustostr");
  }
};

const Loaded& loaded() {
  static const Loaded kLoaded;
  return kLoaded;
}

}  // namespace

Outcome load_pcap() {
  if (loaded().trouble.empty()) return {};
  return Error{"filters, interfaces and -w need libpcap, which can't be loaded: " +
               loaded().trouble + "; install it (Debian: libpcap0.8)"};
}

const PcapLibrary& pcap() { return loaded().library; }

}  // namespace avocet
