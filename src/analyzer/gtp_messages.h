// GtpMessages: GTPv1 as script events: every header, user data, and the messages that create,
// update and delete the contexts of tunnels (3GPP TS 29.060).
#pragma once

#include "analyzer/event_maker.h"
#include "analyzer/named_record.h"
#include "packet/tunnels.h"

namespace avocet {

class GtpMessages {
 public:
  explicit GtpMessages(const EventMaker& maker);

  bool wanted() const;
  void message(Flow& flow, const TunnelPayload& payload);
  void packet(Flow& flow, const TunnelPayload& payload, const PacketView& inner);

 private:
  // A message whose information elements scripts see.
  struct Kind {
    uint8_t type;
    EventHandle handle;
    const RecordShape* elements;
  };

  Value header_record(ByteSpan header) const;
  // The record of the elements, or null if they make no sense.
  Value elements_record(const Kind& kind, ByteSpan bytes) const;

  const EventMaker& maker_;
  const RecordShape* header_;
  EventHandle message_, packet_;
  std::vector<Kind> kinds_;
};

}  // namespace avocet
