// Any bytes as a request of Finger.
#include <cstddef>
#include <cstdint>
#include <string>

#include "protocol/finger/message.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string text(data, data + size);
  parse_finger_request(text);
  return 0;
}
