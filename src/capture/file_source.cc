#include "capture/file_source.h"

#include <array>
#include <cstring>
#include <span>
#include <string_view>

#include "capture/pcap_reader.h"
#include "capture/pcapng_reader.h"

namespace avocet {
namespace {

constexpr uint32_t kPcapngMagic = 0x0a0d0d0a;

// What people give for a capture, by its first bytes (four at most), and what makes one of it.
struct Disguise {
  std::string_view begin, what, remedy;
};

constexpr std::array kDisguises = {
    Disguise{"\xfd"
             "7zX",
             "compressed by xz", "xz -dc"},
    Disguise{"\x28\xb5\x2f\xfd", "compressed by zstd", "zstd -dc"},
    Disguise{"\x04\x22\x4d\x18", "compressed by lz4", "lz4 -dc"},
    Disguise{"BZh", "compressed by bzip2", "bzip2 -dc"},
    Disguise{"PK\x03\x04", "a zip archive", "unzip -p"},
    Disguise{"snoo", "a capture of snoop", "editcap -F pcap"},
};

std::string not_a_capture(std::span<const uint8_t> first) {
  std::string_view text(reinterpret_cast<const char*>(first.data()), first.size());
  for (const Disguise& disguise : kDisguises) {
    if (!text.starts_with(disguise.begin)) continue;
    return "it is " + std::string(disguise.what) + "; `" + std::string(disguise.remedy) +
           "` makes a capture of it, and `-r -` reads from a pipe";
  }
  return "it is not a capture (neither pcap nor pcapng)";
}

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
    return Error{"can't read " + name + ": " + not_a_capture(first)};
  }
  return open_pcap(std::move(stream), name, std::move(compiled).value());
}

}  // namespace avocet
