// RADIUS messages (RFC 2865): bytes in, parts out. Views are into the message.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/byte_reader.h"

namespace avocet {

struct RadiusAttribute {
  uint8_t type = 0;
  ByteSpan value;
};

struct RadiusMessage {
  uint8_t code = 0;
  uint8_t id = 0;
  ByteSpan authenticator;
  std::vector<RadiusAttribute> attributes;
};

// Nothing if it is no RADIUS, or cut. What follows the message is padding.
std::optional<RadiusMessage> parse_radius(ByteSpan bytes);

}  // namespace avocet
