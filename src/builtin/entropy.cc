// How random bytes are.

#include <array>
#include <cmath>

#include "builtin/entries.h"
#include "builtin/sketch.h"

namespace avocet {

namespace {

// The tests of randomness of John Walker's program ent.
struct Entropy {
  std::array<uint64_t, 256> counts{};
  uint64_t total = 0;
  // Pi from points in a square: groups of six bytes are two coordinates.
  std::array<uint8_t, 6> group{};
  size_t in_group = 0;
  uint64_t points = 0, inside = 0;
  // Sums for the correlation of each byte with the next.
  double first = 0, last = 0, products = 0, sum = 0, squares = 0;
  bool begun = false;

  void add(std::string_view bytes) {
    constexpr double kRadius = double((uint64_t(1) << 24) - 1) * double((uint64_t(1) << 24) - 1);
    for (char c : bytes) {
      uint8_t byte = uint8_t(c);
      ++counts[byte];
      ++total;
      group[in_group++] = byte;
      if (in_group == 6) {
        in_group = 0;
        double x = group[0] * 65536.0 + group[1] * 256.0 + group[2],
               y = group[3] * 65536.0 + group[4] * 256.0 + group[5];
        ++points;
        inside += x * x + y * y <= kRadius;
      }
      double d = byte;
      if (begun)
        products += last * d;
      else
        first = d;
      begun = true;
      sum += d;
      squares += d * d;
      last = d;
    }
  }

  Value result(NativeCall& call) const {
    RecordResult record(call, "entropy_test_result");
    double n = double(total), entropy = 0, chi = 0, mean = 0;
    for (size_t i = 0; i < 256 && total > 0; ++i) {
      double p = double(counts[i]) / n, expected = n / 256, off = double(counts[i]) - expected;
      if (p > 0) entropy -= p * std::log2(p);
      chi += off * off / expected;
      mean += double(i) * p;
    }
    double pi = points > 0 ? 4.0 * double(inside) / double(points) : 0;
    double below = n * squares - sum * sum;
    double correlation = below == 0 ? -100000 : (n * (products + last * first) - sum * sum) / below;
    record.real("entropy", entropy).real("chi_square", chi).real("mean", mean);
    record.real("monte_carlo_pi", pi).real("serial_correlation", total > 0 ? correlation : 0);
    return record.take();
  }
};

struct EntropyObject : Opaque {
  explicit EntropyObject(const OpaqueType* of) : Opaque(of) {}
  size_t byte_size() const override { return sizeof *this; }
  Opaque* clone(Heap& heap) const override {
    auto* copy = make_object<EntropyObject>(heap, type);
    copy->entropy = entropy;
    return copy;
  }
  Entropy entropy;
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
                  Entropy entropy;
                  entropy.add(call.text(0));
                  return entropy.result(call);
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
                  opaque<EntropyObject>(call, 0)->entropy.add(call.text(1));
                  return Value::of_bool(true);
                }});

  registry.add({R"(
## The result of a test.
global entropy_test_finish: function(handle: opaque of entropy): entropy_test_result;
)",
                [](NativeCall& call) -> Value {
                  return opaque<EntropyObject>(call, 0)->entropy.result(call);
                }});
}

}  // namespace avocet
