// Sending events to other processes. A process that is part of no cluster has nobody to send to,
// and says so by F: scripts that work alone and in a cluster rely on that answer.

#include "builtin/entries.h"

namespace avocet {

namespace {

Value sent_to_nobody(NativeCall&) { return Value::of_bool(false); }

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
}

}  // namespace avocet
