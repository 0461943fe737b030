// Random numbers and unique names. The engine's seed decides both.

#include "builtin/entries.h"
#include "builtin/state.h"

namespace avocet {

namespace {

constexpr std::string_view kLetters =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

uint64_t spread(uint64_t x) {
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

// 62 letters and digits: the usual form of unique names, as many as 64 bits give.
std::string base62(uint64_t number) {
  std::string out;
  do {
    out += kLetters[number % 62];
    number /= 62;
  } while (number > 0);
  return out;
}

// A name that no other call in this pool gets: the machine's stream of numbers, or for pools that
// scripts chose, a sequence of their own.
std::string unique_name(NativeCall& call, int64_t pool, std::string_view prefix) {
  uint64_t number = ++state_of(call).unique_ids[pool];
  uint64_t chance =
      pool == 0 ? call.machine.random() : spread(number * 0x9e3779b97f4a7c15ULL + uint64_t(pool));
  return std::string(prefix) + base62(spread(chance + number)) + base62(chance & 0xffffffff);
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
                  BuiltinState& state = state_of(call);
                  uint64_t max = call.number(0);
                  if (!state.random_seeded)
                    return Value::of_count(max == 0 ? 0 : call.machine.random() % max);
                  state.random_state += 0x9e3779b97f4a7c15ULL;
                  return Value::of_count(max == 0 ? 0 : spread(state.random_state) % max);
                }});

  registry.add({R"(
## Begins a stream of random numbers that is the same for the same number.
global srand: function(seed: count): any;
)",
                [](NativeCall& call) -> Value {
                  BuiltinState& state = state_of(call);
                  state.random_state = call.number(0);
                  state.random_seeded = true;
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
                  return call.make_string(unique_name(call, 0, call.text(0)));
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
                  return call.make_string(unique_name(call, call.integer(0), call.text(1)));
                }});
}

}  // namespace avocet
