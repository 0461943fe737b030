#include "protocol/redis/analyzer.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "protocol/redis/commands.h"
#include "protocol/redis/declarations.h"

namespace avocet {

namespace {

// Names of commands and what servers say about themselves are read whatever scripts want of texts.
constexpr uint64_t kLeastText = 64;

}  // namespace

RedisBinding::RedisBinding(ProtocolWorld& world)
    : command_record(world.shapes, "Redis::Command",
                     {{"raw", TypeKind::kVector},
                      {"name", TypeKind::kString},
                      {"key", TypeKind::kString},
                      {"value", TypeKind::kString},
                      {"known", TypeKind::kEnum}},
                     world.errors),
      set_record(world.shapes, "Redis::SetCommand",
                 {{"key", TypeKind::kString},
                  {"value", TypeKind::kString},
                  {"nx", TypeKind::kBool},
                  {"xx", TypeKind::kBool},
                  {"get", TypeKind::kBool},
                  {"keep_ttl", TypeKind::kBool},
                  {"ex", TypeKind::kCount},
                  {"px", TypeKind::kCount},
                  {"exat", TypeKind::kCount},
                  {"pxat", TypeKind::kCount}},
                 world.errors),
      auth_record(world.shapes, "Redis::AuthCommand",
                  {{"password", TypeKind::kString}, {"username", TypeKind::kString}}, world.errors),
      hello_record(world.shapes, "Redis::HelloCommand",
                   {{"requested_resp_version", TypeKind::kString}}, world.errors),
      reply_record(world.shapes, "Redis::ReplyData",
                   {{"value", TypeKind::kString},
                    {"min_protocol_version", TypeKind::kCount},
                    {"attributes", TypeKind::kString}},
                   world.errors),
      strings(as_vector(world.machine.program().find_type("string_vec"))),
      max_text(world.global("Redis::max_value_size")),
      max_elements(world.global("Redis::max_aggregate_elements")),
      set_command(world.event("Redis::set_command", {"connection", "Redis::SetCommand"})),
      get_command(world.event("Redis::get_command", {"connection", "string"})),
      auth_command(world.event("Redis::auth_command", {"connection", "Redis::AuthCommand"})),
      hello_command(world.event("Redis::hello_command", {"connection", "Redis::HelloCommand"})),
      command(world.event("Redis::command", {"connection", "Redis::Command"})),
      reply(world.event("Redis::reply", {"connection", "Redis::ReplyData"})),
      error(world.event("Redis::error", {"connection", "Redis::ReplyData"})),
      push(world.event("Redis::server_push", {"connection", "Redis::ReplyData"})),
      resumed(world.event("Redis::resumed", {"connection"})) {
  const EnumType* type = as_enum(world.machine.program().find_type("Redis::RedisCommand"));
  for (const RedisCommand& known : redis_commands()) {
    std::string label = "Redis::RedisCommand_" + std::string(known.name);
    const EnumLabel* found = type ? type->find(label) : nullptr;
    if (!found) world.errors += "the scripts declare no label `" + label + "`\n";
    labels.push_back(Value::of_int(found ? found->value : 0));
  }
}

std::unique_ptr<ProtocolAnalyzer> RedisBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<RedisAnalyzer>(*this);
}

void RedisAnalyzer::data(Side side, ByteSpan bytes) {
  bool is_first = !std::exchange(has_begun_, true);
  // Of a client whose SYN was seen, nothing is missing.
  bool is_begin_seen = flow().orig().tcp_state() == TcpState::kSynSent;
  if (is_first && is_from_the_middle() && !is_begin_seen) session_.begin_in_the_middle();
  session_.data(side, bytes);
}

RespLimits RedisAnalyzer::limits() const {
  RespLimits limits;
  if (binding_.max_text) limits.text = binding_.max_text->u;
  if (limits.text > 0) limits.text = std::max(limits.text, kLeastText);
  if (binding_.max_elements) limits.elements = binding_.max_elements->u;
  return limits;
}

Value RedisAnalyzer::cut(std::string_view words) const {
  uint64_t limit = binding_.max_text ? binding_.max_text->u : 0;
  return text(limit == 0 ? words : words.substr(0, limit));
}

