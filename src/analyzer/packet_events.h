// PacketEvents: packets as script events, whether or not they belong to a connection: raw_packet,
// ARP, ESP, mobility, IGMP, protocols without a decoder, and what is odd about packets.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "analyzer/event_maker.h"
#include "analyzer/named_record.h"
#include "analyzer/weird_events.h"
#include "flow/pipeline.h"
#include "packet/arp.h"

namespace avocet {

class PacketEvents final : public PacketObserver {
 public:
  // What is borrowed outlives it.
  PacketEvents(const EventMaker& maker, WeirdEvents& weirds);

  PacketInterest interest() const;
  // Unknown protocols that were counted together with others, because too many were counted apart.
  uint64_t counted_together() const { return counted_together_; }

  void raw_packet(const PacketView& packet) override;
  void arp(const PacketView& packet) override;
  void network_packet(const PacketView& packet) override;
  void igmp(const PacketView& packet) override;
  void unknown_protocol(const PacketView& packet, const LinkResult& end) override;
  void unknown_transport(const PacketView& packet) override;

 protected:
  void packet_weird(Weird weird, const PacketView& packet, std::string_view additional,
                    std::string_view source) override;

 private:
  void bad_arp(const ArpView& arp, std::string_view why);
  void unknown(const PacketView& packet, std::string_view analyzer, uint64_t protocol,
               ByteSpan bytes, std::string_view last);
  bool samples(std::string_view analyzer, uint64_t protocol);
  void igmp_v3_report(const PacketView& packet, ByteReader& reader);

  struct Count {
    uint64_t seen = 0;
    double expires = 0;
  };

  const EventMaker& maker_;
  WeirdEvents& weirds_;
  EventHandle raw_packet_, arp_request_, arp_reply_, bad_arp_, esp_packet_, mobile_, unknown_;
  EventHandle igmp_message_, igmp_query_, igmp_report1_, igmp_report2_, igmp_leave_, igmp_report3_;
  const VectorType* history_ = nullptr;  // of unknown_protocol
  const VectorType* groups_ = nullptr;   // of IGMP::membership_report_v3
  // UnknownProtocol::...; null where the scripts have none.
  const Value* sampling_threshold_;
  const Value* sampling_rate_;
  const Value* sampling_duration_;
  const Value* first_bytes_count_;
  const Value* most_counts_;  // Limits::unknown_protocols
  // How often a protocol was unknown to one analyzer. There may be four billion of them: those
  // beyond the limit count together.
  Count& count_of(std::string_view analyzer, uint64_t protocol, double now);
  std::unordered_map<std::string, Count> unknown_counts_;
  uint64_t counted_together_ = 0;
  std::deque<std::pair<double, std::string>> counts_order_;  // by when they expire
};

}  // namespace avocet
