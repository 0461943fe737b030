// Pipeline: the whole way of a packet through packet/ and flow/: decode, take
// apart tunnels, hand to the flow table.
#pragma once

#include <cstdint>

#include "flow/flow_table.h"
#include "packet/decoder.h"
#include "packet/packet_view.h"

namespace avocet {

// Who hears of packets that have no flow. Does nothing by default.
class PacketObserver : public PacketWeirdSink {
 public:
  // Every packet, decoded as far as it goes, before its flow is looked at.
  virtual void raw_packet(const PacketView&) {}
  virtual void arp(const PacketView&) {}
  // ESP and mobility.
  virtual void network_packet(const PacketView&) {}
  virtual void unknown_protocol(const PacketView&, const LinkResult&) {}
};

struct PacketInterest {
  bool raw_packets = false;
  bool arp = false;
  bool network_packets = false;
  bool unknown_protocols = false;
};

class Pipeline {
 public:
  // What is borrowed must outlive the pipeline; options may change between packets.
  Pipeline(const DecodeOptions& decode, const FlowOptions& flow, PacketObserver& packets,
           FlowObserver& flows, FlowInterest interest);

  // The packet's network time is packet.time in whole microseconds.
  Verdict process(const RawPacket& packet);

  void set_packet_interest(const PacketInterest& interest) { packet_interest_ = interest; }
  FlowTable& flows() { return flows_; }
  PacketDecoder& decoder() { return decoder_; }
  // The packet being processed; null between packets.
  const PacketView* current_packet() const { return current_; }

 private:
  Verdict dispatch(DecodeResult result, const PacketView& view);

  PacketObserver& packets_;
  PacketDecoder decoder_;
  FlowTable flows_;
  PacketInterest packet_interest_;
  PacketView view_;
  const PacketView* current_ = nullptr;
};

}  // namespace avocet
