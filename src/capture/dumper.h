// PacketDumper: writes packets to a capture file, bytes and times as they were read: to pcapng if
// the file is named so, otherwise to pcap.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "packet/raw_packet.h"

namespace avocet {

struct DumperOptions {
  LinkType link = LinkType::kEthernet;  // of every packet: a pcap file knows only one
  int link_number = -1;                 // the same as files number it; -1: as `link` says
  bool nanoseconds = false;             // else times in pcap are cut to microseconds
  // For the header of the file, unless packets are longer: readers cut those to what it says.
  int snap_length = 262144;
};

class PacketDumper {
 public:
  // Creates or truncates `path`; "-" is standard output.
  static Result<std::unique_ptr<PacketDumper>> open(const std::string& path,
                                                    const DumperOptions& options);
  ~PacketDumper();

  // pcap: a packet of another link type is refused with an error, the file stays good.
  Outcome write(const RawPacket& packet);
  // Hands what is buffered to the system; an error tells of a full disk and the like.
  Outcome flush();
  uint64_t written() const { return written_; }

  struct File;  // known to the source file alone
  PacketDumper(std::string path, const DumperOptions& options, std::unique_ptr<File> file);

 private:
  void raise_snap_length(size_t length);

  std::string path_;
  DumperOptions options_;
  std::unique_ptr<File> file_;
  uint64_t written_ = 0;
};

}  // namespace avocet
