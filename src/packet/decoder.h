// PacketDecoder: the way from a RawPacket to a PacketView, through link, network
// (with fragments) and transport headers.
//
// It never throws and never reads outside the packet. What it finds wrong is a
// weird; what it cannot read further it leaves out of the view.
#pragma once

#include <cstdint>
#include <vector>

#include "base/ip_address.h"
#include "packet/defragmenter.h"
#include "packet/link_decoder.h"
#include "packet/packet_gate.h"
#include "packet/packet_view.h"
#include "packet/raw_packet.h"
#include "packet/weird.h"

namespace avocet {

struct DecodeOptions {
  bool ignore_checksums = false;              // -C
  std::vector<Prefix> ignore_checksums_nets;  // of senders
  // Datagrams to them may have a wrong checksum (RFC 7348 5: whoever takes VXLAN apart need not
  // look at that of what carries it).
  std::vector<uint16_t> ignore_checksums_ports;
  FragmentLimits fragments;
};

enum class DecodeResult : uint8_t {
  kTransport,  // view.transport tells; a flow can be looked up
  kNetwork,    // IP without a transport that makes a flow: ESP, mobility, no next header
  kArp,        // the body is in view.network_bytes
  kHeld,       // a fragment that waits for others
  kIgnored,    // nothing to look at, or passed over
  kUnknown,    // a link header announced something without decoder: see unknown()
  kBroken,     // a weird told why
};

class PacketDecoder {
 public:
  PacketDecoder(const DecodeOptions& options, PacketWeirdSink& weirds);

  // Overwrites all of `view`. Its spans borrow from `packet.data` or from this decoder and are
  // valid until the next call with tunnel depth at most that of the view.
  DecodeResult decode(const RawPacket& packet, PacketView& view);

  // A packet inside a packet. `layer` describes the tunnel and must outlive `inner`.
  DecodeResult decode_inner(LinkHeader first, ByteSpan bytes, uint32_t wire_length,
                            const PacketView& outer, const Encapsulation& layer, PacketView& inner);
  // A further packet beside `beside`, within the same tunnels.
  DecodeResult decode_inner(LinkHeader first, ByteSpan bytes, uint32_t wire_length,
                            const PacketView& beside, PacketView& inner);

  // Of the packet given to decode() last, with what was inside it: the datagram that it is a
  // fragment of (Defragmenter::last_datagram()), 0 if none, and whether that datagram is whole now.
  struct FragmentOf {
    uint64_t datagram = 0;
    bool completes = false;
  };
  const FragmentOf& fragment_of() const { return fragment_of_; }

  // After kUnknown: where decoding ended.
  const LinkResult& unknown() const { return last_link_; }

  // Null: nothing is passed over. Outlives the decoder.
  void set_gate(PacketGate* gate) { gate_ = gate; }

  DecodeOptions& options() { return options_; }
  LinkDispatch& dispatch() { return link_decoder_.dispatch(); }
  const LinkDispatch& dispatch() const { return link_decoder_.dispatch(); }
  const Defragmenter& defragmenter() const { return defragmenter_; }
  // See Defragmenter.
  void let_pass(NetTime now) { defragmenter_.let_pass(now); }

 private:
  DecodeResult decode_link(const LinkResult& link, PacketView& view);
  DecodeResult decode_ip(ByteSpan bytes, uint32_t wire_length, PacketView& view);
  DecodeResult decode_ipv4(ByteSpan bytes, uint32_t wire_length, PacketView& view);
  DecodeResult decode_ipv6(ByteSpan bytes, uint32_t wire_length, PacketView& view);
  DecodeResult decode_fragment(const Defragmenter::Fragment& fragment, PacketView& view);
  DecodeResult decode_transport(PacketView& view);
  DecodeResult decode_known_transport(PacketView& view);
  DecodeResult decode_tcp(PacketView& view);
  DecodeResult decode_udp(PacketView& view);
  DecodeResult decode_icmp(PacketView& view);

  // Whether it names the final destination, which the view has from then on.
  bool heed_routing_header(ByteSpan header, PacketView& view);
  bool read_extension_headers(ByteSpan packet, PacketView& view, Defragmenter::Fragment& fragment);
  bool is_mobility_sound(ByteSpan header, const PacketView& view) const;
  void note_mobility_oddities(ByteSpan header, const PacketView& view);
  // kIp part of the transport: whether at least `size` bytes of transport header are there.
  bool has_transport_header(size_t size, PacketView& view);
  Checksum transport_checksum(const PacketView& view) const;
  bool checks_checksums(const PacketView& view) const {
    return !options_.ignore_checksums &&
           (options_.ignore_checksums_nets.empty() || !trusts_sender(view));
  }
  bool trusts_sender(const PacketView& view) const;
  // A packet put together from fragments was asked about when these came.
  bool is_passed_over(const PacketView& view) {
    return gate_ != nullptr && !view.ip.reassembled && gate_->discards_ip(view);
  }
  DecodeResult broken(Weird weird, const PacketView& view);

  DecodeOptions options_;
  PacketWeirdSink& weirds_;
  PacketGate* gate_ = nullptr;
  LinkDecoder link_decoder_;
  Defragmenter defragmenter_;
  LinkResult last_link_;
  FragmentOf fragment_of_;
};

}  // namespace avocet
