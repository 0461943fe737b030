// Any bytes as a message of SNMP, and what its objects hold.
#include <cstddef>
#include <cstdint>

#include "protocol/snmp/message.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::optional<SnmpMessage> message = parse_snmp(ByteSpan(data, size));
  if (!message) return 0;
  for (const SnmpVariable& variable : message->bindings) {
    ber_oid(variable.oid);
    ber_oid(variable.value.content);
    ber_integer(variable.value.content);
    ber_unsigned(variable.value.content);
  }
  return 0;
}
