// Names and addresses of hosts, as DNS has them.

#include "builtin/entries.h"
#include "event/event_queue.h"
#include "event/name_lookups.h"

namespace avocet {

namespace {

// What those get that asked for the name of an address that has none.
constexpr std::string_view kNoName = "<?"
                                     "?"
                                     "?>";

Value make_addresses(Heap& heap, const TableType* type, const LookupReply& reply) {
  Table* all = make_table(heap, type);
  for (const IpAddress& address : reply.addresses) {
    Value key = make_address(heap, address);
    put(heap, all, &key, Value::null());
    release(key);
  }
  return Value::of(all);
}

Value make_text(Heap& heap, const LookupReply& reply) {
  return Value::of(make_string(heap, reply.found ? std::string_view(reply.text) : kNoName));
}

// Has the call answered once the reply is there.
template <class Make> Value ask(NativeCall& call, LookupQuestion question, Make make) {
  auto* lookups = call.machine.try_service<NameLookups>();
  auto* queue = call.machine.try_service<EventQueue>();
  if (!lookups || !queue) return call.fail("nothing can be looked up here");
  uint64_t ticket = 0;
  if (!call.suspend(&ticket)) return Value::null();
  lookups->ask(std::move(question), [queue, ticket, make](const LookupReply& reply) {
    queue->triggers().answer(ticket, make(reply), true);
  });
  return Value::null();
}

}  // namespace

void register_lookups(NativeRegistry& registry) {
  registry.add({R"(
## The name of a host. Only for conditions of ``when``, which wait for it.
##
## Returns: ``<\?\?\?>`` if it has none.
global lookup_addr: function(host: addr): string;
)",
                [](NativeCall& call) -> Value {
                  Heap& heap = call.heap();
                  return ask(call, {LookupKind::kName, "", call.address(0)},
                             [&heap](const LookupReply& reply) { return make_text(heap, reply); });
                }});

  registry.add({R"(
## The addresses of a host. Only for conditions of ``when``, which wait for them.
##
## Returns: An empty set if it has none.
global lookup_hostname: function(host: string): addr_set;
)",
                [](NativeCall& call) -> Value {
                  Heap& heap = call.heap();
                  const TableType* type = as_table(call.result_type());
                  return ask(call, {LookupKind::kAddresses, system_text(call, 0), {}},
                             [&heap, type](const LookupReply& reply) {
                               return make_addresses(heap, type, reply);
                             });
                }});

  registry.add({R"(
## The text that DNS has for a name. Only for conditions of ``when``, which wait for it.
##
## Returns: ``<\?\?\?>`` if it has none.
global lookup_hostname_txt: function(host: string): string;
)",
                [](NativeCall& call) -> Value {
                  Heap& heap = call.heap();
                  return ask(call, {LookupKind::kText, system_text(call, 0), {}},
                             [&heap](const LookupReply& reply) { return make_text(heap, reply); });
                }});

  registry.add({R"(
## The addresses of a host. Everything waits for the answer: for the start of a run, not for handlers of packets.
##
## Returns: An empty set if it has none.
##
## Example: print 127.0.0.1 in blocking_lookup_hostname("127.0.0.1");   # T
global blocking_lookup_hostname: function(host: string): addr_set;
)",
                [](NativeCall& call) -> Value {
                  auto* lookups = call.machine.try_service<NameLookups>();
                  LookupReply reply;
                  if (lookups)
                    reply = lookups->ask_now({LookupKind::kAddresses, system_text(call, 0), {}});
                  return make_addresses(call.heap(), as_table(call.result_type()), reply);
                }});

  registry.add({R"(
## How many names and addresses were looked up, and how many answers are kept.
##
## Example: print get_dns_stats()$pending;   # 0
global get_dns_stats: function(): DNSStats;
)",
                [](NativeCall& call) -> Value {
                  auto* lookups = call.machine.try_service<NameLookups>();
                  LookupCounters c = lookups ? lookups->counters() : LookupCounters();
                  RecordResult stats(call, "DNSStats");
                  stats.count("requests", c.requests).count("successful", c.successful);
                  stats.count("failed", c.failed).count("pending", c.pending);
                  stats.count("cached_hosts", c.cached_names);
                  stats.count("cached_addresses", c.cached_addresses);
                  stats.count("cached_texts", c.cached_texts);
                  stats.count("cached_total", c.cached_names + c.cached_addresses + c.cached_texts);
                  return stats.take();
                },
                kNoEffects});
}

}  // namespace avocet
