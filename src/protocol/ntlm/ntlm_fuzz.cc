// Any bytes as a message of NTLM.
#include "protocol/ntlm/message.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  parse_ntlm(ByteSpan(data, size));
  parse_ntlm_target_info(ByteSpan(data, size));
  return 0;
}
