// PacketSource: where packets come from: a capture file, standard input or a
// network interface. The room capture/ is the only one that knows libpcap.
//
// Sources never print and never throw. What goes wrong is a sentence that names
// the source and says why; packets before the trouble are delivered.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "packet/raw_packet.h"

namespace avocet {

enum class ReadStatus : uint8_t {
  kPacket,      // `packet` is set
  kWouldBlock,  // live: nothing now; wait for the descriptor
  kEnd,         // no more packets ever
  kFailed,      // no more packets because of trouble(): a damaged file, an interface that went down
};

struct SourceStatistics {
  uint64_t packets = 0;      // delivered
  uint64_t bytes = 0;        // captured bytes of them
  uint64_t received = 0;     // live: seen by the kernel's filter
  uint64_t dropped = 0;      // live: lost for want of buffers
  uint64_t bytes_read = 0;   // of the file, compressed as it is, for progress
  uint64_t bytes_total = 0;  // of the file; 0 where unknown
};

class PacketSource {
 public:
  virtual ~PacketSource() = default;

  // The packet's bytes are valid until the next call.
  virtual ReadStatus next(RawPacket& packet) = 0;

  // After kFailed: what happened. A file that ends within a packet is "... is cut off ...".
  virtual const std::string& trouble() const = 0;
  // From now on many packets are read one after the other, with a glance at their headers, before
  // the first of them is handled: nothing is said of upcoming ones.
  virtual void skim() {}
  // For select, poll and Boost.Asio; -1 for files, which are always ready.
  virtual int descriptor() const { return -1; }
  virtual SourceStatistics statistics() const = 0;
  // The link type of the first interface, for a dumper that writes what this source reads.
  virtual LinkType link_type() const = 0;
  // As users named it: the path, "-", the interface.
  virtual const std::string& name() const = 0;
  // The number behind it, of types without a decoder too; -1: as it says.
  virtual int link_number() const { return -1; }
  // Bytes of a packet that are kept at most.
  virtual int snap_length() const { return 262144; }
  // Whether times below a microsecond occur.
  virtual bool has_nanoseconds() const { return true; }
};

using SourceResult = Result<std::unique_ptr<PacketSource>>;

}  // namespace avocet
