// WeirdEvents: weirds that concern no connection as script events net_weird and flow_weird, as far
// as sampling admits them (weirds.h).
#pragma once

#include <string_view>

#include "base/ip_address.h"
#include "event/event_queue.h"

namespace avocet {

class WeirdEvents {
 public:
  WeirdEvents(EventQueue& queue, Machine& machine);

  void net(std::string_view name, std::string_view additional, std::string_view source);
  void flow(std::string_view name, const IpAddress& from, const IpAddress& to,
            std::string_view additional, std::string_view source);

 private:
  Value text(std::string_view bytes) const {
    return Value::of(make_string(machine_.heap(), bytes));
  }

  Machine& machine_;
  EventHandle net_weird_, flow_weird_;
};

}  // namespace avocet
