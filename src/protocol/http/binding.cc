#include "protocol/http/binding.h"

#include "protocol/http/analyzer.h"
#include "protocol/http/declarations.h"

namespace avocet {

namespace {

constexpr TypeKind kCount = TypeKind::kCount;
constexpr TypeKind kString = TypeKind::kString;

const Type* parameter_type(const Program& program, std::string_view event, size_t index) {
  FunctionId id = program.find_function(event);
  if (id == kNoFunction) return nullptr;
  auto parameters = program.functions[id].type->parameters;
  return index < parameters.size() ? parameters[index].type : nullptr;
}

}  // namespace

HttpBinding::HttpBinding(ProtocolWorld& world)
    : machine(world.machine), delivery_size(world.global("http_entity_data_delivery_size")),
      segment_length(world.global("mime_segment_length")),
      skip_data(world.global("skip_http_data")), truncate_uri(world.global("truncate_http_URI")),
      max_depth(world.global("MIME::max_depth")),
      max_header_bytes(world.global("MIME::max_header_bytes")),
      upgrade_analyzers(world.global("HTTP::upgrade_analyzers")),
      header(world.shapes, "mime_header_rec",
             {{"original_name", kString}, {"name", kString}, {"value", kString}}, world.errors),
      stat(world.shapes, "http_message_stat",
           {{"start", TypeKind::kTime},
            {"interrupted", TypeKind::kBool},
            {"finish_msg", kString},
            {"body_length", kCount},
            {"content_gap_length", kCount},
            {"header_length", kCount}},
           world.errors),
      stats(world.shapes, "http_stats_rec",
            {{"num_requests", kCount},
             {"num_replies", kCount},
             {"request_version", TypeKind::kDouble},
             {"reply_version", TypeKind::kDouble}},
            world.errors),
      request(world.event("http_request", {"connection", "string", "string", "string", "string"})),
      reply(world.event("http_reply", {"connection", "string", "count", "string"})),
      header_event(
          world.event("http_header", {"connection", "bool", "string", "string", "string"})),
      all_headers(world.event("http_all_headers",
                              {"connection", "bool", "table[count] of mime_header_rec"})),
      begin_entity(world.event("http_begin_entity", {"connection", "bool"})),
      end_entity(world.event("http_end_entity", {"connection", "bool"})),
      entity_data(world.event("http_entity_data", {"connection", "bool", "count", "string"})),
      content_type(world.event("http_content_type", {"connection", "bool", "string", "string"})),
      message_done(world.event("http_message_done", {"connection", "bool", "http_message_stat"})),
      http_event(world.event("http_event", {"connection", "string", "string"})),
      stats_event(world.event("http_stats", {"connection", "http_stats_rec"})),
      upgrade(world.event("http_connection_upgrade", {"connection", "string"})) {
  const Program& program = world.machine.program();
  header_list = as_table(parameter_type(program, "http_all_headers", 2));
  RecordBinding connection(world.shapes("connection"), "connection", world.errors);
  connection_id = connection.field("id", TypeKind::kRecord);
  tag = world.tag("HTTP");
}

std::unique_ptr<ProtocolAnalyzer> HttpBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<HttpAnalyzer>(*this);
}

void register_http(ProtocolRegistry& registry) {
  Protocol http;
  http.name = "HTTP";
  http.declarations = kHttpDeclarations;
  http.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<HttpBinding>(world);
  };
  http.needs_begin = true;
  http.helper_ids = 2;
  registry.add(http);
}

}  // namespace avocet
