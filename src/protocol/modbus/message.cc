#include "protocol/modbus/message.h"

#include <algorithm>

#include "base/check.h"

namespace avocet {

namespace {

using enum ModbusPart;

// By their codes.
constexpr ModbusFunction kFunctions[] = {
    {1, "read_coils", {kWord, kWord}, {kBits}},
    {2, "read_discrete_inputs", {kWord, kWord}, {kBits}},
    {3, "read_holding_registers", {kWord, kWord}, {kRegisters}},
    {4, "read_input_registers", {kWord, kWord}, {kRegisters}},
    {5, "write_single_coil", {kWord, kCoil}, {kWord, kCoil}},
    {6, "write_single_register", {kWord, kWord}, {kWord, kWord}},
    {8, "diagnostics", {kWord, kRest}, {kWord, kRest}},
    {15, "write_multiple_coils", {kWord, kSizedBits}, {kWord, kWord}},
    {16, "write_multiple_registers", {kWord, kSizedRegisters}, {kWord, kWord}},
    {20, "read_file_record", {kByte, kFilesAsked}, {kByte, kFilesRead}},
    {21, "write_file_record", {kByte, kFilesWritten}, {kByte, kFilesWritten}},
    {22, "mask_write_register", {kWord, kWord, kWord}, {kWord, kWord, kWord}},
    {23, "read_write_multiple_registers", {kWord, kWord, kWord, kSizedRegisters}, {kRegisters}},
    {24, "read_fifo_queue", {kWord}, {kFifo}},
    {43, "encap_interface_transport", {kByte, kRest}, {kByte, kRest}},
};

// A count of bytes, and words.
bool read_registers(ByteReader& reader, ModbusValue& value) {
  value.bytes = reader.take(reader.u8());
  return value.bytes.size() % 2 == 0;
}

void read_bits(ByteReader& reader, ModbusValue& value) {
  value.bytes = reader.take(reader.u8());
  value.number = uint32_t(value.bytes.size() * 8);
}

bool read_sized_bits(ByteReader& reader, ModbusValue& value) {
  uint32_t count = reader.u16();
  read_bits(reader, value);
  bool are_there = count <= value.number;
  value.number = count;
  return are_there;
}

void read_fifo(ByteReader& reader, ModbusValue& value) {
  reader.skip(2);  // how many bytes follow: said again by how many words
  value.bytes = reader.take(reader.u16() * size_t(2));
}

bool read_files(ByteReader& reader, ModbusValue& value, uint32_t size) {
  value.bytes = reader.take(size);
  return parse_modbus_files(value.part, value.bytes).has_value();
}

// `before`: the part before this one.
bool read_part(ByteReader& reader, ModbusValue& value, const ModbusValue& before) {
  switch (value.part) {
  case kNone: return true;
  case kByte: value.number = reader.u8(); return true;
  case kWord: value.number = reader.u16(); return true;
  case kCoil: value.number = reader.u16() == 0xff00; return true;
  case kBits: read_bits(reader, value); return true;
  case kSizedBits: return read_sized_bits(reader, value);
  case kSizedRegisters: reader.skip(2); return read_registers(reader, value);
  case kRegisters: return read_registers(reader, value);
  case kFifo: read_fifo(reader, value); return true;
  case kFilesAsked:
  case kFilesRead:
  case kFilesWritten: return read_files(reader, value, before.number);
  case kRest: value.bytes = reader.rest(); return true;
  }
  UNREACHABLE();
}

ModbusFileRecord read_reference(ByteReader& reader) {
  ModbusFileRecord record;
  record.type = reader.u8();
  record.file = reader.u16();
  record.record = reader.u16();
  record.length = reader.u16();
  return record;
}

// The size counts the type.
std::optional<ModbusFileRecord> read_what_was_read(ByteReader& reader) {
  ModbusFileRecord record;
  record.size = reader.u8();
  record.type = reader.u8();
  if (record.size == 0) return std::nullopt;
  record.data = reader.take(record.size - 1u);
  return record;
}

std::optional<ModbusFileRecord> read_file(ModbusPart part, ByteReader& reader) {
  if (part == kFilesRead) return read_what_was_read(reader);
  ModbusFileRecord record = read_reference(reader);
  if (part == kFilesWritten) record.data = reader.take(record.length * size_t(2));
  return record;
}

}  // namespace

ModbusHeader parse_modbus_header(ByteSpan bytes) {
  ByteReader reader(bytes);
  ModbusHeader header;
  header.transaction = reader.u16();
  header.protocol = reader.u16();
  header.length = reader.u16();
  header.unit = reader.u8();
  header.function = reader.u8();
  return header;
}

std::span<const ModbusFunction> modbus_functions() { return kFunctions; }

std::optional<size_t> find_modbus_function(uint8_t code) {
  auto found = std::ranges::find(kFunctions, code, &ModbusFunction::code);
  if (found == std::end(kFunctions)) return std::nullopt;
  return size_t(found - std::begin(kFunctions));
}

std::optional<ModbusBody> parse_modbus_body(const ModbusParts& parts, ByteSpan bytes) {
  ByteReader reader(bytes);
  ModbusBody body;
  for (size_t i = 0; i < parts.size() && parts[i] != kNone; ++i) {
    body[i].part = parts[i];
    if (!read_part(reader, body[i], body[i > 0 ? i - 1 : 0])) return std::nullopt;
  }
  return reader.failed() ? std::nullopt : std::optional(body);
}

std::optional<std::vector<ModbusFileRecord>> parse_modbus_files(ModbusPart part, ByteSpan bytes) {
  std::vector<ModbusFileRecord> records;
  ByteReader reader(bytes);
  while (reader.remaining() > 0) {
    auto record = read_file(part, reader);
    if (!record || reader.failed()) return std::nullopt;
    records.push_back(*record);
  }
  return records;
}

}  // namespace avocet
