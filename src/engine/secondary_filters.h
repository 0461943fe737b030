// SecondaryFilters: filters of scripts beside the one that packets must pass: what matches one
// raises its event (secondary_filters).
#pragma once

#include <string>
#include <vector>

#include "analyzer/header_records.h"
#include "capture/filter.h"
#include "event/event_queue.h"

namespace avocet {

class SecondaryFilters {
 public:
  // All of these outlive it. Filters that do not compile are told of and left out.
  SecondaryFilters(Machine& machine, EventQueue& queue, const HeaderRecords& headers);

  bool empty() const { return filters_.empty(); }
  // Raises the events of filters that accept the packet. Without an IP header there is nothing to
  // tell of it.
  void packet(const RawPacket& raw, const PacketView& view);

 private:
  struct Filter {
    Owned text;
    PacketFilter filter;
    FunctionId event;
  };

  EventQueue& queue_;
  const HeaderRecords& headers_;
  std::vector<Filter> filters_;
};

}  // namespace avocet
