// Words of the language that syntax, types and values share.
#pragma once

#include <cstdint>

namespace avocet {

// What a callable is.
enum class Flavor : uint8_t { kFunction, kEvent, kHook };

// The transport of a port. Ports are ordered by it, then by number.
enum class PortProtocol : uint8_t { kUnknown = 0, kTcp = 1, kUdp = 2, kIcmp = 3 };

}  // namespace avocet
