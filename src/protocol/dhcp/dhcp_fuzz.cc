// Any bytes as a message of DHCP.
#include <cstddef>
#include <cstdint>

#include "protocol/dhcp/message.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  avocet::DhcpMessage message;
  avocet::parse_dhcp(avocet::ByteSpan(data, size), message);
  for (const avocet::DhcpOption& option : message.options) avocet::hardware_text(option.value);
  return 0;
}
