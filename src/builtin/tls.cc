// What scripts tell the analyzer of TLS.

#include "analyzer/protocols.h"
#include "builtin/connection_id.h"
#include "builtin/entries.h"

namespace avocet {

namespace {

// Tells the analyzer at work on a connection. False: there is none, or it cannot do that.
bool tell(NativeCall& call, std::string_view name, std::string_view argument) {
  auto* protocols = call.machine.try_service<Protocols>();
  Flow* flow = flow_of_connection(call);
  if (!flow || !protocols) return false;
  const EnumType* tags = as_enum(call.program().find_type("Analyzer::Tag"));
  for (std::string_view label : {"Analyzer::ANALYZER_SSL", "Analyzer::ANALYZER_DTLS"}) {
    const EnumLabel* tag = tags ? tags->find(label) : nullptr;
    ProtocolAnalyzer* found = tag ? protocols->find(*flow, tag->value) : nullptr;
    if (found) return found->command(name, argument);
  }
  return false;
}

}  // namespace

void register_tls(NativeRegistry& registry) {
  registry.add({R"(
## Says that the handshake of a session is over: what follows is encrypted.
##
## Returns: whether the connection has such a session.
global set_ssl_established: function(c: connection): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(tell(call, "set_ssl_established", {}));
                }});
}

}  // namespace avocet
