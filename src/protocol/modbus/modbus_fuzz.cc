// Any bytes as one direction of Modbus, in pieces of a length that the first byte says.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "protocol/modbus/stream.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  size_t step = data[0] + size_t(1);
  ByteSpan rest(data + 1, size - 1);
  ModbusStream stream;
  auto header = [](const ModbusHeader&) {};
  auto body = [](const ModbusHeader& header, ByteSpan bytes) {
    auto place = find_modbus_function(header.function);
    if (!place) return true;
    const ModbusFunction& function = modbus_functions()[*place];
    parse_modbus_body(function.request, bytes);
    return parse_modbus_body(function.response, bytes).has_value();
  };
  while (!rest.empty()) {
    size_t length = std::min(step, rest.size());
    stream.feed(rest.first(length), header, body);
    rest = rest.subspan(length);
  }
  return 0;
}
