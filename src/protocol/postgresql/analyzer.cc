#include "protocol/postgresql/analyzer.h"

#include "base/text.h"
#include "protocol/postgresql/declarations.h"

namespace avocet {

namespace {

constexpr size_t kMaxMessage = 1 << 20;
// Types of messages, of clients and of servers.
enum : uint8_t { kQuery = 'Q', kSecret = 'p', kTerminate = 'X' };
enum : uint8_t {
  kAuthentication = 'R',
  kParameter = 'S',
  kKey = 'K',
  kReady = 'Z',
  kRow = 'D',
  kError = 'E',
  kNotice = 'N',
};

std::string_view view(const uint8_t& byte) { return avocet::view(ByteSpan(&byte, 1)); }

}  // namespace

PostgresBinding::PostgresBinding(ProtocolWorld& world) : ssl_tag(world.tag("SSL")) {
  auto event = [&](std::string_view name, std::initializer_list<std::string_view> types) {
    return world.event("PostgreSQL::" + std::string(name), types);
  };
  ssl_request = event("ssl_request", {"connection"});
  ssl_reply = event("ssl_reply", {"connection", "string"});
  startup_parameter = event("startup_parameter", {"connection", "string", "string"});
  startup_message = event("startup_message", {"connection", "count", "count"});
  authentication_request = event("authentication_request", {"connection", "count", "string"});
  authentication_response = event("authentication_response", {"connection", "string"});
  authentication_ok = event("authentication_ok", {"connection"});
  parameter_status = event("parameter_status", {"connection", "string", "string"});
  backend_key_data = event("backend_key_data", {"connection", "count", "count"});
  ready_for_query = event("ready_for_query", {"connection", "string"});
  simple_query = event("simple_query", {"connection", "string"});
  data_row = event("data_row", {"connection", "count"});
  error = event("error_response", {"connection"});
  error_field = event("error_response_identified_field", {"connection", "string", "string"});
  notice = event("notice_response", {"connection"});
  notice_field = event("notice_response_identified_field", {"connection", "string", "string"});
  terminate = event("terminate", {"connection"});
  not_implemented = event("not_implemented", {"connection", "bool", "string", "string"});
}

std::unique_ptr<ProtocolAnalyzer> PostgresBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<PostgresAnalyzer>(*this);
}

void PostgresAnalyzer::gap(Side, uint64_t) {
  session_.give_up();
  leave();
}

void PostgresAnalyzer::broken(std::string_view what, ByteSpan data) {
  constexpr size_t kShown = 40;
  violate(what, view(data.first(std::min(data.size(), kShown))));
}

// ---- The beginning -------------------------------------------------------------------

void PostgresAnalyzer::asked_for_tls() {
  if (binding_.ssl_request.wanted()) binding_.ssl_request.raise({connection()});
}

void PostgresAnalyzer::answered_tls(uint8_t answer) {
  confirm();
  if (binding_.ssl_reply.wanted()) binding_.ssl_reply.raise({connection(), text(view(answer))});
  if (answer != 'S') return;
  attach_inner(binding_.ssl_tag);
  leave();
}

void PostgresAnalyzer::started(uint16_t major, uint16_t minor,
                               const std::vector<PostgresPair>& parameters) {
  if (binding_.startup_parameter.wanted())
    for (const auto& [name, value] : parameters)
      binding_.startup_parameter.raise({connection(), text(name), text(value)});
  confirm();
  if (binding_.startup_message.wanted())
    binding_.startup_message.raise({connection(), Value::of_count(major), Value::of_count(minor)});
}

// ---- Messages ------------------------------------------------------------------------

size_t PostgresAnalyzer::wanted_of(Side side, uint8_t type) const {
  constexpr size_t kColumnsSize = 2;
  if (side == Side::kOrig) {
    if (type == kQuery) return binding_.simple_query.wanted() ? kMaxMessage : 0;
    if (type == kSecret) return binding_.authentication_response.wanted() ? kMaxMessage : 0;
  } else {
    if (type == kRow) return kColumnsSize;
    constexpr std::string_view kSmall = "RSKZEN";
    if (kSmall.find(char(type)) != std::string_view::npos) return kMaxMessage;
  }
  return binding_.not_implemented.wanted() ? kMaxMessage : 0;
}

