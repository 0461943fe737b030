// Unique ids of flows and tunnels.
//
// By themselves they derive from a seed and the flow: the same capture and seed give the same ids,
// whichever engine of how many handles the flow. Numbered ones follow each other in the order in
// which flows begin, as those of Zeek with the same file of seeds do: that is for suites
// with recorded baselines, and for one engine alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ip_address.h"
#include "base/net_time.h"
#include "base/sip_hash.h"
#include "flow/flow.h"

namespace avocet {

struct UidBits {
  uint64_t high = 0;
  uint64_t low = 0;
  friend bool operator==(const UidBits&, const UidBits&) = default;
};

class FlowUids {
 public:
  explicit FlowUids(uint64_t seed) : seed_(seed) {}
  // Numbered ones of so many bits, at most 128 (the option `bits_per_uid`).
  FlowUids(const SipHashKey& key, uint64_t bits) : key_(key), bits_(bits) {}

  bool are_numbered() const { return key_.has_value(); }
  // By themselves: from the endpoints, the protocol, the VLANs, the tunnels and the time of the
  // first packet. Does not change when the flow is turned.
  UidBits of(Flow& flow);
  // Of a tunnel that is no flow itself (IP in IP, GRE). Numbered ones are new with each call.
  UidBits of_tunnel(const IpAddress& one, const IpAddress& other, uint8_t protocol, NetTime start);
  // How scripts see it: "C" and letters and digits; 17 of them, but for numbered ones.
  std::string text(UidBits uid) const;

 private:
  UidBits next();

  uint64_t seed_ = 0;
  std::optional<SipHashKey> key_;  // set: they are numbered
  uint64_t bits_ = 0;
  uint64_t count_ = 0;  // of numbers taken
};

}  // namespace avocet
