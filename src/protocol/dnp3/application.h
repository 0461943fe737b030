// Messages of DNP3 (IEEE 1815-2012, clause 4): bytes in, parts out, in their order. Views are into
// the message.
#pragma once

#include <cstdint>
#include <span>

#include "base/byte_reader.h"
#include "protocol/dnp3/objects.h"

namespace avocet {

// Functions from here on are responses.
inline constexpr uint8_t kDnp3FirstResponse = 129;

struct Dnp3MessageHeader {
  uint8_t control = 0, function = 0;
  uint16_t indications = 0;  // of a response
  bool is_response() const { return function >= kDnp3FirstResponse; }
};

struct Dnp3ObjectHeader {
  uint16_t type = 0;
  uint8_t qualifier = 0;
  uint64_t number = 0;         // of objects
  uint64_t low = 0, high = 0;  // as scripts see the range
};

class Dnp3Listener {
 public:
  virtual ~Dnp3Listener() = default;
  virtual void message(const Dnp3MessageHeader& header) = 0;
  virtual void objects(const Dnp3ObjectHeader& header) = 0;
  virtual void prefix(uint32_t value) = 0;
  // Of a kind that has an event.
  virtual void object(const Dnp3Kind& kind, std::span<const uint64_t> numbers) = 0;
  virtual void attribute(uint8_t type, ByteSpan value) = 0;
  virtual void file_block(uint32_t handle, uint32_t number, ByteSpan data) = 0;
  // After each object of a response.
  virtual void response_object(uint8_t value) = 0;
  // Nobody knows how long these objects are.
  virtual void unknown(ByteSpan rest) = 0;
};

// False: a part does not fit; what came before was told.
bool parse_dnp3_message(ByteSpan bytes, Dnp3Listener& listener);

}  // namespace avocet
