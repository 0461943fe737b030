// PacketDumper: writes packets to a pcap file, bytes and times as they were read.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "packet/raw_packet.h"

namespace avocet {

struct DumperOptions {
  LinkType link = LinkType::kEthernet;  // of every packet: a pcap file knows only one
  bool nanoseconds = false;             // else times are cut to microseconds
};

class PacketDumper {
 public:
  // Creates or truncates `path`; "-" is standard output.
  static Result<std::unique_ptr<PacketDumper>> open(const std::string& path,
                                                    const DumperOptions& options);
  ~PacketDumper();

  // A packet of another link type is refused with an error, the file stays good.
  Outcome write(const RawPacket& packet);
  // Hands what is buffered to the system; an error tells of a full disk and the like.
  Outcome flush();
  uint64_t written() const { return written_; }

  struct File;  // known to the source file alone
  PacketDumper(std::string path, const DumperOptions& options, std::unique_ptr<File> file);

 private:
  std::string path_;
  DumperOptions options_;
  std::unique_ptr<File> file_;
  uint64_t written_ = 0;
};

}  // namespace avocet
