#include "capture/file_source.h"

#include <cstring>

#include "capture/pcap_reader.h"
#include "capture/pcapng_reader.h"

namespace avocet {
namespace {

constexpr uint32_t kPcapngMagic = 0x0a0d0d0a;

}  // namespace

SourceResult open_capture_file(const std::string& path, const std::string& filter,
                               const Interrupt* interrupt) {
  auto stream = ByteStream::open(path, interrupt);
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
  if (stream->is_interrupted()) return Error{"can't read " + name + ": interrupted"};
  if (first.empty()) return Error{"can't read " + name + ": the file is empty"};
  uint32_t magic = 0;
  if (first.size() == 4) std::memcpy(&magic, first.data(), 4);
  if (magic == kPcapngMagic) {
    return open_pcapng(std::move(stream), name, std::move(compiled).value());
  }
  if (!is_pcap_magic(magic)) {
    return Error{"can't read " + name + ": it is not a capture (neither pcap nor pcapng)"};
  }
  return open_pcap(std::move(stream), name, std::move(compiled).value());
}

}  // namespace avocet
