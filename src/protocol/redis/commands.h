// What is known of commands of Redis: where their key and value are, and what SET may say besides.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace avocet {

struct RedisCommand {
  std::string_view name;       // in upper case, as its label has it behind RedisCommand_
  uint8_t key = 0, value = 0;  // which word; zero: none
};

// Null: a command that has no label. Case does not matter.
const RedisCommand* find_redis_command(std::string_view name);
std::span<const RedisCommand> redis_commands();

// SET key value, and how.
struct RedisSet {
  bool if_absent = false, if_present = false, wants_old = false, keeps_time = false;
  std::optional<uint64_t> seconds, milliseconds, until_second, until_millisecond;
};
// The words behind key and value. What is unknown is passed over.
RedisSet parse_redis_set(std::span<const std::string> options);

}  // namespace avocet
