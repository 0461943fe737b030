// Which ICMP types answer each other, so that both directions are one flow.
#pragma once

#include <cstdint>
#include <optional>

namespace avocet {

// The type of the reply to `type`, or of the request it replies to; nothing for
// messages that stand alone (errors, redirects).
std::optional<uint8_t> icmp_counterpart(uint8_t type, bool is_v6);

}  // namespace avocet
