#include "protocol/dnp3/analyzer.h"

#include <string>

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## What is asked for: the function.
global dnp3_application_request_header: event(c: connection, is_orig: bool, application: count,
	fc: count);

## What is answered, or told unasked.
##
## iin: What the outstation says of its state, as the two bytes read from left to right.
global dnp3_application_response_header: event(c: connection, is_orig: bool, application: count,
	fc: count, iin: count);

## The header of a message's first frame, before all else of it.
global dnp3_header_block: event(c: connection, is_orig: bool, len: count, ctrl: count,
	dest_addr: count, src_addr: count);

## Objects follow: of what kind, how many, and which.
##
## obj_type: Group and variation, 256 * group + variation.
##
## rf_low: The first, or how many there are.
##
## rf_high: The last.
global dnp3_object_header: event(c: connection, is_orig: bool, obj_type: count, qua_field: count,
	number: count, rf_low: count, rf_high: count);

## What stands before an object: its place, or how many bytes it has; zero if there is nothing.
global dnp3_object_prefix: event(c: connection, is_orig: bool, prefix_value: count);

## An object of a response.
##
## data_value: The byte, if it is one without an event of its own; otherwise 255.
global dnp3_response_data_object: event(c: connection, is_orig: bool, data_value: count);

## An attribute of a device (group 0).
global dnp3_attribute_common: event(c: connection, is_orig: bool, data_type_code: count,
	leng: count, attribute_obj: string);

## A piece of a file (group 70, variation 5).
global dnp3_file_transport: event(c: connection, is_orig: bool, file_handle: count,
	block_num: count, file_data: string);

## The rest of a message, whose objects are of a kind that is not known.
global dnp3_debug_byte: event(c: connection, is_orig: bool, debug: string);

## A relay is to be switched (group 12, variations 1 and 2).
global dnp3_crob: event(c: connection, is_orig: bool, control_code: count, count8: count,
	on_time: count, off_time: count, status_code: count);
global dnp3_pcb: event(c: connection, is_orig: bool, control_code: count, count8: count,
	on_time: count, off_time: count, status_code: count);

## Counters (group 20).
global dnp3_counter_32wFlag: event(c: connection, is_orig: bool, flag: count, count_value: count);
global dnp3_counter_16wFlag: event(c: connection, is_orig: bool, flag: count, count_value: count);
global dnp3_counter_32woFlag: event(c: connection, is_orig: bool, count_value: count);
global dnp3_counter_16woFlag: event(c: connection, is_orig: bool, count_value: count);

## Frozen counters (group 21).
global dnp3_frozen_counter_32wFlag: event(c: connection, is_orig: bool, flag: count,
	count_value: count);
global dnp3_frozen_counter_16wFlag: event(c: connection, is_orig: bool, flag: count,
	count_value: count);
global dnp3_frozen_counter_32wFlagTime: event(c: connection, is_orig: bool, flag: count,
	count_value: count, time48: count);
global dnp3_frozen_counter_16wFlagTime: event(c: connection, is_orig: bool, flag: count,
	count_value: count, time48: count);
global dnp3_frozen_counter_32woFlag: event(c: connection, is_orig: bool, count_value: count);
global dnp3_frozen_counter_16woFlag: event(c: connection, is_orig: bool, count_value: count);

## What is measured (group 30).
global dnp3_analog_input_32wFlag: event(c: connection, is_orig: bool, flag: count, value: count);
global dnp3_analog_input_16wFlag: event(c: connection, is_orig: bool, flag: count, value: count);
global dnp3_analog_input_32woFlag: event(c: connection, is_orig: bool, value: count);
global dnp3_analog_input_16woFlag: event(c: connection, is_orig: bool, value: count);
global dnp3_analog_input_SPwFlag: event(c: connection, is_orig: bool, flag: count, value: count);
global dnp3_analog_input_DPwFlag: event(c: connection, is_orig: bool, flag: count,
	value_low: count, value_high: count);

## What was measured when it was frozen (group 31).
global dnp3_frozen_analog_input_32wFlag: event(c: connection, is_orig: bool, flag: count,
	frozen_value: count);
global dnp3_frozen_analog_input_16wFlag: event(c: connection, is_orig: bool, flag: count,
	frozen_value: count);
global dnp3_frozen_analog_input_32wTime: event(c: connection, is_orig: bool, flag: count,
	frozen_value: count, time48: count);
global dnp3_frozen_analog_input_16wTime: event(c: connection, is_orig: bool, flag: count,
	frozen_value: count, time48: count);
global dnp3_frozen_analog_input_32woFlag: event(c: connection, is_orig: bool, frozen_value: count);
global dnp3_frozen_analog_input_16woFlag: event(c: connection, is_orig: bool, frozen_value: count);
global dnp3_frozen_analog_input_SPwFlag: event(c: connection, is_orig: bool, flag: count,
	frozen_value: count);
