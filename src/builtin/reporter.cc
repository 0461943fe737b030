// Messages and weirds that scripts bring up themselves.

#include "builtin/connection_id.h"
#include "builtin/raise_weird.h"
#include "builtin/state.h"
#include "event/run_control.h"

namespace avocet {

namespace {

Value done() { return Value::of_bool(true); }

Value warn(NativeCall& call) {
  call.warn(call.text(0));
  return done();
}

Value weird(NativeCall& call, bool admitted, std::string_view event_name,
            std::span<const Value> borrowed) {
  raise_weird(call, admitted, event_name, borrowed);
  return done();
}

Value net_weird(NativeCall& call) {
  Weirds* weirds = weirds_of(call);
  bool admitted = !weirds || weirds->admit(call.text(0));
  return weird(call, admitted, "net_weird", {call.args, 3});
}

Value flow_weird(NativeCall& call) {
  Weirds* weirds = weirds_of(call);
  bool admitted = !weirds || weirds->admit(call.text(0), call.address(1), call.address(2));
  return weird(call, admitted, "flow_weird", {call.args, 5});
}

// A connection that is gone has an event of its own.
Value conn_weird(NativeCall& call) {
  Weirds* weirds = weirds_of(call);
  Record* connection = call.record(1);
  std::optional<FlowId> id = id_of_connection(connection);
  std::optional<Value> uid = field_of(call, connection, "uid");
  if (!id || !uid) return weird(call, true, "conn_weird", {call.args, 4});
  auto* events = call.machine.try_service<FlowEvents>();
  Flow* flow = events ? events->flow_of(*id, connection) : nullptr;
  if (flow || !weirds) {
    bool admitted = !weirds || weirds->admit(call.text(0), *flow);
    return weird(call, admitted, "conn_weird", {call.args, 4});
  }
  bool admitted = weirds->admit_ended(call.text(0), uid->string()->view());
  Value arguments[] = {call.args[0], *field_of(call, connection, "id"), *uid, call.args[2],
                       call.args[3]};
  return weird(call, admitted, "expired_conn_weird", arguments);
}

Value file_weird(NativeCall& call) {
  Weirds* weirds = weirds_of(call);
  bool admitted = !weirds || weirds->admit(call.text(0));
  return weird(call, admitted, "file_weird", {call.args, 4});
}

// An option, as an owned slot.
Value option_value(NativeCall& call, std::string_view name) {
  const Value* found = call.machine.find_global(name);
  return found ? *found : Value::null();
}

Value set_option(NativeCall& call, std::string_view name) {
  auto found = call.program().global_ids.find(name);
  if (found == call.program().global_ids.end()) return Value::of_bool(false);
  bool managed = call.program().globals[found->second].type->managed();
  call.machine.set_global(found->second, managed ? retained(call.args[0]) : call.args[0]);
  return Value::of_bool(true);
}

Value end_with_error(NativeCall& call) {
  complain(call, call.text(0));
  return end_run(call, 1);
}

}  // namespace

void register_reporter(NativeRegistry& registry) {
  registry.add({R"(
## Says something.
global Reporter::info: function(msg: string): bool;
)",
                [](NativeCall& call) -> Value {
                  inform(call, call.text(0));
                  return done();
                }});

