// Verdicts: which packets are not accepted.

#include "analyzer/flow_events.h"
#include "builtin/connection_id.h"
#include "builtin/entries.h"

namespace avocet {

namespace {

NetInterval period_of(NativeCall& call) {
  return NetInterval::from_seconds(std::max(call.real(1), 0.0));
}

Value drop_connection(NativeCall& call) {
  auto* events = call.machine.try_service<FlowEvents>();
  std::optional<FlowId> id = id_of_connection(call.record(0));
  if (!events || !id) return Value::null();
  if (Flow* flow = events->flow_of(*id, call.record(0))) events->drop(*flow, period_of(call));
  return Value::null();
}

Value drop_udp_connection(NativeCall& call) {
  auto* events = call.machine.try_service<FlowEvents>();
  std::optional<Value> connection = field_of(call, call.record(0), "conn");
  std::optional<FlowId> id = connection ? id_of_connection(connection->record()) : std::nullopt;
  if (!events || !id) return Value::null();
  if (Flow* flow = events->flow_of_udp(*id, call.record(0))) events->drop(*flow, period_of(call));
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
