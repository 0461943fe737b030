#include "analyzer/weird_events.h"

#include "analyzer/weirds.h"

namespace avocet {

WeirdEvents::WeirdEvents(EventQueue& queue, Machine& machine)
    : machine_(machine), net_weird_(queue, machine.program(), "net_weird"),
      flow_weird_(queue, machine.program(), "flow_weird") {}

void WeirdEvents::net(std::string_view name, std::string_view additional, std::string_view source) {
  auto* weirds = machine_.try_service<Weirds>();
  bool admitted = !weirds || weirds->admit(name);
  if (admitted && net_weird_.wanted())
    net_weird_.raise({text(name), text(additional), text(source)});
}

void WeirdEvents::flow(std::string_view name, const IpAddress& from, const IpAddress& to,
                       std::string_view additional, std::string_view source) {
  auto* weirds = machine_.try_service<Weirds>();
  bool admitted = !weirds || weirds->admit(name, from, to);
  if (admitted && flow_weird_.wanted())
    flow_weird_.raise({text(name), make_address(machine_.heap(), from),
                       make_address(machine_.heap(), to), text(additional), text(source)});
}

}  // namespace avocet
