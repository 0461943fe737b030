// Sharder: which of several workers a packet belongs to.
//
// Packets between two hosts go to one worker, in both directions, by the addresses of the outermost
// IP header, or those that its extension headers name in the end. So all parts that make one thing
// meet: the fragments of a datagram, the packets of a tunnel and of what is inside, a connection
// and those it announces. Teredo, whose inner connections change their way between hosts, and what
// is not IP go to the first worker.
#pragma once

#include <cstdint>

#include "packet/link_decoder.h"
#include "packet/raw_packet.h"
#include "packet/weird.h"

namespace avocet {

class Sharder {
 public:
  explicit Sharder(uint32_t shards) : shards_(shards), decoder_(silence_) {}

  uint32_t shard_of(const RawPacket& packet);

 private:
  // The workers report what is odd.
  class Silence final : public PacketWeirdSink {
   protected:
    void packet_weird(Weird, const PacketView&, std::string_view, std::string_view) override {}
  };

  uint32_t shard_of_ip(ByteSpan bytes) const;
  uint32_t shard_of_addresses(const uint8_t* bytes) const;
  uint32_t scaled(uint64_t addresses) const;

  uint32_t shards_;
  Silence silence_;
  LinkDecoder decoder_;
};

}  // namespace avocet
