// Any bytes as JSON: read to the end or to the first mistake.
#include <cstddef>
#include <cstdint>

#include "builtin/json_reader.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  JsonReader reader(std::string_view(reinterpret_cast<const char*>(data), size));
  JsonValue value;
  volatile size_t seen = reader.read(value) ? value.kind_name().size() : reader.error().size();
  static_cast<void>(seen);
  return 0;
}
