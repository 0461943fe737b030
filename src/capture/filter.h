// PacketFilter: a BPF expression compiled for the link types it meets.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/result.h"
#include "packet/raw_packet.h"

struct bpf_program;

namespace avocet {

class PacketFilter {
 public:
  // Checks the syntax for Ethernet; an empty expression accepts everything, and so does
  // "ip or not ip", the default of the packet filter framework, which becomes one.
  static Result<PacketFilter> parse(const std::string& expression);
  PacketFilter(PacketFilter&&) noexcept;
  PacketFilter& operator=(PacketFilter&&) noexcept;
  ~PacketFilter();

  bool is_empty() const { return expression_.empty(); }

  // An expression that does not compile for the packet's link type accepts nothing of that type.
  bool accepts(const RawPacket& packet);

 private:
  struct Program;
  explicit PacketFilter(std::string expression);
  Program& program_for(LinkType link);

  std::string expression_;
  std::map<LinkType, std::unique_ptr<Program>> programs_;
};

}  // namespace avocet
