// Any bytes as a message of RADIUS.
#include <cstddef>
#include <cstdint>

#include "protocol/radius/message.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  parse_radius(ByteSpan(data, size));
  return 0;
}
