// HTTP: what scripts ask of it besides events.

#include "analyzer/protocols.h"
#include "builtin/connection_id.h"
#include "builtin/entries.h"

namespace avocet {

namespace {

Flow* flow_of(NativeCall& call, Record* connection) {
  auto* flows = call.machine.try_service<FlowTable>();
  int id = connection->type()->find("id");
  return flows && id >= 0 ? flows->find(read_id(connection->at(uint32_t(id)).record())) : nullptr;
}

}  // namespace

void register_http(NativeRegistry& registry) {
  registry.add({R"(
## Neither tells of the rest of the body that a side of a connection is sending, nor takes it for a file.
global skip_http_entity_data: function(c: connection, is_orig: bool): any;
)",
                [](NativeCall& call) -> Value {
                  auto* protocols = call.machine.try_service<Protocols>();
                  const EnumType* tags = as_enum(call.program().find_type("Analyzer::Tag"));
                  const EnumLabel* tag = tags ? tags->find("Analyzer::ANALYZER_HTTP") : nullptr;
                  Flow* flow = flow_of(call, call.record(0));
                  if (!protocols || !tag || !flow) return Value::null();
                  Side side = call.boolean(1) ? Side::kOrig : Side::kResp;
                  protocols->skip_entity_data(*flow, tag->value, side);
                  return Value::null();
                }});
}

}  // namespace avocet
