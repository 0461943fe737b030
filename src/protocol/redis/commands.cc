#include "protocol/redis/commands.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace avocet {

namespace {

constexpr RedisCommand kCommands[] = {
    {"APPEND", 1, 2}, {"AUTH"},         {"BITCOUNT", 1}, {"BITFIELD", 1},  {"BITFIELD_RO", 1},
    {"BITOP", 2},     {"BITPOS", 1},    {"BLMPOP", 3},   {"BLPOP", 1},     {"BRPOP", 1},
    {"CLIENT"},       {"COPY", 1},      {"DECR", 1},     {"DECRBY", 1, 2}, {"DEL", 1},
    {"DUMP", 1},      {"EXISTS", 1},    {"EXPIRE", 1},   {"EXPIREAT", 1},  {"EXPIRETIME", 1},
    {"GET", 1},       {"GETBIT", 1},    {"GETDEL", 1},   {"GETEX", 1},     {"GETRANGE", 1},
    {"GETSET", 1, 2}, {"HDEL", 1},      {"HELLO"},       {"HGET", 1},      {"HSET", 1, 3},
    {"INCR", 1},      {"INCRBY", 1, 2}, {"KEYS"},        {"MGET", 1},      {"MOVE", 1},
    {"MSET", 1, 2},   {"PERSIST", 1},   {"PSUBSCRIBE"},  {"PUNSUBSCRIBE"}, {"QUIT"},
    {"RENAME", 1},    {"RESET"},        {"SET", 1, 2},   {"STRLEN", 1},    {"SUBSCRIBE"},
    {"SSUBSCRIBE"},   {"SUNSUBSCRIBE"}, {"TTL", 1},      {"TYPE", 1},      {"UNSUBSCRIBE"},
};

std::optional<uint64_t> number(std::string_view word) {
  uint64_t found = 0;
  auto [rest, error] = std::from_chars(word.data(), word.data() + word.size(), found);
  if (error != std::errc() || rest != word.data() + word.size()) return std::nullopt;
  return found;
}

}  // namespace

const RedisCommand* find_redis_command(std::string_view name) {
  auto found = std::find_if(std::begin(kCommands), std::end(kCommands),
                            [&](const RedisCommand& c) { return ascii_equal(name, c.name); });
  return found == std::end(kCommands) ? nullptr : found;
}

std::span<const RedisCommand> redis_commands() { return kCommands; }

RedisSet parse_redis_set(std::span<const std::string> options) {
  RedisSet set;
  for (size_t at = 0; at < options.size(); ++at) {
    std::string_view word = options[at];
    auto is = [&](std::string_view name) { return ascii_equal(word, name); };
    std::optional<uint64_t>* time = is("EX")     ? &set.seconds
                                    : is("PX")   ? &set.milliseconds
                                    : is("EXAT") ? &set.until_second
                                    : is("PXAT") ? &set.until_millisecond
                                                 : nullptr;
    if (time && at + 1 < options.size()) *time = number(options[++at]);
    set.if_absent |= is("NX");
    set.if_present |= is("XX");
    set.wants_old |= is("GET");
    set.keeps_time |= is("KEEPTTL");
  }
  return set;
}

}  // namespace avocet
