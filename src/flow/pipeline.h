// Pipeline: the whole way of a packet through packet/ and flow/: decode, take
// apart tunnels, hand to the flow table.
//
// The packet inside a tunnel over UDP is looked at after the outer flow has had
// its datagram; IP in IP and GRE make no flow of their own, only an identity.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <span>
#include <tuple>
#include <vector>

#include "flow/address_filters.h"
#include "flow/flow_table.h"
#include "flow/identity.h"
#include "packet/decoder.h"
#include "packet/packet_view.h"
#include "packet/tunnels.h"

namespace avocet {

// Who hears of packets that have no flow. Does nothing by default.
class PacketObserver : public PacketWeirdSink {
 public:
  // Every packet, decoded as far as it goes, after its flow was looked at.
  virtual void raw_packet(const PacketView&) {}
  virtual void arp(const PacketView&) {}
  // ESP and mobility.
  virtual void network_packet(const PacketView&) {}
  virtual void igmp(const PacketView&) {}
  virtual void unknown_protocol(const PacketView&, const LinkResult&) {}
  // IP with a protocol that has no decoder; its flow was looked at.
  virtual void unknown_transport(const PacketView&) {}
};

struct PacketInterest {
  bool raw_packets = false;
  bool arp = false;
  bool network_packets = false;
  bool igmp = false;
  bool unknown_protocols = false;
};

class Pipeline {
 public:
  // What is borrowed must outlive the pipeline; options may change between packets.
  Pipeline(const DecodeOptions& decode, const FlowOptions& flow, PacketObserver& packets,
           FlowObserver& flows, FlowInterest interest, FlowUids& uids);

  // The packet's network time is packet.time in whole microseconds.
  Verdict process(const RawPacket& packet);

  void set_packet_interest(const PacketInterest& interest) { packet_interest_ = interest; }
  // Whether the packet that process() was last called with goes to the capture of what was seen: a
  // connection of it may have been taken out before.
  bool is_recorded() const { return is_recorded_; }
  // Packets given to process(), and those of them that nobody looked at to the end: broken ones,
  // fragments that wait for others, protocols without a decoder.
  uint64_t packets() const { return packets_seen_; }
  uint64_t packets_unprocessed() const { return packets_unprocessed_; }
  // IP tunnels forgotten because there were too many.
  uint64_t tunnel_limit_hits() const { return tunnel_limit_hits_; }
  // Packets that were deeper in tunnels than allowed.
  uint64_t tunnels_too_deep() const { return tunnels_too_deep_; }
  TunnelOptions& tunnels() { return tunnel_options_; }
  // Packets that make no flow, also those inside tunnels; null: all do.
  std::unique_ptr<AddressFilters>& address_filters() { return address_filters_; }
  FlowTable& flows() { return flows_; }
  const FlowTable& flows() const { return flows_; }
  const PacketDecoder& decoder() const { return decoder_; }
  PacketDecoder& decoder() { return decoder_; }
  // The outermost packet that process() was last called with; null before the first and after
  // forget_packet().
  const PacketView* current_packet() const { return current_; }
  // The Geneve headers around and in it, outermost first. Valid as long.
  std::span<const ByteSpan> geneve_headers() const { return geneve_headers_; }
  // Whoever handles what process() reported is done with the packet.
  void forget_packet() {
    current_ = nullptr;
    geneve_headers_.clear();
  }

 private:
  // IP tunnels are known by their ends alone, whichever sent first.
  using IpTunnelKey = std::tuple<IpAddress, IpAddress, uint8_t>;
  struct IpTunnel {
    IpAddress first_source;
    NetTime start, last;
    UidBits uid;
    std::list<IpTunnelKey>::iterator place;  // in ip_tunnel_order_
  };

  Verdict dispatch(DecodeResult result, const PacketView& view);
  Verdict dispatch_rest(const PacketView& view);
  Verdict process_transport(const PacketView& view);
  Verdict process_other(const PacketView& view);
  TunnelPayload dispatched(TunnelPayload payload) const;
  void report_tunnel(const TunnelPayload& payload, const PacketView& view);
  Verdict open_ip_tunnel(const PacketView& view);
  Verdict open_udp_tunnel(const PacketView& view, Flow& flow);
  TunnelPayload udp_tunnel(const PacketView& view) const;
  Verdict process_inner(const TunnelPayload& payload, const PacketView& outer,
                        const Encapsulation& layer, Flow* carrier);
  void note_tunnel(Flow& flow, const TunnelPayload& payload);
  Encapsulation ip_tunnel_layer(const PacketView& view, TunnelType type);
  void note_recorded(Verdict verdict);
  bool is_too_deep(const PacketView& view, TunnelType type);

  PacketObserver& packets_;
  FlowObserver& observer_;
  PacketDecoder decoder_;
  FlowTable flows_;
  FlowUids& uids_;
  TunnelOptions tunnel_options_;
  std::unique_ptr<AddressFilters> address_filters_;
  PacketInterest packet_interest_;
  std::map<IpTunnelKey, IpTunnel> ip_tunnels_;
  std::list<IpTunnelKey> ip_tunnel_order_;  // the one unused for longest first
  PacketView view_;
  const PacketView* current_ = nullptr;
  std::vector<ByteSpan> geneve_headers_;
  bool is_recorded_ = true;
  uint64_t packets_seen_ = 0, packets_unprocessed_ = 0, tunnels_too_deep_ = 0;
  uint64_t tunnel_limit_hits_ = 0;
};

}  // namespace avocet
