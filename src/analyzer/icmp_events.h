// IcmpEvents: what ICMP and ICMPv6 messages raise: echoes, errors with the packet they are about,
// redirects, neighbor discovery, multicast listeners; icmp_sent for all others.
#pragma once

#include <string_view>

#include "analyzer/event_maker.h"
#include "analyzer/named_record.h"
#include "analyzer/weird_events.h"
#include "flow/observer.h"

namespace avocet {

class IcmpEvents {
 public:
  // What is borrowed outlives it; `flows` hears of weirds.
  IcmpEvents(const EventMaker& maker, WeirdEvents& weirds, FlowObserver& flows);

  // Whether any of its events has a handler.
  bool wanted() const;
  void message(Flow& flow, const PacketView& packet);

 private:
  struct Message;

  void other(const Message& message);
  void echo(const Message& message, const EventHandle& handle);
  void v4(const Message& message);
  void v6(const Message& message);
  void error(const Message& message, const EventHandle& handle);
  void router_advertisement(const Message& message);
  void neighbor_advertisement(const Message& message);
  void neighbor_solicitation(const Message& message);
  void router_solicitation(const Message& message);
  void redirect(const Message& message);
  void listener(const Message& message, const EventHandle& handle);
  void listener_report(const Message& message);

  // The packet that an error is about, as an icmp_context.
  Value context(ByteSpan bytes, bool is_v6, uint8_t protocol) const;
  // An icmp6_nd_options of what starts at `offset` of the payload.
  Value options(const Message& message, size_t offset, std::string_view weird) const;
  Value option(const RecordShape& shape, uint8_t type, uint8_t length, ByteSpan body) const;
  Value info(const Message& message) const;

  const EventMaker& maker_;
  WeirdEvents& weirds_;
  FlowObserver& flows_;
  const RecordShape* context_;
  const VectorType* options_ = nullptr;  // null: the scripts declare none
  const VectorType* groups_ = nullptr;
  EventHandle sent_, sent_payload_, echo_request_, echo_reply_;
  EventHandle unreachable_, time_exceeded_, packet_too_big_, parameter_problem_, error_message_;
  EventHandle redirect_, router_advertisement_, router_solicitation_, neighbor_advertisement_,
      neighbor_solicitation_;
  EventHandle mld_report_, mld_done_, mld_report2_;
};

}  // namespace avocet
