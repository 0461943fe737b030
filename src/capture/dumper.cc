#include "capture/dumper.h"

#include <pcap/pcap.h>

#include <cerrno>
#include <cstring>

#include "capture/dead_handle.h"

namespace avocet {

struct PacketDumper::File {
  DeadHandle handle;
  pcap_dumper_t* dumper = nullptr;

  ~File() {
    if (dumper != nullptr) pcap_dump_close(dumper);
  }
};

PacketDumper::PacketDumper(std::string path, const DumperOptions& options,
                           std::unique_ptr<File> file)
    : path_(std::move(path)), options_(options), file_(std::move(file)) {}

PacketDumper::~PacketDumper() = default;

Result<std::unique_ptr<PacketDumper>> PacketDumper::open(const std::string& path,
                                                         const DumperOptions& options) {
  int dlt = options.link == LinkType::kUnsupported ? DLT_RAW : static_cast<int>(options.link);
  if (options.link == LinkType::kRaw) dlt = DLT_RAW;
  auto file = std::make_unique<File>();
  file->handle.reset(pcap_open_dead_with_tstamp_precision(
      dlt, kMaxSnapLength,
      options.nanoseconds ? PCAP_TSTAMP_PRECISION_NANO : PCAP_TSTAMP_PRECISION_MICRO));
  file->dumper = pcap_dump_open(file->handle.get(), path.c_str());
  if (file->dumper == nullptr) {
    return Error{"can't write " + path + ": " + pcap_geterr(file->handle.get())};
  }
  return std::make_unique<PacketDumper>(path, options, std::move(file));
}

Outcome PacketDumper::write(const RawPacket& packet) {
  if (packet.link != options_.link) {
    return Error{"can't write a packet to " + path_ + ": its link type differs from the file's"};
  }
  pcap_pkthdr header{};
  int64_t fraction = packet.time.nanos % kNanosPerSecond;
  header.ts.tv_sec = packet.time.nanos / kNanosPerSecond;
  header.ts.tv_usec = options_.nanoseconds ? fraction : fraction / 1000;
  header.caplen = static_cast<bpf_u_int32>(packet.data.size());
  header.len = packet.wire_length;
  pcap_dump(reinterpret_cast<u_char*>(file_->dumper), &header, packet.data.data());
  ++written_;
  return {};
}

Outcome PacketDumper::flush() {
  if (pcap_dump_flush(file_->dumper) != 0 || ferror(pcap_dump_file(file_->dumper)) != 0) {
    return Error{"can't write " + path_ + ": " + std::strerror(errno)};
  }
  return {};
}

}  // namespace avocet
