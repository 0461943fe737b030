#include "protocol/modbus/analyzer.h"

#include <string>

#include "analyzer/weirds.h"

namespace avocet {

namespace {

constexpr uint8_t kDiagnostics = 8;

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## The header of each message, known function or not.
global modbus_message: event(c: connection, headers: ModbusHeaders, is_orig: bool);

## A device cannot do what it was asked for.
global modbus_exception: event(c: connection, headers: ModbusHeaders, code: count);

## Coils are asked for, and told.
global modbus_read_coils_request: event(c: connection, headers: ModbusHeaders,
	start_address: count, quantity: count);
global modbus_read_coils_response: event(c: connection, headers: ModbusHeaders, coils: ModbusCoils);

## Inputs of one bit are asked for, and told.
global modbus_read_discrete_inputs_request: event(c: connection, headers: ModbusHeaders,
	start_address: count, quantity: count);
global modbus_read_discrete_inputs_response: event(c: connection, headers: ModbusHeaders,
	coils: ModbusCoils);

## Registers are asked for, and told.
global modbus_read_holding_registers_request: event(c: connection, headers: ModbusHeaders,
	start_address: count, quantity: count);
global modbus_read_holding_registers_response: event(c: connection, headers: ModbusHeaders,
	registers: ModbusRegisters);

## Inputs of a word are asked for, and told.
global modbus_read_input_registers_request: event(c: connection, headers: ModbusHeaders,
	start_address: count, quantity: count);
global modbus_read_input_registers_response: event(c: connection, headers: ModbusHeaders,
	registers: ModbusRegisters);

## A coil is set.
global modbus_write_single_coil_request: event(c: connection, headers: ModbusHeaders,
	address: count, value: bool);
global modbus_write_single_coil_response: event(c: connection, headers: ModbusHeaders,
	address: count, value: bool);

## A register is set.
global modbus_write_single_register_request: event(c: connection, headers: ModbusHeaders,
	address: count, value: count);
global modbus_write_single_register_response: event(c: connection, headers: ModbusHeaders,
	address: count, value: count);

## Tests and counters of a device.
global modbus_diagnostics_request: event(c: connection, headers: ModbusHeaders,
	subfunction: count, data: string);
global modbus_diagnostics_response: event(c: connection, headers: ModbusHeaders,
	subfunction: count, data: string);

## Coils are set.
global modbus_write_multiple_coils_request: event(c: connection, headers: ModbusHeaders,
	start_address: count, coils: ModbusCoils);
global modbus_write_multiple_coils_response: event(c: connection, headers: ModbusHeaders,
	start_address: count, quantity: count);

## Registers are set.
global modbus_write_multiple_registers_request: event(c: connection, headers: ModbusHeaders,
	start_address: count, registers: ModbusRegisters);
global modbus_write_multiple_registers_response: event(c: connection, headers: ModbusHeaders,
	start_address: count, quantity: count);

## Records of files are asked for, and told.
global modbus_read_file_record_request: event(c: connection, headers: ModbusHeaders,
	byte_count: count, refs: ModbusFileRecordRequests);
global modbus_read_file_record_response: event(c: connection, headers: ModbusHeaders,
	byte_count: count, refs: ModbusFileRecordResponses);

## Records of files are written.
global modbus_write_file_record_request: event(c: connection, headers: ModbusHeaders,
	byte_count: count, refs: ModbusFileReferences);
global modbus_write_file_record_response: event(c: connection, headers: ModbusHeaders,
	byte_count: count, refs: ModbusFileReferences);

## Bits of a register are set and cleared.
global modbus_mask_write_register_request: event(c: connection, headers: ModbusHeaders,
	address: count, and_mask: count, or_mask: count);
global modbus_mask_write_register_response: event(c: connection, headers: ModbusHeaders,
	address: count, and_mask: count, or_mask: count);

## Registers are set, others asked for in the same message.
global modbus_read_write_multiple_registers_request: event(c: connection, headers: ModbusHeaders,
	read_start_address: count, read_quantity: count, write_start_address: count, write_registers: ModbusRegisters);
global modbus_read_write_multiple_registers_response: event(c: connection,
	headers: ModbusHeaders, written_registers: ModbusRegisters);

## A queue of registers is asked for, and told.
global modbus_read_fifo_queue_request: event(c: connection, headers: ModbusHeaders,
	start_address: count);
global modbus_read_fifo_queue_response: event(c: connection, headers: ModbusHeaders,
	fifos: ModbusRegisters);

## Another protocol inside, such as that which identifies devices.
global modbus_encap_interface_transport_request: event(c: connection, headers: ModbusHeaders,
	mei_type: count, data: string);
global modbus_encap_interface_transport_response: event(c: connection, headers: ModbusHeaders,
	mei_type: count, data: string);
)";

// The type of a part among the parameters of its event.
std::string_view type_of(ModbusPart part) {
  switch (part) {
  case ModbusPart::kNone: return "";
  case ModbusPart::kByte:
  case ModbusPart::kWord: return "count";
  case ModbusPart::kCoil: return "bool";
  case ModbusPart::kBits:
  case ModbusPart::kSizedBits: return "vector of bool";
  case ModbusPart::kRegisters:
  case ModbusPart::kSizedRegisters:
  case ModbusPart::kFifo: return "vector of count";
  case ModbusPart::kFilesAsked: return "vector of ModbusFileRecordRequest";
  case ModbusPart::kFilesRead: return "vector of ModbusFileRecordResponse";
  case ModbusPart::kFilesWritten: return "vector of ModbusFileReference";
  case ModbusPart::kRest: return "string";
  }
  UNREACHABLE();
}

EventHandle function_event(ProtocolWorld& world, const ModbusFunction& function, Side side) {
  std::vector<std::string_view> types{"connection", "ModbusHeaders"};
  for (ModbusPart part : function.parts(side))
    if (part != ModbusPart::kNone) types.push_back(type_of(part));
  std::string name = "modbus_" + std::string(function.name);
  return world.event(name + (side == Side::kOrig ? "_request" : "_response"), types);
}

const VectorType* vector_type(const ProtocolWorld& world, std::string_view name) {
  return as_vector(world.machine.program().find_type(name));
}

}  // namespace