void RedisAnalyzer::broken(std::string_view what, ByteSpan data) {
  constexpr size_t kShown = 40;
  violate(what, view(data.first(std::min(data.size(), kShown))));
}

void RedisAnalyzer::resumed() {
  if (binding_.resumed.wanted()) binding_.resumed.raise({connection()});
}

// ---- Commands ------------------------------------------------------------------------

void RedisAnalyzer::command(std::vector<std::string>& words) {
  const RedisCommand* known = find_redis_command(words[0]);
  if (known) known_command(*known, words);
  if (!binding_.command.wanted()) return;
  Vector* raw = make_vector(heap(), binding_.strings, words.size());
  for (const std::string& word : words) avocet::push(heap(), raw, cut(word));
  Record* made = binding_.command_record.make(heap(), {Value::of(raw), cut(words[0])});
  if (known) {
    if (known->key > 0 && known->key < words.size())
      binding_.command_record.set(made, 2, cut(words[known->key]));
    if (known->value > 0 && known->value < words.size())
      binding_.command_record.set(made, 3, cut(words[known->value]));
    binding_.command_record.set(made, 4, binding_.labels[size_t(known - &redis_commands()[0])]);
  }
  binding_.command.raise({connection(), Value::of(made)});
}

void RedisAnalyzer::known_command(const RedisCommand& command,
                                  const std::vector<std::string>& words) {
  if (command.name == "SET") {
    if (words.size() > 2 && binding_.set_command.wanted()) set(words);
  } else if (command.name == "GET") {
    if (words.size() > 1 && binding_.get_command.wanted())
      binding_.get_command.raise({connection(), cut(words[1])});
  } else if (command.name == "AUTH") {
    if (words.size() > 1 && binding_.auth_command.wanted()) auth(words);
  } else if (command.name == "HELLO" && binding_.hello_command.wanted()) {
    Record* made = binding_.hello_record.make(heap(), {});
    if (words.size() > 1) binding_.hello_record.set(made, 0, cut(words[1]));
    binding_.hello_command.raise({connection(), Value::of(made)});
  }
}

void RedisAnalyzer::set(const std::vector<std::string>& words) {
  RedisSet how = parse_redis_set(std::span(words).subspan(3));
  auto flag = [](bool is_set) { return Value::of_bool(is_set); };
  Record* made = binding_.set_record.make(heap(), {cut(words[1]), cut(words[2]),
                                                   flag(how.if_absent), flag(how.if_present),
                                                   flag(how.wants_old), flag(how.keeps_time)});
  size_t field = 6;  // ex
  for (std::optional<uint64_t> time :
       {how.seconds, how.milliseconds, how.until_second, how.until_millisecond}) {
    if (time) binding_.set_record.set(made, field, Value::of_count(*time));
    ++field;
  }
  binding_.set_command.raise({connection(), Value::of(made)});
}

// AUTH [user] password
void RedisAnalyzer::auth(const std::vector<std::string>& words) {
  bool has_user = words.size() > 2;
  Record* made = binding_.auth_record.make(heap(), {cut(words[has_user ? 2 : 1])});
  if (has_user) binding_.auth_record.set(made, 1, cut(words[1]));
  binding_.auth_command.raise({connection(), Value::of(made)});
}

// ---- Replies -------------------------------------------------------------------------

Value RedisAnalyzer::value_of(const RespReply& reply) const {
  Record* made = binding_.reply_record.make(
      heap(), {cut(reply.text), Value::of_count(uint64_t(reply.version()))});
  if (reply.attributes) binding_.reply_record.set(made, 2, cut(*reply.attributes));
  return Value::of(made);
}

void RedisAnalyzer::reply(RespReply& reply) {
  confirm();
  const EventHandle& event = reply.is_error() ? binding_.error : binding_.reply;
  if (event.wanted()) event.raise({connection(), value_of(reply)});
}

void RedisAnalyzer::push(RespReply& reply) {
  confirm();
  if (binding_.push.wanted()) binding_.push.raise({connection(), value_of(reply)});
}

void register_redis(ProtocolRegistry& registry) {
  Protocol redis;
  redis.name = "REDIS";
  redis.declarations = kRedisDeclarations;
  redis.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<RedisBinding>(world);
  };
  registry.add(redis);
}

}  // namespace avocet
