// Connections: asking for them, and deciding what becomes of them.

#include "analyzer/flow_events.h"
#include "analyzer/weirds.h"
#include "builtin/connection_id.h"
#include "builtin/entries.h"
#include "builtin/state.h"
#include "flow/flow_table.h"

namespace avocet {

namespace {

Value missing(NativeCall& call, std::string_view what, Value otherwise) {
  std::string text = to_string(call.type(0), call.args[0]);
  return complain(call, std::string(what) + " got an unknown connection: " + text, otherwise);
}

enum class Threshold : uint8_t { kBytes, kPackets };

Value set_threshold(NativeCall& call, Threshold what) {
  Flow* flow = find_flow(call);
  if (!flow) return Value::of_bool(false);
  auto& flows = call.machine.service<FlowTable>();
  Side side = call.boolean(2) ? Side::kOrig : Side::kResp;
  auto [bytes, packets] = flows.threshold(*flow, side);
  (what == Threshold::kBytes ? bytes : packets) = call.number(1);
  flows.set_threshold(*flow, side, bytes, packets);
  return Value::of_bool(true);
}

Value get_threshold(NativeCall& call, Threshold what) {
  Flow* flow = find_flow(call);
  if (!flow) return Value::of_count(0);
  Side side = call.boolean(1) ? Side::kOrig : Side::kResp;
  auto [bytes, packets] = call.machine.service<FlowTable>().threshold(*flow, side);
  return Value::of_count(what == Threshold::kBytes ? bytes : packets);
}

// The highest sequence number that one side sent, as it stands in packets; 0 without such a
// connection of TCP.
Value last_sequence(NativeCall& call, Side side) {
  Flow* flow = find_flow(call);
  bool known = flow && flow->transport == Transport::kTcp;
  return Value::of_count(known ? flow->endpoint(side).sequence.last : 0);
}

Value report_limit(NativeCall& call) {
  Flow* flow = flow_of_connection(call, 1);
  if (flow) call.machine.service<FlowTable>().note_partial_analysis(*flow);
  auto* weirds = call.machine.try_service<Weirds>();
  if (flow && weirds && !weirds->admit(call.text(0), *flow)) return Value::of_bool(true);
  FunctionId event = call.program().find_function("conn_weird");
  if (event == kNoFunction || !call.machine.wants(event)) return Value::of_bool(true);
  std::string numbers = std::to_string(call.number(2));
  if (call.number(3) != 0) numbers += " > " + std::to_string(call.number(3));
  Value arguments[] = {retained(call.args[0]), retained(call.args[1]), call.make_string(numbers),
                       retained(call.args[4])};
  call.machine.raise(event, arguments);
  return Value::of_bool(true);
}

}  // namespace

void register_connections(NativeRegistry& registry) {
  // Declared in base/protocols/conn/removal-hooks.zeek. A run-time error ends the hook's body, not
  // its caller.
  registry.add_body(
      "Conn::__run_removal_hook",
      [](NativeCall& call) -> Value {
        Value arguments[] = {call.args[1]};
        call.machine.run_hook(call.callee(0)->id, arguments);
        return Value::null();
      },
      kCallsScripts);

  registry.add(
      {R"(
## Whether there is such a connection now.
##
## Example: print connection_exists([$orig_h=10.0.0.1, $orig_p=1/tcp, $resp_h=10.0.0.2, $resp_p=2/tcp]);   # F
global connection_exists: function(c: conn_id): bool;
)",
       [](NativeCall& call) -> Value { return Value::of_bool(find_flow(call) != nullptr); },
       kNoEffects});

