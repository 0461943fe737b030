// Any bytes as a message of NTP.
#include <cstddef>
#include <cstdint>

#include "protocol/ntp/message.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  avocet::parse_ntp(avocet::ByteSpan(data, size));
  return 0;
}