  registry.add({R"(
## Warns of something.
global Reporter::warning: function(msg: string): bool;
)",
                [](NativeCall& call) -> Value { return warn(call); }});

  registry.add({R"(
## Complains of something.
global Reporter::error: function(msg: string): bool;
)",
                [](NativeCall& call) -> Value { return complain(call, call.text(0), done()); }});

  registry.add({R"(
## Complains of something that makes going on useless, and ends the run at once, as :zeek:id:`exit` does with status 1.
global Reporter::fatal: function(msg: string): bool;
)",
                end_with_error});

  registry.add({R"(
## Does what :zeek:id:`Reporter::fatal` does. Nothing in this program writes a core for the asking.
global Reporter::fatal_error_with_core: function(msg: string): bool;
)",
                end_with_error});

  registry.add({R"(
## Raises :zeek:id:`net_weird`.
##
## Example: print Reporter::net_weird("odd");   # T
global Reporter::net_weird: function(name: string, addl: string &default="", source: string &default=""): bool;
)",
                net_weird});

  registry.add({R"(
## Raises :zeek:id:`flow_weird`.
##
## Example: print Reporter::flow_weird("odd", 10.0.0.1, 10.0.0.2);   # T
global Reporter::flow_weird: function(name: string, orig: addr, resp: addr, addl: string &default="", source: string &default=""): bool;
)",
                flow_weird});

  registry.add({R"(
## Raises :zeek:id:`conn_weird`, or :zeek:id:`expired_conn_weird` if the connection is gone.
global Reporter::conn_weird: function(name: string, c: connection, addl: string &default="", source: string &default=""): bool;
)",
                conn_weird});

  registry.add({R"(
## Raises :zeek:id:`file_weird`.
global Reporter::file_weird: function(name: string, f: fa_file, addl: string &default="", source: string &default=""): bool;
)",
                file_weird});

  registry.add({R"(
## The weirds that are always reported.
##
## Example: print |Reporter::get_weird_sampling_whitelist()|;   # 0
global Reporter::get_weird_sampling_whitelist: function(): string_set;
)",
                [](NativeCall& call) -> Value {
                  return retained(option_value(call, "Weird::sampling_whitelist"));
                },
                kNoEffects});

  registry.add(
      {R"(
## Says which weirds are always reported.
global Reporter::set_weird_sampling_whitelist: function(weird_sampling_whitelist: string_set): bool;
)",
       [](NativeCall& call) -> Value { return set_option(call, "Weird::sampling_whitelist"); }});

  registry.add({R"(
## The weirds that are counted over all connections.
##
## Example: print |Reporter::get_weird_sampling_global_list()|;   # 0
global Reporter::get_weird_sampling_global_list: function(): string_set;
)",
                [](NativeCall& call) -> Value {
                  return retained(option_value(call, "Weird::sampling_global_list"));
                },
                kNoEffects});

  registry.add(
      {R"(
## Says which weirds are counted over all connections.
global Reporter::set_weird_sampling_global_list: function(weird_sampling_global_list: string_set): bool;
)",
       [](NativeCall& call) -> Value { return set_option(call, "Weird::sampling_global_list"); }});

  registry.add(
      {R"(
## Up to how many weirds of a kind are reported in full.
##
## Example: print Reporter::get_weird_sampling_threshold();   # 25
global Reporter::get_weird_sampling_threshold: function(): count;
)",
       [](NativeCall& call) -> Value { return option_value(call, "Weird::sampling_threshold"); },
       kNoEffects});

  registry.add(
      {R"(
## Says up to how many weirds of a kind are reported in full.
global Reporter::set_weird_sampling_threshold: function(weird_sampling_threshold: count): bool;
)",
       [](NativeCall& call) -> Value { return set_option(call, "Weird::sampling_threshold"); }});

  registry.add(
      {R"(
## One in how many weirds is reported beyond that.
##
## Example: print Reporter::get_weird_sampling_rate();   # 1000
global Reporter::get_weird_sampling_rate: function(): count;
)",
       [](NativeCall& call) -> Value { return option_value(call, "Weird::sampling_rate"); },
       kNoEffects});

  registry.add(
      {R"(
## Says one in how many weirds is reported beyond that.
global Reporter::set_weird_sampling_rate: function(weird_sampling_rate: count): bool;
)",
       [](NativeCall& call) -> Value { return set_option(call, "Weird::sampling_rate"); }});

  registry.add(
      {R"(
## How long it takes until a kind of weird is reported in full again.
##
## Example: print Reporter::get_weird_sampling_duration();   # 10.0 mins
global Reporter::get_weird_sampling_duration: function(): interval;
)",
       [](NativeCall& call) -> Value { return option_value(call, "Weird::sampling_duration"); },
       kNoEffects});

  registry.add(
      {R"(
## Says how long it takes until a kind of weird is reported in full again.
global Reporter::set_weird_sampling_duration: function(weird_sampling_duration: interval): bool;
)",
       [](NativeCall& call) -> Value { return set_option(call, "Weird::sampling_duration"); }});
}

}  // namespace avocet
