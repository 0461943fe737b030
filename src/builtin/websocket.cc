// What scripts tell the analyzer of WebSocket.

#include <optional>
#include <string>

#include "analyzer/protocols.h"
#include "builtin/connection_id.h"
#include "builtin/entries.h"

namespace avocet {

namespace {

// The analyzer with that id that is at work on a connection, or null.
ProtocolAnalyzer* websocket_of(NativeCall& call) {
  auto* protocols = call.machine.try_service<Protocols>();
  const EnumType* tags = as_enum(call.program().find_type("Analyzer::Tag"));
  const EnumLabel* tag = tags ? tags->find("Analyzer::ANALYZER_WEBSOCKET") : nullptr;
  Flow* flow = flow_of_connection(call);
  ProtocolAnalyzer* found = flow && protocols && tag ? protocols->find(*flow, tag->value) : nullptr;
  return found && found->id() == call.args[1].u ? found : nullptr;
}

Value configure(NativeCall& call) {
  ProtocolAnalyzer* analyzer = websocket_of(call);
  if (!analyzer) return Value::of_bool(false);
  Record* config = call.record(2);
  if (std::optional<Value> tag = field_of(call, config, "analyzer"))
    return Value::of_bool(analyzer->command("analyze", std::to_string(tag->i)));
  std::optional<Value> detects = field_of(call, config, "use_dpd");
  return Value::of_bool(analyzer->command(detects && detects->b() ? "detect" : "ignore", {}));
}

}  // namespace

void register_websocket(NativeRegistry& registry) {
  registry.add({R"(
## Says what becomes of what a connection of WebSocket carries.
##
## aid: The id of its analyzer, from :zeek:id:`websocket_established`.
##
## Returns: F if there is no such analyzer, or it has been told already.
global WebSocket::__configure_analyzer: function(c: connection, aid: count, config: WebSocket::AnalyzerConfig): bool;
)",
                configure});
}

}  // namespace avocet
