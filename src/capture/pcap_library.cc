#include "capture/pcap_library.h"

#include <dlfcn.h>

#include <string>

namespace avocet {

namespace {

// Debian counts otherwise than the library's authors do.
constexpr const char* kNames[] = {"libpcap.so.0.8", "libpcap.so.1"};

struct Handle {
  void* handle = nullptr;
  std::string trouble;  // why not, if it is null
};

Handle open_library() {
  Handle opened;
  for (const char* name : kNames) {
    if (void* handle = dlopen(name, RTLD_NOW | RTLD_LOCAL)) return {handle, {}};
    if (const char* why = dlerror(); opened.trouble.empty()) opened.trouble = why;
  }
  return opened;
}

struct Loaded {
  explicit Loaded(const Handle& opened)
      : library(LibrarySymbols(opened.handle)), trouble(opened.trouble) {
    const char* missing = library.symbols.missing();
    if (missing != nullptr && trouble.empty()) trouble = std::string("it has no ") + missing;
  }

  PcapLibrary library;
  std::string trouble;  // empty: it is loaded
};

const Loaded& loaded() {
  static const Loaded kLoaded(open_library());
  return kLoaded;
}

}  // namespace

LibrarySymbols::Symbol LibrarySymbols::find(const char* name) {
  void* found = handle_ == nullptr ? nullptr : dlsym(handle_, name);
  if (found == nullptr && missing_ == nullptr) missing_ = name;
  return {found};
}

Outcome load_pcap() {
  if (loaded().trouble.empty()) return {};
  return Error{"filters, interfaces and -w need libpcap, which can't be loaded: " +
               loaded().trouble + "; install it (Debian: libpcap0.8)"};
}

const PcapLibrary& pcap() { return loaded().library; }

}  // namespace avocet
