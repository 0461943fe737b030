// PacketLoop: takes packets from sources, one after the other or as they come, and hands each to a
// consumer, on a Boost.Asio loop together with signals and the clock.
//
// Files are read in order by posted steps of some packets each, so that signals are seen in
// between. Live sources wait for their descriptors; a tick tells the consumer the time when no
// packet does. SIGINT and SIGTERM end the loop cleanly: the consumer finishes as at the end of a
// capture.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "capture/source.h"

namespace avocet {

enum class Readiness : uint8_t { kReady, kNotYet, kStop };

// Who deals with the packets.
class PacketConsumer {
 public:
  virtual ~PacketConsumer() = default;
  // Before the first packet: asked until it is ready.
  virtual Readiness prepare() { return Readiness::kReady; }
  // One packet. False: enough, end the loop.
  virtual bool packet(const RawPacket& packet) = 0;
  // Live: the clock's time while nothing arrives. False as above.
  virtual bool tick(NetTime now) = 0;
  // A source has no more packets; `trouble` says why if that was not its regular end.
  virtual void source_done(PacketSource& source, const std::string& trouble) = 0;
};

struct LoopResult {
  int signal = 0;  // the one that ended the loop
};

// Runs until every source is at its end, the consumer has enough, or a signal comes. With `stay`,
// the loop goes on without sources.
LoopResult run_packet_loop(std::vector<std::unique_ptr<PacketSource>>& sources,
                           PacketConsumer& consumer, bool stay);

}  // namespace avocet
