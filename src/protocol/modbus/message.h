// Modbus over TCP (MODBUS Application Protocol 1.1b3, MODBUS Messaging on TCP/IP 1.0b): bytes in,
// parts out. Views are into the message.
//
// What follows the function code is described by a table: each function has a request and a
// response, each a row of parts. Scripts get an event of the function's name with these parts.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"
#include "flow/flow.h"

namespace avocet {

// The header of the transport, and the function code behind it.
inline constexpr size_t kModbusHeaderSize = 8;
struct ModbusHeader {
  uint16_t transaction = 0, protocol = 0, length = 0;
  uint8_t unit = 0, function = 0;
  // Of what follows. Precondition: is_plausible().
  size_t body_size() const { return length - 2u; }
  // No other protocol than zero exists, and a unit and a function belong to each message.
  bool is_plausible() const { return protocol == 0 && length >= 2; }
  bool is_exception(Side side) const { return side == Side::kResp && (function & 0x80); }
};
// Precondition: kModbusHeaderSize bytes.
ModbusHeader parse_modbus_header(ByteSpan bytes);

enum class ModbusPart : uint8_t {
  kNone,
  kByte,
  kWord,
  kCoil,            // a word, 0xff00 if it is on
  kBits,            // a count of bytes, and as many, whose lowest bits come first
  kSizedBits,       // the same behind the number of bits
  kRegisters,       // a count of bytes, and words
  kSizedRegisters,  // the same behind the number of words
  kFifo,            // counts of bytes and words, and words
  kFilesAsked,      // records of files, as many bytes as the part before says
  kFilesRead,
  kFilesWritten,
  kRest,
};

struct ModbusValue {
  ModbusPart part = ModbusPart::kNone;
  uint32_t number = 0;  // the value, or how many bits there are
  ByteSpan bytes;
};

using ModbusParts = std::array<ModbusPart, 4>;
struct ModbusFunction {
  uint8_t code;
  std::string_view name;  // "read_coils"
  ModbusParts request, response;
  const ModbusParts& parts(Side side) const { return side == Side::kOrig ? request : response; }
};
std::span<const ModbusFunction> modbus_functions();
// Its place among them, or nothing.
std::optional<size_t> find_modbus_function(uint8_t code);

// As many values as there are parts. Nothing if they do not fit.
using ModbusBody = std::array<ModbusValue, std::tuple_size_v<ModbusParts>>;
std::optional<ModbusBody> parse_modbus_body(const ModbusParts& parts, ByteSpan bytes);

// A record of a file: asked for, read, or written.
struct ModbusFileRecord {
  uint8_t size = 0;  // of what was read, and its type
  uint8_t type = 0;
  uint16_t file = 0, record = 0, length = 0;
  ByteSpan data;
};
std::optional<std::vector<ModbusFileRecord>> parse_modbus_files(ModbusPart part, ByteSpan bytes);

}  // namespace avocet
