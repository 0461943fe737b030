// PacketLoop: takes packets from captures and interfaces and hands each to a consumer, on a
// Boost.Asio loop together with signals and the clock.
//
// Captures are read by posted steps of some packets each, so that signals are seen in between. Live
// sources wait for their descriptors; a tick tells the consumer the time when no packet does.
// SIGINT and SIGTERM end the loop cleanly: the consumer finishes as at the end of a capture.
#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "capture/capture_files.h"
#include "capture/source.h"
#include "engine/signal_watch.h"

namespace avocet {

// Who deals with the packets.
class PacketConsumer {
 public:
  virtual ~PacketConsumer() = default;
  // One packet. False: enough, end the loop.
  virtual bool packet(const RawPacket& packet) = 0;
  // Live: the clock's time while nothing arrives, and the last packet's where one came lately
  // (LoopOptions::inactivity). False as above.
  virtual bool tick(NetTime now) = 0;
  // The same where time stands still: no packet is to be taken now, but other things may happen.
  virtual bool pause() = 0;
  // No packets for the moment: pause() is called until they are wanted again.
  virtual bool is_suspended() const = 0;
  // Something is left to be done at the next tick, which need not wait.
  virtual bool is_busy() const { return false; }
  // The time in seconds at which a tick has something to do; infinity if that is not known.
  virtual double next_due() const { return std::numeric_limits<double>::infinity(); }
  // A source has no more packets; `trouble` says why if that was not its regular end.
  virtual void source_done(PacketSource& source, const std::string& trouble) = 0;
};

// How far the reading of captures has come.
struct ReadingProgress {
  double seconds = 0;  // since the loop began
  uint64_t packets = 0;
  uint64_t bytes_read = 0;
  uint64_t bytes_total = 0;  // 0 where unknown
};

struct LoopOptions {
  NetInterval inactivity;  // interfaces that are silent for less leave time to their packets
  bool stay = false;       // go on without sources
  double pseudo_realtime =
      0;  // packets of captures at the pace they came, so many times faster; 0: at once
  std::function<void(const ReadingProgress&)> progress;  // null: nobody wants to know
  std::function<void()> between;                         // called now and then; may be null
  int wake = -1;  // a descriptor: while it can be read, the next tick need not wait; -1: none
};

struct LoopSources {
  CaptureFiles& files;
  std::vector<std::unique_ptr<PacketSource>>& live;

  bool is_empty() const { return files.empty() && live.empty(); }
};

// Runs until every source is at its end, the consumer has enough, or a signal comes.
void run_packet_loop(const LoopSources& sources, PacketConsumer& consumer, SignalWatch& signals,
                     const LoopOptions& options);

}  // namespace avocet
