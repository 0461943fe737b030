// Bodies of messages: scripts may have no use for the rest of one.

#include "analyzer/protocols.h"
#include "builtin/connection_id.h"
#include "builtin/entries.h"

namespace avocet {

namespace {

// Whatever comes of it: these functions return nothing that means anything.
Value skip_body(NativeCall& call, std::string_view analyzer, Side side) {
  auto* protocols = call.machine.try_service<Protocols>();
  const EnumType* tags = as_enum(call.program().find_type("Analyzer::Tag"));
  const EnumLabel* tag = tags ? tags->find(analyzer) : nullptr;
  Flow* flow = flow_of_connection(call);
  if (protocols && tag && flow) protocols->skip_entity_data(*flow, tag->value, side);
  return Value::null();
}

}  // namespace

void register_bodies(NativeRegistry& registry) {
  registry.add({R"(
## Neither tells of the rest of the body that a side of a connection is sending, nor takes it for a file.
global skip_http_entity_data: function(c: connection, is_orig: bool): any;
)",
                [](NativeCall& call) -> Value {
                  Side side = call.boolean(1) ? Side::kOrig : Side::kResp;
                  return skip_body(call, "Analyzer::ANALYZER_HTTP", side);
                }});

  registry.add({R"(
## Neither tells of the rest of the mail that a connection is carrying, nor takes its parts for files.
global skip_smtp_data: function(c: connection): any;
)",
                [](NativeCall& call) -> Value {
                  return skip_body(call, "Analyzer::ANALYZER_SMTP", Side::kOrig);
                }});
}

}  // namespace avocet
