#include "protocol/mysql/analyzer.h"

#include <utility>

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## What a server is, from its greeting.
global mysql_server_version: event(c: connection, ver: string);

## A client logs in.
global mysql_handshake: event(c: connection, username: string);

## A client wants to go on over TLS. What follows is TLS, if the server agrees.
global mysql_ssl_request: event(c: connection);

## A client that is logged in wants to be somebody else. Comes after the command.
global mysql_change_user: event(c: connection, username: string);

## How one side wants to prove who the client is, in a greeting or a login.
##
## name: The plugin that knows how.
## data: What it begins with.
global mysql_auth_plugin: event(c: connection, is_orig: bool, name: string, data: string);

## A server wants another plugin than the client's.
global mysql_auth_switch_request: event(c: connection, name: string, data: string);

## What plugins say to each other until the server decides.
global mysql_auth_more_data: event(c: connection, is_orig: bool, data: string);

## A command.
##
## command: Its number; see :zeek:id:`MySQL::commands`.
## arg: What follows it; of queries, their text.
global mysql_command_request: event(c: connection, command: count, arg: string);

## It went well.
##
## affected_rows: How many rows were changed.
global mysql_ok: event(c: connection, affected_rows: count);

## The end of something.
##
## is_intermediate: Of columns, which rows follow; else of the rows.
global mysql_eof: event(c: connection, is_intermediate: bool);

## It went wrong.
global mysql_error: event(c: connection, code: count, msg: string);

## A row of a result, as text.
global mysql_result_row: event(c: connection, row: string_vec);
)";

constexpr std::string_view kRowType = "vector of string";

const VectorType* last_parameter(const Program& program, std::string_view event) {
  FunctionId id = program.find_function(event);
  if (id == kNoFunction) return nullptr;
  auto parameters = program.functions[id].type->parameters;
  return parameters.empty() ? nullptr : as_vector(parameters.back().type);
}

}  // namespace

MysqlBinding::MysqlBinding(ProtocolWorld& world)
    : ssl_tag(world.tag("SSL")),
      row_type(last_parameter(world.machine.program(), "mysql_result_row")),
      server_version(world.event("mysql_server_version", {"connection", "string"})),
      handshake(world.event("mysql_handshake", {"connection", "string"})),
      ssl_request(world.event("mysql_ssl_request", {"connection"})),
      change_user(world.event("mysql_change_user", {"connection", "string"})),
      auth_plugin(world.event("mysql_auth_plugin", {"connection", "bool", "string", "string"})),
      auth_switch_request(
          world.event("mysql_auth_switch_request", {"connection", "string", "string"})),
      auth_more_data(world.event("mysql_auth_more_data", {"connection", "bool", "string"})),
      command_request(world.event("mysql_command_request", {"connection", "count", "string"})),
      ok(world.event("mysql_ok", {"connection", "count"})),
      eof(world.event("mysql_eof", {"connection", "bool"})),
      error(world.event("mysql_error", {"connection", "count", "string"})),
      result_row(world.event("mysql_result_row", {"connection", kRowType})) {}

std::unique_ptr<ProtocolAnalyzer> MysqlBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<MysqlAnalyzer>(*this);
}

void MysqlAnalyzer::data(Side side, ByteSpan bytes) {
  ByteSpan rest = session_.data(side, bytes);
  // Who does not wait for an answer sends its hello along with the wish.
  if (ProtocolAnalyzer* tls = std::exchange(tls_, nullptr); tls && !rest.empty())
    tls->data(side, rest);
}

void MysqlAnalyzer::plugin(Side side, ByteSpan name, ByteSpan data) {
  if (binding_.auth_plugin.wanted())
    binding_.auth_plugin.raise(
        {connection(), Value::of_bool(side == Side::kOrig), text(name), text(data)});
}

void MysqlAnalyzer::greeted(const MysqlGreeting& greeting) {
  confirm();
  if (binding_.server_version.wanted())
    binding_.server_version.raise({connection(), text(greeting.version)});
  if (greeting.capabilities & kMysqlPluginAuth)
    plugin(Side::kResp, greeting.plugin, greeting.auth_data);
}

void MysqlAnalyzer::logged_in(const MysqlLogin& login) {
  if (binding_.handshake.wanted()) binding_.handshake.raise({connection(), text(login.user)});
  if (login.plugin) plugin(Side::kOrig, *login.plugin, login.auth_data);
}

void MysqlAnalyzer::switched_user(const MysqlLogin& login) {
  if (binding_.change_user.wanted()) binding_.change_user.raise({connection(), text(login.user)});
  if (login.plugin) plugin(Side::kOrig, *login.plugin, login.auth_data);
}

void MysqlAnalyzer::asked_for_tls() {
  if (binding_.ssl_request.wanted()) binding_.ssl_request.raise({connection()});
  tls_ = attach_inner(binding_.ssl_tag);
  leave();
}

void MysqlAnalyzer::asked_for_plugin(ByteSpan name, ByteSpan data) {
  if (binding_.auth_switch_request.wanted())
    binding_.auth_switch_request.raise({connection(), text(name), text(data)});
}

void MysqlAnalyzer::more_auth_data(Side side, ByteSpan data) {
  if (binding_.auth_more_data.wanted())
    binding_.auth_more_data.raise({connection(), Value::of_bool(side == Side::kOrig), text(data)});
}

void MysqlAnalyzer::command(uint8_t number, ByteSpan argument) {
  if (binding_.command_request.wanted())
    binding_.command_request.raise({connection(), Value::of_count(number), text(argument)});
}

void MysqlAnalyzer::ok(uint64_t affected_rows) {
  if (binding_.ok.wanted()) binding_.ok.raise({connection(), Value::of_count(affected_rows)});
}

void MysqlAnalyzer::eof(bool is_intermediate) {
  if (binding_.eof.wanted()) binding_.eof.raise({connection(), Value::of_bool(is_intermediate)});
}

void MysqlAnalyzer::failed(const MysqlErrorMessage& error) {
  if (binding_.error.wanted())
    binding_.error.raise({connection(), Value::of_count(error.code), text(error.text)});
}

void MysqlAnalyzer::row(const std::vector<ByteSpan>& row) {
  Vector* values = make_vector(heap(), binding_.row_type, row.size());
  for (ByteSpan value : row) push(heap(), values, text(value));
  binding_.result_row.raise({connection(), Value::of(values)});
}

void MysqlAnalyzer::broken(std::string_view what) { violate(what); }

void register_mysql(ProtocolRegistry& registry) {
  Protocol mysql;
  mysql.name = "MYSQL";
  mysql.declarations = kDeclarations;
  mysql.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<MysqlBinding>(world);
  };
  mysql.needs_begin = true;
  registry.add(mysql);
}

}  // namespace avocet