ModbusBinding::ModbusBinding(ProtocolWorld& world)
    : headers(world.shapes, "ModbusHeaders",
              {{"tid", TypeKind::kCount},
               {"pid", TypeKind::kCount},
               {"uid", TypeKind::kCount},
               {"function_code", TypeKind::kCount},
               {"len", TypeKind::kCount}},
              world.errors),
      file_asked(world.shapes, "ModbusFileRecordRequest",
                 {{"ref_type", TypeKind::kCount},
                  {"file_num", TypeKind::kCount},
                  {"record_num", TypeKind::kCount},
                  {"record_len", TypeKind::kCount}},
                 world.errors),
      file_read(world.shapes, "ModbusFileRecordResponse",
                {{"file_len", TypeKind::kCount},
                 {"ref_type", TypeKind::kCount},
                 {"record_data", TypeKind::kString}},
                world.errors),
      file_written(world.shapes, "ModbusFileReference",
                   {{"ref_type", TypeKind::kCount},
                    {"file_num", TypeKind::kCount},
                    {"record_num", TypeKind::kCount},
                    {"record_len", TypeKind::kCount},
                    {"record_data", TypeKind::kString}},
                   world.errors),
      coils(vector_type(world, "ModbusCoils")), registers(vector_type(world, "ModbusRegisters")),
      files_asked(vector_type(world, "ModbusFileRecordRequests")),
      files_read(vector_type(world, "ModbusFileRecordResponses")),
      files_written(vector_type(world, "ModbusFileReferences")),
      message(world.event("modbus_message", {"connection", "ModbusHeaders", "bool"})),
      exception(world.event("modbus_exception", {"connection", "ModbusHeaders", "count"})),
      net_weird(world.event("net_weird", {"string", "string", "string"})) {
  for (const ModbusFunction& function : modbus_functions())
    functions.push_back({function_event(world, function, Side::kOrig),
                         function_event(world, function, Side::kResp)});
}

std::unique_ptr<ProtocolAnalyzer> ModbusBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<ModbusAnalyzer>(*this);
}

// ---- Messages ------------------------------------------------------------------------

void ModbusAnalyzer::data(Side side, ByteSpan bytes) {
  bool is_modbus = streams_[size_t(side)].feed(
      bytes, [&](const ModbusHeader& found) { header(side, found); },
      [&](const ModbusHeader& found, ByteSpan rest) { return body(side, found, rest); });
  if (!is_modbus) violate("this is no header of Modbus");
}

void ModbusAnalyzer::header(Side side, const ModbusHeader& header) {
  if (binding_.message.wanted())
    binding_.message.raise({connection(), headers(header), Value::of_bool(side == Side::kOrig)});
}

bool ModbusAnalyzer::body(Side side, const ModbusHeader& header, ByteSpan bytes) {
  std::optional<size_t> place = find_modbus_function(header.function);
  bool fits = true;
  if (header.is_exception(side))
    fits = exception(header, bytes);
  else if (place)
    fits = function(side, *place, header, bytes);
  if (fits)
    confirm();
  else
    violate("a message of Modbus does not fit its function");
  return fits;
}

bool ModbusAnalyzer::exception(const ModbusHeader& header, ByteSpan bytes) {
  if (bytes.empty()) return false;
  if (binding_.exception.wanted())
    binding_.exception.raise({connection(), headers(header), Value::of_count(bytes[0])});
  return true;
}

