#include "engine/weird_events.h"

#include <string>

#include "analyzer/weirds.h"
#include "packet/packet_view.h"

namespace avocet {

WeirdEvents::WeirdEvents(EventQueue& queue, Machine& machine)
    : machine_(machine), net_weird_(queue, machine.program(), "net_weird"),
      flow_weird_(queue, machine.program(), "flow_weird") {}

void WeirdEvents::packet_weird(Weird weird, const PacketView& view, std::string_view additional) {
  std::string name(weird_name(weird));
  if (view.tunnel) name += "_in_tunnel";
  auto& weirds = machine_.service<Weirds>();
  bool admitted =
      view.has_ip() ? weirds.admit(name, view.ip.source, view.ip.destination) : weirds.admit(name);
  const EventHandle& handle = view.has_ip() ? flow_weird_ : net_weird_;
  if (!admitted || !handle.wanted()) return;
  Heap& heap = machine_.heap();
  Value name_value = Value::of(make_string(heap, name));
  Value detail = Value::of(make_string(heap, additional));
  Value source = Value::of(make_string(heap, {}));
  if (view.has_ip())
    handle.raise({name_value, make_address(heap, view.ip.source),
                  make_address(heap, view.ip.destination), detail, source});
  else
    handle.raise({name_value, detail, source});
}

}  // namespace avocet