void PostgresAnalyzer::message(Side side, uint8_t type, ByteSpan content) {
  if (side == Side::kOrig)
    client(type, content);
  else
    server(type, content);
}

void PostgresAnalyzer::client(uint8_t type, ByteSpan content) {
  switch (type) {
  case kQuery:
    if (binding_.simple_query.wanted()) {
      ByteReader reader(content);
      binding_.simple_query.raise({connection(), text(read_cstring(reader))});
    }
    break;
  case kSecret:
    if (binding_.authentication_response.wanted())
      binding_.authentication_response.raise({connection(), text(content)});
    break;
  case kTerminate:
    if (binding_.terminate.wanted()) binding_.terminate.raise({connection()});
    break;
  default: unknown(Side::kOrig, type, content);
  }
}

void PostgresAnalyzer::server(uint8_t type, ByteSpan content) {
  switch (type) {
  case kAuthentication: return authentication(content);
  case kParameter: return parameter(content);
  case kKey: return key(content);
  case kError: return fields(binding_.error_field, binding_.error, content);
  case kNotice: return fields(binding_.notice_field, binding_.notice, content);
  case kReady:
    if (binding_.ready_for_query.wanted())
      binding_.ready_for_query.raise({connection(), text(content)});
    break;
  case kRow:
    if (binding_.data_row.wanted())
      binding_.data_row.raise({connection(), Value::of_count(ByteReader(content).u16())});
    break;
  default: unknown(Side::kResp, type, content);
  }
}

void PostgresAnalyzer::unknown(Side side, uint8_t type, ByteSpan content) {
  if (binding_.not_implemented.wanted())
    binding_.not_implemented.raise(
        {connection(), Value::of_bool(side == Side::kOrig), text(view(type)), text(content)});
}

void PostgresAnalyzer::authentication(ByteSpan content) {
  ByteReader reader(content);
  uint32_t identifier = reader.u32();
  if (reader.failed()) return broken("an authentication is cut", content);
  if (identifier == 0) {
    if (binding_.authentication_ok.wanted()) binding_.authentication_ok.raise({connection()});
  } else if (binding_.authentication_request.wanted()) {
    binding_.authentication_request.raise(
        {connection(), Value::of_count(identifier), text(reader.rest())});
  }
}

void PostgresAnalyzer::parameter(ByteSpan content) {
  if (!binding_.parameter_status.wanted()) return;
  ByteReader reader(content);
  ByteSpan name = read_cstring(reader), value = read_cstring(reader);
  if (reader.failed()) return broken("a parameter is cut", content);
  binding_.parameter_status.raise({connection(), text(name), text(value)});
}

void PostgresAnalyzer::key(ByteSpan content) {
  if (!binding_.backend_key_data.wanted()) return;
  ByteReader reader(content);
  uint32_t process = reader.u32(), secret = reader.u32();
  if (reader.failed()) return broken("a key is cut", content);
  binding_.backend_key_data.raise(
      {connection(), Value::of_count(process), Value::of_count(secret)});
}

void PostgresAnalyzer::fields(const EventHandle& each, const EventHandle& end, ByteSpan content) {
  std::optional<std::vector<PostgresPair>> found = parse_postgres_fields(content);
  if (!found) return broken("fields are cut", content);
  if (each.wanted())
    for (const auto& [code, value] : *found) each.raise({connection(), text(code), text(value)});
  if (end.wanted()) end.raise({connection()});
}

void register_postgresql(ProtocolRegistry& registry) {
  Protocol postgresql;
  postgresql.name = "POSTGRESQL";
  postgresql.declarations = kPostgresDeclarations;
  postgresql.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<PostgresBinding>(world);
  };
  postgresql.needs_begin = true;
  registry.add(postgresql);
}

}  // namespace avocet
