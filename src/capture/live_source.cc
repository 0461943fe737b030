#include "capture/live_source.h"

#include <fcntl.h>

#include "capture/dead_handle.h"
#include "capture/udp_source.h"
#include "capture/wide_count.h"

namespace avocet {
namespace {

class LiveSource final : public PacketSource {
 public:
  LiveSource(std::string name, DeadHandle handle, bool nanoseconds)
      : name_(std::move(name)), handle_(std::move(handle)), nanoseconds_(nanoseconds),
        link_number_(pcap().datalink(handle_.get())), link_(link_type_of(link_number_)) {}

  ReadStatus next(RawPacket& packet) override {
    pcap_pkthdr* header = nullptr;
    const u_char* bytes = nullptr;
    int status = pcap().next_ex(handle_.get(), &header, &bytes);
    if (status == 0) return ReadStatus::kWouldBlock;
    if (status == PCAP_ERROR_BREAK) return ReadStatus::kEnd;
    if (status != 1) {
      trouble_ = name_ + ": " + pcap().geterr(handle_.get());
      return ReadStatus::kFailed;
    }
    int64_t fraction = header->ts.tv_usec;
    packet.time = NetTime::from_parts(header->ts.tv_sec, nanoseconds_ ? fraction : fraction * 1000);
    packet.data = ByteSpan(bytes, header->caplen);
    packet.wire_length = header->len;
    packet.link = link_;
    packet.link_number = link_number_;
    packet.interface = 0;
    ++packets_;
    bytes_ += header->caplen;
    return ReadStatus::kPacket;
  }

  const std::string& trouble() const override { return trouble_; }
  int descriptor() const override { return pcap().get_selectable_fd(handle_.get()); }
  SourceStatistics statistics() const override {
    SourceStatistics now;
    now.packets = packets_;
    now.bytes = bytes_;
    pcap_stat kernel{};
    if (pcap().stats(handle_.get(), &kernel) == 0) {
      received_.note(kernel.ps_recv);
      dropped_.note(kernel.ps_drop);
      dropped_by_interface_.note(kernel.ps_ifdrop);
    }
    now.received = received_.total();
    now.dropped = dropped_.total() + dropped_by_interface_.total();
    return now;
  }
  LinkType link_type() const override { return link_; }
  int link_number() const override { return link_number_; }
  int snap_length() const override { return pcap().snapshot(handle_.get()); }
  const std::string& name() const override { return name_; }
  bool has_nanoseconds() const override { return nanoseconds_; }

 private:
  std::string name_;
  DeadHandle handle_;
  bool nanoseconds_;
  int link_number_;
  LinkType link_;
  uint64_t packets_ = 0;
  uint64_t bytes_ = 0;
  mutable WideCount received_, dropped_, dropped_by_interface_;  // as far as somebody asked
  std::string trouble_;
};

Error failure(const std::string& interface, pcap_t* handle, const std::string& what) {
  std::string reason = pcap().geterr(handle);
  return Error{"can't capture on " + interface + ": " + (reason.empty() ? what : reason)};
}

Outcome set_filter(const std::string& interface, pcap_t* handle, const std::string& expression) {
  if (expression.empty()) return {};
  bpf_program code{};
  if (pcap().compile(handle, &code, expression.c_str(), 1, PCAP_NETMASK_UNKNOWN) != 0) {
    return Error{"can't compile the packet filter '" + expression + "': " + pcap().geterr(handle)};
  }
  int status = pcap().setfilter(handle, &code);
  pcap().freecode(&code);
  if (status != 0) return failure(interface, handle, "the filter was refused");
  return {};
}

}  // namespace

SourceResult open_live_capture(const std::string& interface, const LiveOptions& options) {
  if (is_udp_name(interface)) return open_udp_source(interface, options);
  if (Outcome loaded = load_pcap(); !loaded) return loaded.error();
  const PcapLibrary& library = pcap();
  char reason[PCAP_ERRBUF_SIZE] = "";
  DeadHandle owned(library.create(interface.c_str(), reason));
  if (!owned) return Error{"can't capture on " + interface + ": " + reason};
  pcap_t* handle = owned.get();
  library.set_snaplen(handle, options.snap_length);
  library.set_buffer_size(handle, options.buffer_bytes);
  library.set_promisc(handle, 1);
  library.set_timeout(handle, 10);
  library.set_immediate_mode(handle, 1);
  library.set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO);
  int status = library.activate(handle);
  if (status < 0) return failure(interface, handle, library.statustostr(status));
  // Not for programs that scripts start.
  if (int socket = library.fileno(handle); socket >= 0) ::fcntl(socket, F_SETFD, FD_CLOEXEC);
  if (library.setnonblock(handle, 1, reason) != 0) {
    return Error{"can't capture on " + interface + ": " + reason};
  }
  if (auto set = set_filter(interface, handle, options.filter); !set) return set.error();
  bool nanoseconds = library.get_tstamp_precision(handle) == PCAP_TSTAMP_PRECISION_NANO;
  return std::unique_ptr<PacketSource>(
      std::make_unique<LiveSource>(interface, std::move(owned), nanoseconds));
}

}  // namespace avocet
