// Mirrored traffic that is sent to us in VXLAN or Geneve, as clouds do it: a UDP socket in the
// place of an interface. Its packets are what the senders wrapped; nothing is seen of the wrapping.
#pragma once

#include <string>

#include "capture/live_source.h"

namespace avocet {

// udp::ADDRESS:PORT:vxlan, or geneve in the end.
bool is_udp_name(const std::string& interface);
// Several may listen at one port: the kernel divides what comes by the outer headers among them.
// Precondition: is_udp_name().
SourceResult open_udp_source(const std::string& interface, const LiveOptions& options);

}  // namespace avocet
