// How many different values there are, in little memory.

#include <algorithm>
#include <bit>
#include <cmath>

#include "builtin/entries.h"
#include "builtin/sketch.h"

namespace avocet {

namespace {

// HyperLogLog (Flajolet, Fusy, Gandouet, Meunier, 2007) with linear counting for small numbers.
struct CardinalityObject : Opaque {
  CardinalityObject(const OpaqueType* of, int precision)
      : Opaque(of), p(precision), ranks(size_t(1) << precision) {}
  size_t byte_size() const override { return sizeof *this; }
  Opaque* clone(Heap& heap) const override {
    auto* copy = make_object<CardinalityObject>(heap, type, p);
    copy->ranks = ranks;
    copy->element = element;
    return copy;
  }
  // The lower bits choose a register; it keeps the most zeros that the others began with.
  void add(uint64_t hash) {
    uint64_t others = hash >> p;
    uint8_t rank = uint8_t(std::countl_zero(others) - p + 1);
    uint8_t& kept = ranks[hash & (ranks.size() - 1)];
    kept = std::max(kept, rank);
  }
  double estimate() const {
    double m = double(ranks.size()), sum = 0;
    uint64_t empty = 0;
    for (uint8_t rank : ranks) {
      sum += std::ldexp(1.0, -rank);
      empty += rank == 0;
    }
    double alpha = m == 16 ? 0.673 : m == 32 ? 0.697 : m == 64 ? 0.709 : 0.7213 / (1 + 1.079 / m);
    double raw = alpha * m * m / sum;
    return raw <= 2.5 * m && empty > 0 ? m * std::log(m / double(empty)) : raw;
  }

  int p;
  const Type* element = nullptr;  // of the first value counted
  std::vector<uint8_t> ranks;
};

}  // namespace

void register_cardinality(NativeRegistry& registry) {
  registry.add({R"(
## Begins to count different values.
##
## err: How far off the count may be, such as 0.01.
##
## confidence: How certainly it is within that, such as 0.95.
global hll_cardinality_init: function(err: double, confidence: double): opaque of cardinality;
)",
                [](NativeCall& call) -> Value {
                  double error = call.real(0), confidence = call.real(1);
                  if (!(error > 0 && error < 1 && confidence > 0 && confidence <= 1))
                    return call.fail("error and confidence must be between 0 and 1");
                  // Standard errors that the confidence asks for, by bisection of the normal
                  // distribution.
                  double low = 0, high = 10;
                  for (int i = 0; i < 60; ++i) {
                    double middle = (low + high) / 2;
                    (std::erf(middle / M_SQRT2) < confidence ? low : high) = middle;
                  }
                  double counters = std::pow(1.04 * high / error, 2);
                  int p = std::clamp(int(std::ceil(std::log2(counters))), 4, 24);
                  return Value::of(
                      make_object<CardinalityObject>(call.heap(), opaque_result(call), p));
                }});

  registry.add({R"(
## Counts a value, if it was not counted before.
global hll_cardinality_add: function(handle: opaque of cardinality, elem: any): bool;
)",
                [](NativeCall& call) -> Value {
                  auto* counted = opaque<CardinalityObject>(call, 0);
                  const Type* type = call.typed(1).first;
                  if (!counted->element) counted->element = type;
                  if (!same_type(counted->element, type))
                    return complain(call, "values of another type were counted before",
                                    Value::of_bool(false));
                  counted->add(sketch_hash(call, 1));
                  return Value::of_bool(true);
                }});

  registry.add({R"(
## Adds what the second has counted to the first, which must have been made alike.
##
## Returns: F if they were not.
global hll_cardinality_merge_into: function(handle1: opaque of cardinality, handle2: opaque of cardinality): bool;
)",
                [](NativeCall& call) -> Value {
                  auto* into = opaque<CardinalityObject>(call, 0);
                  auto* from = opaque<CardinalityObject>(call, 1);
                  if (into->p != from->p) return Value::of_bool(false);
                  for (size_t i = 0; i < into->ranks.size(); ++i)
                    into->ranks[i] = std::max(into->ranks[i], from->ranks[i]);
                  return Value::of_bool(true);
                }});

  registry.add({R"(
## How many different values were counted, about.
global hll_cardinality_estimate: function(handle: opaque of cardinality): double;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_double(opaque<CardinalityObject>(call, 0)->estimate());
                }});

  registry.add({R"(
## A copy that counts on its own.
global hll_cardinality_copy: function(handle: opaque of cardinality): opaque of cardinality;
)",
                [](NativeCall& call) -> Value {
                  return Value::of(opaque<CardinalityObject>(call, 0)->clone(call.heap()));
                }});
}

}  // namespace avocet
