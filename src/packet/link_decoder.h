// LinkDecoder: from the first byte of a frame to the network header.
//
// A frame is a chain of headers, each of which names the next (Ethernet, VLAN,
// MPLS, PPPoE ...). The decoder walks the chain one header a step, with a limit
// on the steps, and notes addresses and tags in the view's LinkView.
#pragma once

#include <cstdint>

#include "base/byte_reader.h"
#include "packet/link_dispatch.h"
#include "packet/link_header.h"
#include "packet/link_type.h"
#include "packet/packet_view.h"
#include "packet/weird.h"

namespace avocet {

// Where the walk through the link headers ended.
enum class LinkEnd : uint8_t {
  kIp,  // an IP header of either version is expected
  kArp,
  kIgnored,  // a frame that carries nothing to look at (802.11 management, encrypted ...)
  kUnknown,  // no decoder for what follows: `protocol` in the namespace of `header`
  kBroken,   // a weird was reported
};

struct LinkResult {
  LinkEnd end = LinkEnd::kBroken;
  LinkHeader header = LinkHeader::kEthernet;  // the last one read
  uint32_t protocol = 0;                      // what it said comes next
  ByteSpan bytes;                             // captured bytes from there on
  uint32_t wire_length = 0;                   // bytes on the wire from there on
};

class LinkDecoder {
 public:
  explicit LinkDecoder(PacketWeirdSink& weirds) : weirds_(weirds) {}

  // What users want done otherwise than usual.
  LinkDispatch& dispatch() { return dispatch_; }
  const LinkDispatch& dispatch() const { return dispatch_; }

  // Precondition: view.time and view.tunnel are set, for weirds.
  LinkResult decode(LinkType link, ByteSpan bytes, uint32_t wire_length, PacketView& view) const;
  // The same from any header on: tunnels carry Ethernet, PPP or 802.11 frames.
  LinkResult decode_from(LinkHeader first, ByteSpan bytes, uint32_t wire_length,
                         PacketView& view) const;

 private:
  void apply_dispatch(LinkHeader header, struct LinkStep& step) const;

  PacketWeirdSink& weirds_;
  LinkDispatch dispatch_;
};

}  // namespace avocet
