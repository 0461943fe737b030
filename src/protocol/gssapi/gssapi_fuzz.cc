// Any bytes as a token of GSS-API.
#include "protocol/gssapi/message.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  parse_gss(ByteSpan(data, size));
  return 0;
}