  registry.add({R"(
## The connection of an identity; a run-time error if there is none.
global lookup_connection: function(cid: conn_id): connection;
)",
                [](NativeCall& call) -> Value {
                  Flow* flow = find_flow(call);
                  if (!flow) return call.fail("connection ID not a known connection");
                  return retained(
                      Value::of(call.machine.service<FlowEvents>().connections().of(*flow)));
                },
                kNoEffects});

  registry.add({R"(
## The highest sequence number that the originator of a TCP connection has sent, as packets say it; 0 if there is no such
## connection.
##
## Example: print get_orig_seq([$orig_h=10.0.0.1, $orig_p=1/tcp, $resp_h=10.0.0.2, $resp_p=2/tcp]);   # 0
global get_orig_seq: function(cid: conn_id): count;
)",
                [](NativeCall& call) -> Value { return last_sequence(call, Side::kOrig); },
                kNoEffects});

  registry.add({R"(
## The same for the responder.
##
## Example: print get_resp_seq([$orig_h=10.0.0.1, $orig_p=1/tcp, $resp_h=10.0.0.2, $resp_p=2/tcp]);   # 0
global get_resp_seq: function(cid: conn_id): count;
)",
                [](NativeCall& call) -> Value { return last_sequence(call, Side::kResp); },
                kNoEffects});

  registry.add({R"(
## The transport protocol of a connection.
##
## Example: print get_conn_transport_proto([$orig_h=10.0.0.1, $orig_p=1/udp, $resp_h=10.0.0.2, $resp_p=2/udp]);   # udp
global get_conn_transport_proto: function(cid: conn_id): transport_proto;
)",
                [](NativeCall& call) -> Value {
                  std::optional<Value> port = field_of(call, call.record(0), "resp_p");
                  PortProtocol protocol = port ? Port::of(*port).protocol : PortProtocol::kUnknown;
                  return Value::of_int(int64_t(protocol));
                },
                kNoEffects});

  registry.add({R"(
## Stops looking into a connection: its packets are no longer even counted.
##
## Returns: F if there is no such connection.
global skip_further_processing: function(cid: conn_id): bool;
)",
                [](NativeCall& call) -> Value {
                  Flow* flow = find_flow(call);
                  if (!flow)
                    return missing(call, "skip_further_processing()", Value::of_bool(false));
                  call.machine.service<FlowTable>().skip_further_processing(*flow);
                  return Value::of_bool(true);
                }});

  registry.add({R"(
## Says whether packets of a connection, from the next one on, go to the capture that `-w` writes.
##
## Returns: F if there is no such connection.
global set_record_packets: function(cid: conn_id, do_record: bool): bool;
)",
                [](NativeCall& call) -> Value {
                  Flow* flow = find_flow(call);
                  if (!flow) return missing(call, "set_record_packets()", Value::of_bool(false));
                  flow->record_packets = call.boolean(1);
                  return Value::of_bool(true);
                }});

  registry.add({R"(
## Raises :zeek:id:`conn_weird` for a connection of which something exceeded a limit. It was not looked at to the end:
## its history gets an X.
##
## limit: What was seen.
##
## limit_max: What is allowed; 0 leaves that out of the weird.
global Reporter::limit_reached_weird: function(name: string, c: connection, limit: count, limit_max: count &default=0, source: string &default=""): bool;
)",
                report_limit});

  registry.add(
      {R"(
## Says how long a connection may be idle; 0 secs: for ever.
##
## Returns: What it was before.
global set_inactivity_timeout: function(cid: conn_id, t: interval): interval;
)",
       [](NativeCall& call) -> Value {
         Flow* flow = find_flow(call);
         if (!flow) return missing(call, "set_inactivity_timeout()", Value::of_double(0));
         NetInterval timeout = NetInterval::from_seconds(call.real(1));
         return Value::of_double(
             call.machine.service<FlowTable>().set_inactivity_timeout(*flow, timeout).seconds());
       }});

  registry.add({R"(
## Asks for an event when one side of a connection has sent so many bytes; 0 asks for none.
##
## Returns: F if there is no such connection.
global set_current_conn_bytes_threshold: function(cid: conn_id, threshold: count, is_orig: bool): bool;
)",
                [](NativeCall& call) -> Value { return set_threshold(call, Threshold::kBytes); }});

  registry.add(
      {R"(
## Asks for an event when one side of a connection has sent so many packets; 0 asks for none.
##
## Returns: F if there is no such connection.
global set_current_conn_packets_threshold: function(cid: conn_id, threshold: count, is_orig: bool): bool;
)",
       [](NativeCall& call) -> Value { return set_threshold(call, Threshold::kPackets); }});

  registry.add({R"(
## The number of bytes that an event was asked for; 0 if none was.
global get_current_conn_bytes_threshold: function(cid: conn_id, is_orig: bool): count;
)",
                [](NativeCall& call) -> Value { return get_threshold(call, Threshold::kBytes); },
                kNoEffects});

  registry.add({R"(
## The number of packets that an event was asked for; 0 if none was.
global get_current_conn_packets_threshold: function(cid: conn_id, is_orig: bool): count;
)",
                [](NativeCall& call) -> Value { return get_threshold(call, Threshold::kPackets); },
                kNoEffects});

  registry.add({R"(
## Asks for an event when a connection has lasted so long; 0 secs asks for none.
##
## Returns: F if there is no such connection.
global set_current_conn_duration_threshold: function(cid: conn_id, threshold: interval): bool;
)",
                [](NativeCall& call) -> Value {
                  Flow* flow = find_flow(call);
                  if (!flow) return Value::of_bool(false);
                  call.machine.service<FlowTable>().set_duration_threshold(
                      *flow, NetInterval::from_seconds(call.real(1)));
                  return Value::of_bool(true);
                }});

  registry.add({R"(
## The duration that an event was asked for; 0 secs if none was.
global get_current_conn_duration_threshold: function(cid: conn_id): interval;
)",
                [](NativeCall& call) -> Value {
                  Flow* flow = find_flow(call);
                  if (!flow) return Value::of_double(0);
                  auto& flows = call.machine.service<FlowTable>();
                  return Value::of_double(flows.duration_threshold(*flow).seconds());
                },
                kNoEffects});

  registry.add({R"(
## Writes what one or both sides of a TCP connection say into a file, from now on and in order. Where bytes
## are missing, the file says how many.
##
## cid: The connection.
##
## direction: CONTENTS_ORIG, CONTENTS_RESP or CONTENTS_BOTH; CONTENTS_NONE ends the writing.
##
## f: The file, open for writing.
##
## Returns: F if there is no such connection.
global set_contents_file: function(cid: conn_id, direction: count, f: file): bool;
)",
                [](NativeCall& call) -> Value {
                  Flow* flow = find_flow(call);
                  if (!flow) return Value::of_bool(false);
                  constexpr uint64_t kOrig = 1, kResp = 2, kBoth = 3;
                  uint64_t sides = call.number(1);
                  auto& events = call.machine.service<FlowEvents>();
                  if (sides == 0) {
                    events.set_contents_file(*flow, true, true, nullptr);
                    return Value::of_bool(true);
                  }
                  if (sides > kBoth) return call.fail("no such direction of contents");
                  events.set_contents_file(*flow, (sides & kOrig) != 0, (sides & kResp) != 0,
                                           call.args[2].as<FileObject>());
                  return Value::of_bool(true);
                }});

  registry.add({R"(
## The file that the contents of a connection are written into; a run-time error if there is none.
##
## direction: CONTENTS_ORIG or CONTENTS_RESP.
global get_contents_file: function(cid: conn_id, direction: count): file;
)",
                [](NativeCall& call) -> Value {
                  Flow* flow = find_flow(call);
                  FlowRecord* kept = flow ? FlowRecord::of(*flow) : nullptr;
                  constexpr uint64_t kOrig = 1;
                  Value file =
                      kept ? kept->contents[call.number(1) == kOrig ? 0 : 1] : Value::null();
                  if (file.is_null())
                    return call.fail("no contents are written of this connection");
                  return retained(file);
                },
                kNoEffects});
}

}  // namespace avocet