global dnp3_frozen_analog_input_DPwFlag: event(c: connection, is_orig: bool, flag: count,
	frozen_value_low: count, frozen_value_high: count);

## Measured values that changed (group 32).
global dnp3_analog_input_event_32woTime: event(c: connection, is_orig: bool, flag: count,
	value: count);
global dnp3_analog_input_event_16woTime: event(c: connection, is_orig: bool, flag: count,
	value: count);
global dnp3_analog_input_event_32wTime: event(c: connection, is_orig: bool, flag: count,
	value: count, time48: count);
global dnp3_analog_input_event_16wTime: event(c: connection, is_orig: bool, flag: count,
	value: count, time48: count);
global dnp3_analog_input_event_SPwoTime: event(c: connection, is_orig: bool, flag: count,
	value: count);
global dnp3_analog_input_event_DPwoTime: event(c: connection, is_orig: bool, flag: count,
	value_low: count, value_high: count);
global dnp3_analog_input_event_SPwTime: event(c: connection, is_orig: bool, flag: count,
	value: count, time48: count);
global dnp3_analog_input_event_DPwTime: event(c: connection, is_orig: bool, flag: count,
	value_low: count, value_high: count, time48: count);

## Frozen values that changed (group 33).
global dnp3_frozen_analog_input_event_32woTime: event(c: connection, is_orig: bool, flag: count,
	frozen_value: count);
global dnp3_frozen_analog_input_event_16woTime: event(c: connection, is_orig: bool, flag: count,
	frozen_value: count);
global dnp3_frozen_analog_input_event_32wTime: event(c: connection, is_orig: bool, flag: count,
	frozen_value: count, time48: count);
global dnp3_frozen_analog_input_event_16wTime: event(c: connection, is_orig: bool, flag: count,
	frozen_value: count, time48: count);
global dnp3_frozen_analog_input_event_SPwoTime: event(c: connection, is_orig: bool, flag: count,
	frozen_value: count);
global dnp3_frozen_analog_input_event_DPwoTime: event(c: connection, is_orig: bool, flag: count,
	frozen_value_low: count, frozen_value_high: count);
global dnp3_frozen_analog_input_event_SPwTime: event(c: connection, is_orig: bool, flag: count,
	frozen_value: count, time48: count);
global dnp3_frozen_analog_input_event_DPwTime: event(c: connection, is_orig: bool, flag: count,
	frozen_value_low: count, frozen_value_high: count, time48: count);
)";

Value number(uint64_t value) { return Value::of_count(value); }

std::string_view weird_of(Dnp3Fault fault) {
  switch (fault) {
  case Dnp3Fault::kNone: return "";
  case Dnp3Fault::kLacksMagic: return "dnp3_header_lacks_magic";
  case Dnp3Fault::kTooShort: return "dnp3_negative_or_zero_length_link_layer";
  case Dnp3Fault::kCorruptHeader: return "dnp3_corrupt_header_checksum";
  case Dnp3Fault::kCorruptData: return "dnp3_corrupt_data_checksum";
  }
  UNREACHABLE();
}

EventHandle kind_event(ProtocolWorld& world, const Dnp3Kind& kind) {
  if (kind.event.empty()) return {};
  std::vector<std::string_view> types{"connection", "bool"};
  types.resize(types.size() + kind.parts.size(), "count");
  return world.event("dnp3_" + std::string(kind.event), types);
}

}  // namespace

Dnp3Binding::Dnp3Binding(ProtocolWorld& world, Transport wanted)
    : transport(wanted), link(world.event("dnp3_header_block", {"connection", "bool", "count",
                                                                "count", "count", "count"})),
      request(
          world.event("dnp3_application_request_header", {"connection", "bool", "count", "count"})),
      response(world.event("dnp3_application_response_header",
                           {"connection", "bool", "count", "count", "count"})),
      objects(world.event("dnp3_object_header",
                          {"connection", "bool", "count", "count", "count", "count", "count"})),
      prefix(world.event("dnp3_object_prefix", {"connection", "bool", "count"})),
      data(world.event("dnp3_response_data_object", {"connection", "bool", "count"})),
      attribute(
          world.event("dnp3_attribute_common", {"connection", "bool", "count", "count", "string"})),
      file_block(
          world.event("dnp3_file_transport", {"connection", "bool", "count", "count", "string"})),
      unknown(world.event("dnp3_debug_byte", {"connection", "bool", "string"})) {
  for (const Dnp3Kind& kind : dnp3_kinds()) kinds.push_back(kind_event(world, kind));
}

std::unique_ptr<ProtocolAnalyzer> Dnp3Binding::make(const Flow& flow) {
  if (flow.transport != transport) return nullptr;
  return std::make_unique<Dnp3Analyzer>(*this);
}

// ---- Frames --------------------------------------------------------------------------

// A datagram begins with a frame.
void Dnp3Analyzer::datagram(Side side, ByteSpan payload, uint32_t) {
  frames_[size_t(side)].drop();
  data(side, payload);
}

