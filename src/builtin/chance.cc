// Random numbers and unique names. The engine's seed decides both.

#include "builtin/entries.h"
#include "builtin/state.h"

namespace avocet {

namespace {

// Names of scripts in general, and the first of the pools that they choose themselves.
constexpr uint64_t kScriptPool = 2;
constexpr uint64_t kFirstOwnPool = 10;

// 96 bits behind the prefix, which no other call with this pool gets.
std::string unique_name(NativeCall& call, uint64_t pool, std::string_view prefix) {
  BuiltinState& state = state_of(call);
  uint64_t& count = state.unique_ids[pool];
  auto next = [&] { return unique_number(state.seeds.name_key(), pool, ++count); };
  std::string high = base62(next() >> 32);
  return std::string(prefix) + high + base62(next());
}

MinimalStandard& chance_of(BuiltinState& state) {
  if (!state.chance) state.chance = MinimalStandard(state.seeds.numbers[0]);
  return *state.chance;
}

}  // namespace

void register_chance(NativeRegistry& registry) {
  registry.add({R"(
## A random number below another one; 0 for 0.
##
## Example: print rand(1);   # 0
global rand: function(max: count): count;
)",
                [](NativeCall& call) -> Value {
                  uint32_t number = chance_of(state_of(call)).next();
                  return Value::of_count(
                      uint64_t(double(call.number(0)) * (number / 2147483648.0)));
                }});

  registry.add({R"(
## Begins a stream of random numbers that is the same for the same number.
global srand: function(seed: count): any;
)",
                [](NativeCall& call) -> Value {
                  state_of(call).chance = MinimalStandard(uint32_t(call.number(0)));
                  return Value::null();
                }});

  registry.add({R"(
## Makes a name that no other call gets.
##
## prefix: Stands in front.
##
## Example: print starts_with(unique_id("C"), "C"), unique_id("") == unique_id("");   # T, F
global unique_id: function(prefix: string): string;
)",
                [](NativeCall& call) -> Value {
                  return call.make_string(unique_name(call, kScriptPool, system_text(call, 0)));
                }});

  registry.add({R"(
## Makes a name that no other call with this pool gets. The names of one pool do not depend on those of others.
##
## prefix: Stands in front.
##
## Example: print unique_id_from(1, "x") == unique_id_from(1, "x");   # F
global unique_id_from: function(pool: int, prefix: string): string;
)",
                [](NativeCall& call) -> Value {
                  uint64_t pool = kFirstOwnPool + uint64_t(call.integer(0));
                  return call.make_string(unique_name(call, pool, system_text(call, 1)));
                }});
}

}  // namespace avocet
