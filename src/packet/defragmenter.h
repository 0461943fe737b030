// Defragmenter: puts IP datagrams together again (RFC 791 3.2, RFC 8200 4.5).
//
// Bytes that arrive twice keep their first value. A datagram with holes waits
// until the timeout; the number of waiting datagrams and of their bytes is
// limited, the oldest goes first.
#pragma once

#include <algorithm>
#include <cstdint>
#include <list>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/ip_address.h"
#include "base/net_time.h"
#include "packet/packet_view.h"
#include "packet/weird.h"

namespace avocet {

// Zero: no limit.
struct FragmentLimits {
  NetInterval timeout = NetInterval::secs(300);  // frag_timeout
  size_t max_datagrams = 10'000;
  size_t max_bytes = 64 << 20;
  // Ranges that one fragment overlaps which are told of: it may overlap thousands.
  size_t max_told_overlaps = 16;
};

class Defragmenter {
 public:
  // Both outlive it; limits may change between packets.
  Defragmenter(const FragmentLimits& limits, PacketWeirdSink& weirds);

  // A fragment whose header is in view.ip.
  struct Fragment {
    ByteSpan header;           // what a whole packet would start with, without any fragment header
    ByteSpan payload;          // captured
    uint32_t payload_length;   // by the headers
    uint8_t protocol;          // that the first fragment names for the payload
    uint32_t protocol_offset;  // within `header`: where that name is to be written (IPv6)
  };

  // Time has come so far, by packets of others as well: what has waited for the timeout is given
  // up.
  void let_pass(NetTime now) { now_ = std::max(now_, now); }

  // Takes the fragment. When it completes its datagram: the bytes of the whole IP packet, with
  // lengths, flags and protocol set right but no checksum, valid until the next call.
  std::optional<ByteSpan> add(const Fragment& fragment, const PacketView& view);

  // Names the datagram that the last fragment given to add() belongs to; 0 if it was refused.
  uint64_t last_datagram() const { return last_datagram_; }

  size_t waiting_datagrams() const { return datagrams_.size(); }
  // The most that waited at one time.
  size_t most_datagrams() const { return most_datagrams_; }
  size_t waiting_bytes() const { return bytes_; }
  // Datagrams forgotten because of a limit.
  uint64_t limit_hits() const { return limit_hits_; }
  // Overlaps that were not told of because of one.
  uint64_t untold_overlaps() const { return untold_overlaps_; }

 private:
  struct Key {
    IpAddress source, destination;
    uint32_t id;
    friend bool operator==(const Key&, const Key&) = default;
  };
  // As nobody outside can foresee it: what hashes alike is walked past.
  struct KeyHash {
    uint64_t seed;
    size_t operator()(const Key& key) const;
  };
  struct Range {
    uint32_t begin, end;
  };
  struct Datagram {
    Key key;
    uint64_t number = 0;
    NetTime expires;
    std::vector<uint8_t> header;  // of the fragment at offset 0; empty until it came
    std::vector<uint8_t> payload;
    std::vector<Range> ranges;       // received, sorted, disjoint
    uint32_t received = 0;           // bytes in them
    std::optional<uint32_t> length;  // known from the last fragment
    uint8_t protocol = 0;      // by the fragment at offset 0, before that by the first that came
    uint32_t header_size = 0;  // of the first that came
    uint32_t protocol_offset = 0;

    size_t footprint() const {
      return header.size() + payload.size() + ranges.size() * sizeof(Range);
    }
  };
  using Order = std::list<Datagram>;  // the one that came first, first

  Datagram& datagram_for(const Key& key, NetTime begin);
  void drop_expired();
  void keep_limits(const PacketView& view);
  bool is_acceptable(const Fragment& fragment, const PacketView& view);
  void note_header(Datagram& datagram, const Fragment& fragment, const PacketView& view);
  void note_size(uint32_t end, const PacketView& view);
  void note_end(Datagram& datagram, uint32_t end, const PacketView& view);
  void note_overlap(Weird what, size_t& told, const PacketView& view);
  void store(Datagram& datagram, uint32_t begin, ByteSpan bytes, const PacketView& view);
  static bool is_complete(const Datagram& datagram);
  ByteSpan finish(Datagram& datagram, uint8_t version);
  void remove(Order::iterator at);

  const FragmentLimits& limits_;
  PacketWeirdSink& weirds_;
  NetTime now_;
  Order order_;
  std::unordered_map<Key, Order::iterator, KeyHash> datagrams_;
  size_t bytes_ = 0;
  size_t most_datagrams_ = 0;
  uint64_t limit_hits_ = 0;
  uint64_t untold_overlaps_ = 0;
  uint64_t last_number_ = 0;
  uint64_t last_datagram_ = 0;
  std::vector<uint8_t> whole_;
};

}  // namespace avocet
