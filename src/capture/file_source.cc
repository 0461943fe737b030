#include "capture/file_source.h"

#include <pcap/pcap.h>

#include <cstring>

#include "capture/dead_handle.h"
#include "capture/pcapng_reader.h"

namespace avocet {
namespace {

class PcapFileSource final : public PacketSource {
 public:
  PcapFileSource(std::string name, DeadHandle handle, const ByteStream& stream, PacketFilter filter)
      : name_(std::move(name)), handle_(std::move(handle)), stream_(stream),
        filter_(std::move(filter)), link_number_(pcap_datalink(handle_.get())),
        link_(link_type_of(link_number_)) {
    statistics_.bytes_total = stream_.total();
  }

  ReadStatus next(RawPacket& packet) override {
    for (;;) {
      pcap_pkthdr* header = nullptr;
      const u_char* bytes = nullptr;
      int status = pcap_next_ex(handle_.get(), &header, &bytes);
      if (status != 1) return ended(status);
      packet.time = NetTime::from_parts(header->ts.tv_sec, header->ts.tv_usec);
      packet.data = ByteSpan(bytes, header->caplen);
      packet.wire_length = header->len;
      packet.link = link_;
      packet.link_number = link_number_;
      packet.interface = 0;
      if (!filter_.is_empty() && !filter_.accepts(packet)) continue;
      ++statistics_.packets;
      statistics_.bytes += header->caplen;
      return ReadStatus::kPacket;
    }
  }

  const std::string& trouble() const override { return trouble_; }
  SourceStatistics statistics() const override {
    SourceStatistics now = statistics_;
    now.bytes_read = stream_.position();
    return now;
  }
  LinkType link_type() const override { return link_; }
  int link_number() const override { return link_number_; }
  int snap_length() const override { return pcap_snapshot(handle_.get()); }
  const std::string& name() const override { return name_; }
  bool has_nanoseconds() const override { return nanoseconds_; }
  void set_nanoseconds(bool on) { nanoseconds_ = on; }

 private:
  ReadStatus ended(int status) {
    if (status == PCAP_ERROR_BREAK) {
      trouble_ = stream_.fault();
      if (trouble_.empty()) return ReadStatus::kEnd;
    } else {
      trouble_ = pcap_geterr(handle_.get());
    }
    if (trouble_.find("truncated") != std::string::npos) {
      trouble_ = "the file is cut off within packet " + std::to_string(statistics_.packets + 1);
    }
    trouble_ = name_ + ": " + trouble_;
    return ReadStatus::kFailed;
  }

  std::string name_;
  DeadHandle handle_;
  const ByteStream& stream_;  // owned by the handle's C stream
  PacketFilter filter_;
  int link_number_;
  LinkType link_;
  bool nanoseconds_ = false;
  SourceStatistics statistics_;
  std::string trouble_;
};

constexpr uint32_t kPcapMagic = 0xa1b2c3d4, kPcapMagicNanos = 0xa1b23c4d,
                   kPcapMagicModified = 0xa1b2cd34, kPcapngMagic = 0x0a0d0d0a;

bool is_magic(uint32_t value, uint32_t magic) {
  return value == magic || value == __builtin_bswap32(magic);
}

SourceResult open_pcap(std::unique_ptr<ByteStream> stream, const std::string& name, uint32_t magic,
                       PacketFilter filter) {
  ByteStream& borrowed = *stream;
  FILE* file = ByteStream::as_file(std::move(stream));
  if (file == nullptr) return Error{"can't read " + name + ": out of memory"};
  char reason[PCAP_ERRBUF_SIZE] = "";
  DeadHandle handle(
      pcap_fopen_offline_with_tstamp_precision(file, PCAP_TSTAMP_PRECISION_NANO, reason));
  if (!handle) {
    fclose(file);
    return Error{"can't read " + name + ": " + reason};
  }
  auto source =
      std::make_unique<PcapFileSource>(name, std::move(handle), borrowed, std::move(filter));
  source->set_nanoseconds(is_magic(magic, kPcapMagicNanos));
  return std::unique_ptr<PacketSource>(std::move(source));
}

}  // namespace

SourceResult open_capture_file(const std::string& path, const std::string& filter) {
  auto stream = ByteStream::open(path);
  if (!stream) return stream.error();
  return open_capture_stream(std::move(stream).value(), path == "-" ? "standard input" : path,
                             filter);
}

SourceResult open_capture_stream(std::unique_ptr<ByteStream> stream, const std::string& name,
                                 const std::string& filter) {
  auto compiled = PacketFilter::parse(filter);
  if (!compiled) return compiled.error();
  std::vector<uint8_t> first = stream->peek(4);
  if (std::string fault = stream->fault(); !fault.empty()) {
    return Error{"can't read " + name + ": " + fault};
  }
  if (first.empty()) return Error{"can't read " + name + ": the file is empty"};
  uint32_t magic = 0;
  if (first.size() == 4) std::memcpy(&magic, first.data(), 4);
  if (is_magic(magic, kPcapngMagic)) {
    return open_pcapng(std::move(stream), name, std::move(compiled).value());
  }
  bool is_pcap = is_magic(magic, kPcapMagic) || is_magic(magic, kPcapMagicNanos) ||
                 is_magic(magic, kPcapMagicModified);
  if (!is_pcap) {
    return Error{"can't read " + name + ": it is not a capture (neither pcap nor pcapng)"};
  }
  return open_pcap(std::move(stream), name, magic, std::move(compiled).value());
}

}  // namespace avocet
