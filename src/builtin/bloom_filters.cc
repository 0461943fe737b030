// Whether a value was probably seen before, in little memory.

#include <algorithm>
#include <cmath>

#include "builtin/entries.h"
#include "builtin/sketch.h"

namespace avocet {

namespace {

// Cells that count up to a limit; a basic filter's limit is one. A cell is four bytes, or one bit
// in basic ones.
struct BloomObject : Opaque {
  BloomObject(const OpaqueType* of, uint64_t hashes, uint64_t cells, uint64_t most,
              uint64_t with_seed)
      : Opaque(of), k(hashes), limit(most), seed(with_seed) {
    if (limit == 1)
      bits.assign((cells + 63) / 64, 0);
    else
      counters.assign(cells, 0);
    size = cells;
  }
  size_t byte_size() const override { return sizeof *this; }
  Opaque* clone(Heap& heap) const override {
    auto* copy = make_object<BloomObject>(heap, type, k, size, limit, seed);
    copy->bits = bits;
    copy->counters = counters;
    copy->element = element;
    return copy;
  }

  uint64_t get(uint64_t cell) const {
    return limit == 1 ? bits[cell >> 6] >> (cell & 63) & 1 : counters[cell];
  }
  void set(uint64_t cell, uint64_t n) {
    if (limit != 1)
      counters[cell] = uint32_t(std::min(n, limit));
    else if (n > 0)
      bits[cell >> 6] |= uint64_t(1) << (cell & 63);
    else
      bits[cell >> 6] &= ~(uint64_t(1) << (cell & 63));
  }
  // The i-th cell of a value, by two hashes (Kirsch and Mitzenmacher, 2006).
  uint64_t cell(uint64_t hash, uint64_t i) const { return (hash + i * (mix64(hash) | 1)) % size; }
  uint64_t lookup(uint64_t hash) const {
    uint64_t least = UINT64_MAX;
    for (uint64_t i = 0; i < k; ++i) least = std::min(least, get(cell(hash, i)));
    return least;
  }
  bool like(const BloomObject& other) const {
    return k == other.k && size == other.size && limit == other.limit && seed == other.seed;
  }

  uint64_t k, limit, seed, size = 0;
  std::vector<uint64_t> bits;
  std::vector<uint32_t> counters;
  const Type* element = nullptr;  // of the first value added; null: none yet
};

constexpr uint64_t kMaxCells = uint64_t(1) << 31;
// The smallest positive double, as a rate of false positives, asks for 1075.
constexpr uint64_t kMaxHashes = 2048;
constexpr uint64_t kMaxCount = UINT32_MAX;  // what a cell holds

uint64_t seed_of(std::string_view name) { return name.empty() ? 0 : hash_bytes(name, 1); }

Value make_bloom(NativeCall& call, uint64_t k, uint64_t cells, uint64_t limit,
                 std::string_view name) {
  if (k == 0 || cells == 0 || limit == 0)
    return call.fail("a bloom filter needs hashes, cells and counts above zero");
  if (k > kMaxHashes)
    return call.fail("a bloom filter has at most " + std::to_string(kMaxHashes) + " hashes");
  if (cells > (limit == 1 ? kMaxCells : kMaxCells / 32))
    return call.fail("the bloom filter would be too large");
  return Value::of(
      make_object<BloomObject>(call.heap(), opaque_result(call), k, cells, limit, seed_of(name)));
}

// Values of one filter are of one type.
bool fits_filter(NativeCall& call, BloomObject* filter, bool adds) {
  const Type* type = call.typed(1).first;
  if (!filter->element && adds) filter->element = type;
  if (!filter->element || same_type(filter->element, type)) return true;
  complain(call, "incompatible Bloom filter types");
  return false;
}

template <class Join> Value join_blooms(NativeCall& call, Join join) {
  auto* a = opaque<BloomObject>(call, 0);
  auto* b = opaque<BloomObject>(call, 1);
  bool one_type = !a->element || !b->element || same_type(a->element, b->element);
  if (!a->like(*b) || !one_type) return call.fail("incompatible Bloom filters");
  auto* joined = static_cast<BloomObject*>(a->clone(call.heap()));
  if (!joined->element) joined->element = b->element;
  for (uint64_t i = 0; i < a->size; ++i) joined->set(i, join(a->get(i), b->get(i)));
  return Value::of(joined);
}

}  // namespace

void register_bloom_filters(NativeRegistry& registry) {
  registry.add({R"(
## Makes a filter that says whether a value was probably added.
##
## fp: How often it may say so wrongly, between 0 and 1.
##
## capacity: How many values will be added.
##
## name: Filters with different names hash differently.
global bloomfilter_basic_init: function(fp: double, capacity: count, name: string &default=""): opaque of bloomfilter;
)",
                [](NativeCall& call) -> Value {
                  double fp = call.real(0), n = double(call.number(1));
                  if (!(fp > 0 && fp < 1) || n == 0)
                    return complain(call, "false-positive rate must take value between 0 and 1",
                                    make_bloom(call, 1, 1, 1, call.text(2)));
                  double cells = std::ceil(-n * std::log(fp) / (M_LN2 * M_LN2));
                  // Whoever asks for more cells than a filter can have gets as many as it can,
                  // which is wrong more often.
                  cells = std::clamp(cells, 1.0, double(kMaxCells));
                  double k = std::max(1.0, std::round(cells / n * M_LN2));
                  return make_bloom(call, uint64_t(k), uint64_t(cells), 1, call.text(2));
                }});