bool ModbusAnalyzer::function(Side side, size_t place, const ModbusHeader& header, ByteSpan bytes) {
  std::optional<ModbusBody> body = parse_modbus_body(modbus_functions()[place].parts(side), bytes);
  if (!body) return false;
  if (header.function == kDiagnostics) check_diagnostics(side, body->front().number);
  const EventHandle& event = binding_.functions[place][size_t(side)];
  if (!event.wanted()) return true;
  std::vector<Value> arguments{connection(), headers(header)};
  for (const ModbusValue& value : *body)
    if (value.part != ModbusPart::kNone) arguments.push_back(part(value));
  event.raise(arguments);
  return true;
}

// Numbers that are not reserved. That clients send zero (return query data) is not expected, as
// Zeek does not. The weird is of no connection, there as here.
void ModbusAnalyzer::check_diagnostics(Side side, uint32_t subfunction) {
  bool is_known = (subfunction >= 1 && subfunction <= 4) ||
                  (subfunction >= 10 && subfunction <= 18) || subfunction == 20 ||
                  (subfunction == 0 && side == Side::kResp);
  if (is_known) return;
  std::string_view name = side == Side::kOrig ? "modbus_diag_unknown_request_subfunction"
                                              : "modbus_diag_unknown_response_subfunction";
  auto* weirds = machine().try_service<Weirds>();
  if ((!weirds || weirds->admit(name)) && binding_.net_weird.wanted())
    binding_.net_weird.raise({text(name), text(std::to_string(subfunction)), text("")});
}

// ---- Values --------------------------------------------------------------------------

Value ModbusAnalyzer::headers(const ModbusHeader& header) const {
  return Value::of(binding_.headers.make(
      heap(), {Value::of_count(header.transaction), Value::of_count(header.protocol),
               Value::of_count(header.unit), Value::of_count(header.function),
               Value::of_count(header.length)}));
}

Value ModbusAnalyzer::part(const ModbusValue& value) const {
  switch (value.part) {
  case ModbusPart::kNone:
  case ModbusPart::kByte:
  case ModbusPart::kWord: return Value::of_count(value.number);
  case ModbusPart::kCoil: return Value::of_bool(value.number != 0);
  case ModbusPart::kBits:
  case ModbusPart::kSizedBits: return bits(value);
  case ModbusPart::kRegisters:
  case ModbusPart::kSizedRegisters:
  case ModbusPart::kFifo: return words(value.bytes);
  case ModbusPart::kFilesAsked:
  case ModbusPart::kFilesRead:
  case ModbusPart::kFilesWritten: return files(value);
  case ModbusPart::kRest: return text(value.bytes);
  }
  UNREACHABLE();
}

// The first coil is the lowest bit of the first byte.
Value ModbusAnalyzer::bits(const ModbusValue& value) const {
  Vector* made = make_vector(heap(), binding_.coils, value.number);
  for (size_t i = 0; i < value.number; ++i)
    push(heap(), made, Value::of_bool(value.bytes[i / 8] >> i % 8 & 1));
  return Value::of(made);
}

Value ModbusAnalyzer::words(ByteSpan bytes) const {
  Vector* made = make_vector(heap(), binding_.registers, bytes.size() / 2);
  ByteReader reader(bytes);
  while (reader.remaining() > 0) push(heap(), made, Value::of_count(reader.u16()));
  return Value::of(made);
}

Value ModbusAnalyzer::files(const ModbusValue& value) const {
  const VectorType* type = value.part == ModbusPart::kFilesAsked  ? binding_.files_asked
                           : value.part == ModbusPart::kFilesRead ? binding_.files_read
                                                                  : binding_.files_written;
  Vector* made = make_vector(heap(), type);
  if (auto records = parse_modbus_files(value.part, value.bytes))
    for (const ModbusFileRecord& record : *records) push(heap(), made, file(value.part, record));
  return Value::of(made);
}

Value ModbusAnalyzer::file(ModbusPart part, const ModbusFileRecord& record) const {
  Value type = Value::of_count(record.type);
  if (part == ModbusPart::kFilesRead)
    return Value::of(
        binding_.file_read.make(heap(), {Value::of_count(record.size), type, text(record.data)}));
  Value file = Value::of_count(record.file), number = Value::of_count(record.record),
        length = Value::of_count(record.length);
  if (part == ModbusPart::kFilesAsked)
    return Value::of(binding_.file_asked.make(heap(), {type, file, number, length}));
  return Value::of(
      binding_.file_written.make(heap(), {type, file, number, length, text(record.data)}));
}

void register_modbus(ProtocolRegistry& registry) {
  Protocol modbus;
  modbus.name = "MODBUS";
  modbus.declarations = kDeclarations;
  modbus.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<ModbusBinding>(world);
  };
  registry.add(modbus);
}

}  // namespace avocet
