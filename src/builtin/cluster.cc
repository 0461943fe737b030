// Sending events to other processes. A process that is part of no cluster has nobody to send to,
// and says so by F: scripts that work alone and in a cluster rely on that answer.

#include "builtin/entries.h"

namespace avocet {

namespace {

Value sent_to_nobody(NativeCall&) { return Value::of_bool(false); }

// The event is there, with its arguments, for whoever handles it here.
Value made_event(NativeCall& call) {
  auto [type, event] = call.typed(0);
  if (call.count == 0 || type->kind != TypeKind::kFunction)
    return call.fail("the first argument must be an event");
  const auto* record_type = as_record(call.named_type("Cluster::Event"));
  int args = record_type->find("args");
  CHECK(args >= 0);
  Vector* vec = make_vector(call.heap(), as_vector(record_type->fields[size_t(args)].type));
  Owned kept(Value::of(vec));
  for (size_t i = 1; i < call.count; ++i) {
    auto [argument_type, argument] = call.typed(i);
    Value held = argument_type->managed() ? retained(argument) : argument;
    push(call.heap(), vec, boxed(call, argument_type, held));
  }
  RecordResult made(call, "Cluster::Event");
  made.set("ev", boxed(call, type, retained(event))).set("args", kept.take());
  return made.take();
}

// Nobody would get it: the name alone.
Value made_broker_event(NativeCall& call) {
  auto [type, event] = call.typed(0);
  if (call.count == 0 || type->kind != TypeKind::kFunction)
    return call.fail("the first argument must be an event");
  return RecordResult(call, "Broker::Event").set("name", event.function()->name).take();
}

}  // namespace

void register_cluster(NativeRegistry& registry) {
  registry.add({R"(
## Sends an event with its arguments, or what :zeek:id:`Cluster::make_event` made of them, to a topic.
##
## Returns: F if it cannot be sent, as in a process that is part of no cluster.
##
## Example: print Cluster::publish("zeek/example", zeek_init);   # F
global Cluster::publish: function(va_args: any): bool;
)",
                sent_to_nobody});

  registry.add({R"(
## Sends an event to the process of a pool that a key belongs to: the pool, the key, the event, its arguments.
##
## Returns: F if it cannot be sent, as in a process that is part of no cluster.
##
## Example: print Cluster::publish_hrw(Cluster::Pool(), 10.0.0.1, zeek_init);   # F
global Cluster::publish_hrw: function(va_args: any): bool;
)",
                sent_to_nobody});

  registry.add({R"(
## Sends an event to the processes of a pool in turn: the pool, a key that turns are counted for, the event, its
## arguments.
##
## Returns: F if it cannot be sent, as in a process that is part of no cluster.
##
## Example: print Cluster::publish_rr(Cluster::Pool(), "example", zeek_init);   # F
global Cluster::publish_rr: function(va_args: any): bool;
)",
                sent_to_nobody});

  // Declared where their types are: base/frameworks/cluster and base/frameworks/broker.
  registry.add_body("Cluster::make_event", made_event);
  registry.add_body("Broker::make_event", made_broker_event);
  registry.add_body("Broker::publish", sent_to_nobody);
}

}  // namespace avocet