  registry.add({R"(
## Makes such a filter with a number of hashes and of cells.
global bloomfilter_basic_init2: function(k: count, cells: count, name: string &default=""): opaque of bloomfilter;
)",
                [](NativeCall& call) -> Value {
                  return make_bloom(call, call.number(0), call.number(1), 1, call.text(2));
                }});

  registry.add({R"(
## Makes a filter that counts how often a value was probably added.
##
## max: Up to how often; 4294967295 at most.
global bloomfilter_counting_init: function(k: count, cells: count, max: count, name: string &default=""): opaque of bloomfilter;
)",
                [](NativeCall& call) -> Value {
                  return make_bloom(call, call.number(0), call.number(1),
                                    std::clamp<uint64_t>(call.number(2), 2, kMaxCount),
                                    call.text(3));
                }});

  registry.add({R"(
## Adds a value to a filter.
global bloomfilter_add: function(bf: opaque of bloomfilter, x: any): any;
)",
                [](NativeCall& call) -> Value {
                  auto* filter = opaque<BloomObject>(call, 0);
                  if (!fits_filter(call, filter, true)) return Value::null();
                  uint64_t hash = stable_hash(call, 1, filter->seed);
                  for (uint64_t i = 0; i < filter->k; ++i) {
                    uint64_t cell = filter->cell(hash, i);
                    filter->set(cell, filter->get(cell) + 1);
                  }
                  return Value::null();
                }});

  registry.add({R"(
## Takes a value away from a counting filter.
##
## Returns: F if it was not there.
global bloomfilter_decrement: function(bf: opaque of bloomfilter, x: any): bool;
)",
                [](NativeCall& call) -> Value {
                  auto* filter = opaque<BloomObject>(call, 0);
                  if (!fits_filter(call, filter, false)) return Value::of_bool(false);
                  uint64_t hash = stable_hash(call, 1, filter->seed);
                  if (filter->limit == 1 || filter->lookup(hash) == 0) return Value::of_bool(false);
                  for (uint64_t i = 0; i < filter->k; ++i) {
                    uint64_t cell = filter->cell(hash, i), n = filter->get(cell);
                    if (n > 0) filter->set(cell, n - 1);
                  }
                  return Value::of_bool(true);
                }});

  registry.add({R"(
## How often a value was probably added; 0 is certain.
global bloomfilter_lookup: function(bf: opaque of bloomfilter, x: any): count;
)",
                [](NativeCall& call) -> Value {
                  auto* filter = opaque<BloomObject>(call, 0);
                  if (!filter->element || !fits_filter(call, filter, false))
                    return Value::of_count(0);
                  return Value::of_count(filter->lookup(stable_hash(call, 1, filter->seed)));
                }});

  registry.add({R"(
## Removes everything from a filter.
global bloomfilter_clear: function(bf: opaque of bloomfilter): any;
)",
                [](NativeCall& call) -> Value {
                  auto* filter = opaque<BloomObject>(call, 0);
                  std::fill(filter->bits.begin(), filter->bits.end(), 0);
                  std::fill(filter->counters.begin(), filter->counters.end(), 0);
                  return Value::null();
                }});

  registry.add({R"(
## A filter with what is in either of two, which must have been made alike.
global bloomfilter_merge: function(bf1: opaque of bloomfilter, bf2: opaque of bloomfilter): opaque of bloomfilter;
)",
                [](NativeCall& call) -> Value {
                  return join_blooms(call, [](uint64_t a, uint64_t b) { return a + b; });
                }});

  registry.add({R"(
## A filter with what is in both of two, which must have been made alike.
global bloomfilter_intersect: function(bf1: opaque of bloomfilter, bf2: opaque of bloomfilter): opaque of bloomfilter;
)",
                [](NativeCall& call) -> Value {
                  return join_blooms(
                      call, [](uint64_t a, uint64_t b) { return uint64_t(a > 0 && b > 0); });
                }});

  registry.add({R"(
## A number that tells the contents of filters apart, for tests.
global bloomfilter_internal_state: function(bf: opaque of bloomfilter): string;
)",
                [](NativeCall& call) -> Value {
                  auto* filter = opaque<BloomObject>(call, 0);
                  uint64_t hash = hash_combine(filter->size, filter->k);
                  for (uint64_t word : filter->bits) hash = hash_combine(hash, word);
                  for (uint32_t counter : filter->counters) hash = hash_combine(hash, counter);
                  return call.make_string(std::to_string(hash));
                },
                kNoEffects});
}

}  // namespace avocet
