// TunnelEvents: tunnels as script events: changes of what surrounds a connection, and the packets
// and messages of tunnels over UDP.
#pragma once

#include "analyzer/event_maker.h"
#include "analyzer/gtp_messages.h"
#include "analyzer/named_record.h"
#include "flow/interest.h"
#include "packet/tunnels.h"

namespace avocet {

class TunnelEvents {
 public:
  explicit TunnelEvents(const EventMaker& maker);

  void add_interest(FlowInterest& interest) const;

  void changed(Flow& flow, const Encapsulation* innermost);
  // A tunnel was recognised on a flow for the first time.
  void opened(Flow& flow, TunnelType type);
  // There is no doubt about it.
  void confirmed(Flow& flow, TunnelType type);
  void violated(Flow& flow, TunnelType type, std::string_view reason);
  // The tunnel's own header, before what it carries.
  void header(Flow& flow, const TunnelPayload& payload);
  // What it carries, once that was decoded and handled.
  void packet(Flow& flow, const TunnelPayload& payload, const PacketView& inner);

 private:
  const EnumLabel* tag_of(TunnelType type) const;
  void teredo(Flow& flow, const TunnelPayload& payload, const PacketView& inner);

  const EventMaker& maker_;
  GtpMessages gtp_;
  const RecordShape* teredo_;
  const RecordShape* teredo_authentication_;
  const RecordShape* teredo_origin_;
  EventHandle changed_, vxlan_packet_, geneve_packet_;
  EventHandle teredo_packet_, teredo_auth_, teredo_origin_indication_, teredo_bubble_;
  EventHandle new_teredo_, new_gtpv1_, confirmation_;
  const RecordShape* confirmation_info_;
  EventHandle violation_;
  const RecordShape* violation_info_;
};

}  // namespace avocet
