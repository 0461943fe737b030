// How random bytes are.

#include "builtin/entries.h"
#include "builtin/sketch.h"
#include "file/randomness.h"

namespace avocet {

namespace {

Value result_record(NativeCall& call, const Randomness& randomness) {
  RandomnessResult result = randomness.result();
  RecordResult record(call, "entropy_test_result");
  record.real("entropy", result.entropy).real("chi_square", result.chi_square);
  record.real("mean", result.mean).real("monte_carlo_pi", result.monte_carlo_pi);
  record.real("serial_correlation", result.serial_correlation);
  return record.take();
}

struct EntropyObject : Opaque {
  explicit EntropyObject(const OpaqueType* of) : Opaque(of) {}
  size_t byte_size() const override { return sizeof *this; }
  Opaque* clone(Heap& heap) const override {
    auto* copy = make_object<EntropyObject>(heap, type);
    copy->randomness = randomness;
    return copy;
  }
  Randomness randomness;
};

}  // namespace

void register_entropy(NativeRegistry& registry) {
  registry.add({R"(
## Tests how random some bytes are.
##
## Example: print find_entropy("aaaa")$entropy;   # 0.0
global find_entropy: function(data: string): entropy_test_result;
)",
                [](NativeCall& call) -> Value {
                  Randomness randomness;
                  randomness.add(call.text(0));
                  return result_record(call, randomness);
                },
                kNoEffects});

  registry.add({R"(
## Begins a test of bytes that come one by one.
global entropy_test_init: function(): opaque of entropy;
)",
                [](NativeCall& call) -> Value {
                  return Value::of(make_object<EntropyObject>(call.heap(), opaque_result(call)));
                }});

  registry.add({R"(
## Adds bytes to a test.
global entropy_test_add: function(handle: opaque of entropy, data: string): bool;
)",
                [](NativeCall& call) -> Value {
                  opaque<EntropyObject>(call, 0)->randomness.add(call.text(1));
                  return Value::of_bool(true);
                }});

  registry.add({R"(
## The result of a test.
global entropy_test_finish: function(handle: opaque of entropy): entropy_test_result;
)",
                [](NativeCall& call) -> Value {
                  return result_record(call, opaque<EntropyObject>(call, 0)->randomness);
                }});
}

}  // namespace avocet
