// WeirdEvents: what is odd about packets that belong to no flow, as script events net_weird and
// flow_weird.
#pragma once

#include "event/event_queue.h"
#include "flow/pipeline.h"
#include "vm/machine.h"

namespace avocet {

class WeirdEvents final : public PacketObserver {
 public:
  WeirdEvents(EventQueue& queue, Machine& machine);

 protected:
  void packet_weird(Weird weird, const PacketView& view, std::string_view additional) override;

 private:
  Machine& machine_;
  EventHandle net_weird_;
  EventHandle flow_weird_;
};

}  // namespace avocet
