#include "engine/weird_events.h"

#include <string>

#include "packet/packet_view.h"

namespace avocet {

WeirdEvents::WeirdEvents(EventQueue& queue, Machine& machine)
    : machine_(machine), net_weird_(queue, machine.program(), "net_weird"),
      flow_weird_(queue, machine.program(), "flow_weird") {}

void WeirdEvents::packet_weird(Weird weird, const PacketView& view, std::string_view additional) {
  const EventHandle& handle = view.has_ip() ? flow_weird_ : net_weird_;
  if (!handle.wanted()) return;
  Heap& heap = machine_.heap();
  std::string name(weird_name(weird));
  if (view.tunnel) name += "_in_tunnel";
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
