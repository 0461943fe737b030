// Weirds that builtins bring up, for scripts or on their own account.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "analyzer/flow_events.h"
#include "analyzer/weirds.h"
#include "base/source.h"
#include "builtin/entries.h"

namespace avocet {

// Without an engine around it, as in tests of its own, every weird is told.
inline Weirds* weirds_of(NativeCall& call) { return call.machine.try_service<Weirds>(); }

// Raises a weird event if it is to be told. The arguments are lent.
inline void raise_weird(NativeCall& call, bool admitted, std::string_view event_name,
                        std::span<const Value> borrowed) {
  if (!admitted) return;
  FunctionId event = call.program().find_function(event_name);
  if (event == kNoFunction || !call.machine.wants(event)) return;
  std::vector<Value> arguments;
  for (Value v : borrowed) arguments.push_back(retained(v));
  call.machine.raise(event, arguments);
}

// A weird that concerns no connection.
inline void raise_net_weird(NativeCall& call, std::string_view name, std::string_view additional) {
  Weirds* weirds = weirds_of(call);
  Owned name_text(call.make_string(name)), more(call.make_string(additional)),
      source(call.make_string(""));
  Value arguments[] = {name_text.get(), more.get(), source.get()};
  raise_weird(call, !weirds || weirds->admit(name), "net_weird", arguments);
}

inline void raise_conn_weird(NativeCall& call, Flow& flow, std::string_view name,
                             std::string_view additional) {
  Weirds* weirds = weirds_of(call);
  bool admitted = !weirds || weirds->admit(name, flow);
  Value connection = Value::of(call.machine.service<FlowEvents>().connections().of(flow));
  Owned name_text(call.make_string(name)), more(call.make_string(additional)),
      source(call.make_string(""));
  Value arguments[] = {name_text.get(), connection, more.get(), source.get()};
  raise_weird(call, admitted, "conn_weird", arguments);
}

// Where a script calls: "/path/to/file.zeek, line 7"; empty if nobody knows.
inline std::string place_of_call(NativeCall& call) {
  std::vector<StackEntry> stack = call.machine.call_stack();
  auto* sources = call.machine.try_service<SourceMap>();
  if (stack.empty() || !sources || !stack.front().span.known()) return {};
  Location location = sources->location(stack.front().span);
  return std::string(location.path) + ", line " + std::to_string(location.line);
}

}  // namespace avocet