void Dnp3Analyzer::data(Side side, ByteSpan bytes) {
  if (is_lost_) return;
  Dnp3Fault fault = frames_[size_t(side)].feed(
      bytes, [&](const Dnp3LinkHeader& header, ByteSpan user) { frame(side, header, user); });
  if (fault == Dnp3Fault::kNone) return;
  weird(weird_of(fault));
  segments_[size_t(side)].drop();
  switch (fault) {
  case Dnp3Fault::kNone:
  case Dnp3Fault::kCorruptData: return;
  // What was DNP3 until here remains it: where the next frame begins is not known, that is all.
  case Dnp3Fault::kLacksMagic: is_lost_ = binding_.transport == Transport::kTcp; return;
  case Dnp3Fault::kTooShort:
  case Dnp3Fault::kCorruptHeader: violate("this is no frame of DNP3"); return;
  }
}

void Dnp3Analyzer::gap(Side side, uint64_t) {
  frames_[size_t(side)].drop();
  segments_[size_t(side)].drop();
}

void Dnp3Analyzer::frame(Side side, const Dnp3LinkHeader& header, ByteSpan user) {
  if (header.is_from_master() != (side == Side::kOrig)) weird("dnp3_unexpected_flow_direction");
  Dnp3Segments& segments = segments_[size_t(side)];
  switch (segments.add(header, user)) {
  case Dnp3Segments::Added::kNothing: return;
  case Dnp3Segments::Added::kMessage: whole_message(side, segments); return;
  case Dnp3Segments::Added::kFirstMissing:
    weird("dnp3_first_application_layer_segment_missing");
    return;
  case Dnp3Segments::Added::kTooLong: weird("dnp3_message_too_long"); return;
  }
}

void Dnp3Analyzer::whole_message(Side side, const Dnp3Segments& segments) {
  side_ = side;
  const Dnp3LinkHeader& header = segments.header();
  if (binding_.link.wanted())
    binding_.link.raise({connection(), is_orig(), number(header.length), number(header.control),
                         number(header.destination), number(header.source)});
  if (!parse_dnp3_message(segments.message(), *this)) violate("objects of DNP3 do not fit");
}

// ---- Messages ------------------------------------------------------------------------

void Dnp3Analyzer::message(const Dnp3MessageHeader& header) {
  confirm();
  Value control = number(header.control), function = number(header.function);
  if (!header.is_response()) {
    if (binding_.request.wanted())
      binding_.request.raise({connection(), is_orig(), control, function});
  } else if (binding_.response.wanted()) {
    binding_.response.raise(
        {connection(), is_orig(), control, function, number(header.indications)});
  }
}

void Dnp3Analyzer::objects(const Dnp3ObjectHeader& header) {
  if (binding_.objects.wanted())
    binding_.objects.raise({connection(), is_orig(), number(header.type), number(header.qualifier),
                            number(header.number), number(header.low), number(header.high)});
}

void Dnp3Analyzer::prefix(uint32_t value) {
  if (binding_.prefix.wanted()) binding_.prefix.raise({connection(), is_orig(), number(value)});
}

void Dnp3Analyzer::object(const Dnp3Kind& kind, std::span<const uint64_t> numbers) {
  const EventHandle& event = binding_.kinds[size_t(&kind - dnp3_kinds().data())];
  if (!event.wanted()) return;
  std::vector<Value> arguments{connection(), is_orig()};
  for (uint64_t value : numbers) arguments.push_back(number(value));
  event.raise(arguments);
}

void Dnp3Analyzer::attribute(uint8_t type, ByteSpan value) {
  if (binding_.attribute.wanted())
    binding_.attribute.raise(
        {connection(), is_orig(), number(type), number(value.size()), text(value)});
}

void Dnp3Analyzer::file_block(uint32_t handle, uint32_t block, ByteSpan data) {
  if (binding_.file_block.wanted())
    binding_.file_block.raise({connection(), is_orig(), number(handle), number(block), text(data)});
}

void Dnp3Analyzer::response_object(uint8_t value) {
  if (binding_.data.wanted()) binding_.data.raise({connection(), is_orig(), number(value)});
}

void Dnp3Analyzer::unknown(ByteSpan rest) {
  if (binding_.unknown.wanted()) binding_.unknown.raise({connection(), is_orig(), text(rest)});
}

void register_dnp3(ProtocolRegistry& registry) {
  Protocol tcp;
  tcp.name = "DNP3_TCP";
  tcp.declarations = kDeclarations;
  tcp.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<Dnp3Binding>(world, Transport::kTcp);
  };
  registry.add(tcp);

  Protocol udp;
  udp.name = "DNP3_UDP";
  udp.declarations = "module GLOBAL;\n";
  udp.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<Dnp3Binding>(world, Transport::kUdp);
  };
  registry.add(udp);
}

}  // namespace avocet
