// PcapngWriter: captures whose packets differ in link type, which pcap cannot hold and libpcap does
// not write. One section, an interface for each link type, times in nanoseconds.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "packet/raw_packet.h"

namespace avocet {

class PcapngWriter {
 public:
  // Whether the name asks for this format.
  static bool is_named_so(const std::string& path) { return path.ends_with(".pcapng"); }

  // Creates or truncates `path`. Null: errno says why.
  static std::unique_ptr<PcapngWriter> open(const std::string& path, int snap_length);
  ~PcapngWriter();

  void write(const RawPacket& packet, int link_number);
  // False: errno says why.
  bool flush();

 private:
  PcapngWriter(FILE* file, int snap_length) : file_(file), snap_length_(snap_length) {}

  uint32_t interface_of(int link_number);
  void begin(uint32_t type);
  void put16(uint32_t number);
  void put32(uint32_t number);
  void end();

  FILE* file_;
  int snap_length_;
  std::vector<int> links_;  // of the interfaces written so far
  std::vector<uint8_t> block_;
};

}  // namespace avocet
