// DnsAnalyzer: DNS on one flow. Over UDP every datagram is a message, over TCP each message follows
// its length. Messages are independent of each other: which reply belongs to which request is for
// scripts to find.
#pragma once

#include <array>
#include <vector>

#include "analyzer/protocol.h"
#include "protocol/dns/binding.h"

namespace avocet {

class DnsAnalyzer final : public ProtocolAnalyzer {
 public:
  DnsAnalyzer(const DnsBinding& binding, const Flow& flow);

  void datagram(Side side, ByteSpan payload, uint32_t wire_length) override;
  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;
  void end(Side side) override;
  void done() override;
  void flip() override { std::swap(streams_[0], streams_[1]); }

 private:
  friend class DnsMessage;
  // One direction of TCP.
  struct Stream {
    std::vector<uint8_t> waiting;  // the begin of a message that is not all there
    bool lost = false;             // bytes are missing: where messages begin is unknown
  };

  Side begin(Side side, ByteSpan bytes);
  void message(Side side, ByteSpan bytes);

  const DnsBinding& binding_;
  bool is_netbios_;
  bool has_begun_ = false;
  std::array<Stream, 2> streams_;
};

}  // namespace avocet
