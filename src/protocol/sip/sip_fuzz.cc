// Any bytes as a message of SIP.
#include <cstddef>
#include <cstdint>

#include "protocol/sip/message.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string bytes(data, data + size);
  parse_sip(without_sip_keepalive(bytes));
  return 0;
}
