#include "capture/dumper.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "capture/dead_handle.h"
#include "capture/pcapng_writer.h"

namespace avocet {

namespace {

constexpr int kRawInFiles = 101;
constexpr int kMostOfAPacket = 262144;
constexpr long kSnapLengthInFile = 16;  // its place in the header

// A header can be mended later; in a pipe it has left. Names what may not exist yet.
bool can_go_back(const std::string& path) {
  std::error_code ignored;
  auto kind = std::filesystem::status(path, ignored).type();
  bool is_file = kind == std::filesystem::file_type::regular;
  return path != "-" && (is_file || kind == std::filesystem::file_type::not_found);
}

// As files number link types: libpcap's own numbers differ for raw IP.
int number_in_files(LinkType link, int number) {
  if (number < 0) number = link == LinkType::kUnsupported ? DLT_RAW : static_cast<int>(link);
  return number == DLT_RAW ? kRawInFiles : number;
}

}  // namespace

// One of both.
struct PacketDumper::File {
  std::unique_ptr<PcapngWriter> pcapng;
  DeadHandle handle;
  pcap_dumper_t* dumper = nullptr;

  ~File() {
    if (dumper != nullptr) pcap().dump_close(dumper);
  }
};

PacketDumper::PacketDumper(std::string path, const DumperOptions& options,
                           std::unique_ptr<File> file)
    : path_(std::move(path)), options_(options), file_(std::move(file)) {
  options_.snap_length = file_->pcapng ? INT32_MAX : pcap().snapshot(file_->handle.get());
}

PacketDumper::~PacketDumper() = default;

Result<std::unique_ptr<PacketDumper>> PacketDumper::open(const std::string& path,
                                                         const DumperOptions& options) {
  auto file = std::make_unique<File>();
  int most = std::max(options.snap_length, kMostOfAPacket);
  if (PcapngWriter::is_named_so(path)) {
    file->pcapng = PcapngWriter::open(path, most);
    if (!file->pcapng) return Error{"can't write " + path + ": " + std::strerror(errno)};
    return std::make_unique<PacketDumper>(path, options, std::move(file));
  }
  if (Outcome loaded = load_pcap(); !loaded) return loaded.error();
  int dlt = number_in_files(options.link, options.link_number);
  file->handle.reset(pcap().open_dead_with_tstamp_precision(
      dlt == kRawInFiles ? DLT_RAW : dlt, can_go_back(path) ? options.snap_length : most,
      options.nanoseconds ? PCAP_TSTAMP_PRECISION_NANO : PCAP_TSTAMP_PRECISION_MICRO));
  errno = 0;
  file->dumper = pcap().dump_open(file->handle.get(), path.c_str());
  if (file->dumper == nullptr) {
    // What libpcap says names the file itself, and is cut where that name is long.
    std::string reason = errno != 0 ? std::strerror(errno) : pcap().geterr(file->handle.get());
    return Error{"can't write " + path + ": " + reason};
  }
  return std::make_unique<PacketDumper>(path, options, std::move(file));
}

Outcome PacketDumper::write(const RawPacket& packet) {
  ++written_;
  if (file_->pcapng) {
    file_->pcapng->write(packet, number_in_files(packet.link, packet.link_number));
    return {};
  }
  if (packet.link != options_.link) {
    --written_;
    return Error{"can't write a packet to " + path_ +
                 ": its link type differs from the file's, which pcapng alone can hold: name the "
                 "file *.pcapng"};
  }
  if (packet.data.size() > static_cast<size_t>(options_.snap_length))
    raise_snap_length(packet.data.size());
  pcap_pkthdr header{};
  int64_t fraction = packet.time.nanos % kNanosPerSecond;
  header.ts.tv_sec = packet.time.nanos / kNanosPerSecond;
  header.ts.tv_usec = options_.nanoseconds ? fraction : fraction / 1000;
  header.caplen = static_cast<bpf_u_int32>(packet.data.size());
  header.len = packet.wire_length;
  pcap().dump(reinterpret_cast<u_char*>(file_->dumper), &header, packet.data.data());
  return {};
}

void PacketDumper::raise_snap_length(size_t length) {
  options_.snap_length = std::max(static_cast<int>(length), kMostOfAPacket);
  auto number = static_cast<uint32_t>(options_.snap_length);
  FILE* file = pcap().dump_file(file_->dumper);
  if (fseek(file, kSnapLengthInFile, SEEK_SET) != 0) return;
  fwrite(&number, sizeof number, 1, file);
  fseek(file, 0, SEEK_END);
}

Outcome PacketDumper::flush() {
  bool is_good = file_->pcapng ? file_->pcapng->flush()
                               : pcap().dump_flush(file_->dumper) == 0 &&
                                     ferror(pcap().dump_file(file_->dumper)) == 0;
  if (is_good) return {};
  return Error{"can't write " + path_ + ": " + std::strerror(errno)};
}

}  // namespace avocet
