// Verdicts: which packets are not accepted.

#include "analyzer/flow_events.h"
#include "builtin/connection_id.h"
#include "builtin/entries.h"

namespace avocet {

namespace {

Value value_of(Record* record, std::string_view field) {
  int index = record->type()->find(field);
  bool is_set = index >= 0 && record->stored(uint32_t(index));
  return is_set ? record->at(uint32_t(index)) : Value::null();
}

NetInterval period_of(NativeCall& call) {
  return NetInterval::from_seconds(std::max(call.real(1), 0.0));
}

Value drop_connection(NativeCall& call) {
  auto* events = call.machine.try_service<FlowEvents>();
  Value id = value_of(call.record(0), "id");
  if (!events || id.is_null()) return Value::null();
  if (Flow* flow = events->flow_of(read_id(id.record()), call.record(0)))
    events->drop(*flow, period_of(call));
  return Value::null();
}

Value drop_udp_connection(NativeCall& call) {
  auto* events = call.machine.try_service<FlowEvents>();
  Value connection = value_of(call.record(0), "conn");
  Value id = connection.is_null() ? Value::null() : value_of(connection.record(), "id");
  if (!events || id.is_null()) return Value::null();
  if (Flow* flow = events->flow_of_udp(read_id(id.record()), call.record(0)))
    events->drop(*flow, period_of(call));
  return Value::null();
}

}  // namespace

void register_verdicts(NativeRegistry& registry) {
  registry.add({R"(
## Does not accept the packet whose events are being handled, of whatever protocol; packets after it
## are not concerned.
##
## Returns: F if there is no such packet, as in :zeek:id:`zeek_init` and when a timer has fired.
##
## Example: print drop_packet();   # F
global drop_packet: function(): bool;
)",
                [](NativeCall& call) -> Value {
                  auto* flows = call.machine.try_service<FlowTable>();
                  return Value::of_bool(flows && flows->drop_packet());
                }});

  registry.add({R"(
## How many packets were not accepted so far, for verdicts of all kinds.
##
## Example: print packets_not_accepted();   # 0
global packets_not_accepted: function(): count;
)",
                [](NativeCall& call) -> Value {
                  auto* flows = call.machine.try_service<FlowTable>();
                  return Value::of_count(flows ? flows->packets_dropped() : 0);
                },
                kNoEffects});

  // Declared in base/protocols/udp_connection.
  registry.add_body("udp_connection::drop", drop_udp_connection);

  registry.add({R"(
## Drops a connection of any protocol: the packet being handled is not accepted, if it is one of the
## connection's, and nothing more is reported of it. :zeek:id:`connection_state_remove` follows once.
## From then on packets of both directions are dropped without any event for the period, which they do
## not prolong. The next packet after it belongs to a new connection.
##
## c: The connection. One that is over is left alone.
##
## period: How long.
global Conn::drop: function(c: connection, period: interval &default=60 secs);
)",
                drop_connection});
}

}  // namespace avocet
