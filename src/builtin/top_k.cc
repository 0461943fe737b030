// The most frequent of very many values, in little memory.

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "builtin/entries.h"
#include "builtin/sketch.h"

namespace avocet {

namespace {

// Space-Saving (Metwally, Agrawal, El Abbadi, 2005): a fixed number of counters; a value without
// one takes over the smallest, which may have been another's. Counters are found by the hash of
// their value, and kept in the order of their counts.
struct TopkObject : Opaque {
  struct Counter {
    Value value;
    uint64_t count = 0;
    uint64_t error = 0;    // how much of the count may be others'
    uint64_t touched = 0;  // order of the last change, to replace the oldest of the smallest
  };
  using Counters = std::unordered_multimap<uint64_t, Counter>;  // by hash
  using Hashed = Counters::value_type;
  using Rank = std::pair<uint64_t, uint64_t>;  // count, touched: no two are alike

  TopkObject(const OpaqueType* of, uint64_t most) : Opaque(of), size(most) {}
  ~TopkObject() override {
    for (auto& [hash, counter] : counters) drop(counter.value);
  }
  size_t byte_size() const override { return sizeof *this; }
  Opaque* clone(Heap& heap) const override {
    auto* copy = make_object<TopkObject>(heap, type, size);
    copy->element = element;
    copy->sum = sum;
    copy->clock = clock;
    copy->pruned = pruned;
    for (const auto& [hash, counter] : counters) {
      copy->ranks.emplace(rank(counter), &*copy->counters.emplace(hash, counter));
      if (element && element->managed()) retain(counter.value);
    }
    return copy;
  }

  static Rank rank(const Counter& c) { return {c.count, c.touched}; }
  void drop(Value v) {
    if (element && element->managed()) release(v);
  }
  Value kept(Value v) const { return element->managed() ? retained(v) : v; }
  Hashed* find(Value v, uint64_t hash) {
    auto [at, end] = counters.equal_range(hash);
    while (at != end && !equal(element, at->second.value, v)) ++at;
    return at == end ? nullptr : &*at;
  }
  const Counter* find(Value v) {
    const Hashed* found = find(v, hash_of(element, v));
    return found ? &found->second : nullptr;
  }
  void remove(std::map<Rank, Hashed*>::iterator ranked) {
    auto at = counters.equal_range(ranked->second->first).first;
    while (&*at != ranked->second) ++at;
    drop(at->second.value);
    counters.erase(at);
    ranks.erase(ranked);
  }
  // A counter for a value that has none. Where there are enough already the smallest goes, and its
  // count may be the new one's.
  Hashed* add_counter(Value v, uint64_t hash) {
    Counter fresh{kept(v)};
    if (counters.size() >= size) {
      fresh.count = fresh.error = ranks.begin()->first.first;
      remove(ranks.begin());
    }
    return &*counters.emplace(hash, fresh);
  }
  // Precondition: size > 0.
  void add(Value v, uint64_t times, uint64_t error) {
    sum += times;
    uint64_t hash = hash_of(element, v);
    Hashed* found = find(v, hash);
    if (!found)
      found = add_counter(v, hash);
    else
      ranks.erase(rank(found->second));
    Counter& counter = found->second;
    counter.count += times;
    counter.error += error;
    counter.touched = ++clock;
    ranks.emplace(rank(counter), found);
  }
  // The most frequent first; of equals, those that have been so for longer.
  std::vector<const Counter*> sorted() const {
    std::vector<const Counter*> order;
    for (const auto& [rank, hashed] : ranks) order.push_back(&hashed->second);
    std::sort(order.begin(), order.end(), [](const Counter* a, const Counter* b) {
      return a->count != b->count ? a->count > b->count : a->touched < b->touched;
    });
    return order;
  }
  // Of the smallest, those that changed last go first.
  void prune() {
    while (counters.size() > size) {
      uint64_t least = ranks.begin()->first.first;
      auto last = std::prev(ranks.upper_bound({least, UINT64_MAX}));
      sum -= std::min(sum, least);
      remove(last);
    }
  }

  uint64_t size;
  uint64_t sum = 0;
  uint64_t clock = 0;
  bool pruned = false;  // values were dropped, and what was counted of them
  const Type* element = nullptr;
  Counters counters;
  std::map<Rank, Hashed*> ranks;
};

bool fits_topk(NativeCall& call, TopkObject* top) {
  const Type* type = call.typed(1).first;
  if (!top->element) top->element = type;
  if (same_type(top->element, type)) return true;
  complain(call, "values of another type were added to this top-k");
  return false;
}

// The counter of a value; without one, an error that ends nothing.
const TopkObject::Counter* counted(NativeCall& call) {
  auto* top = opaque<TopkObject>(call, 0);
  if (top->element && !fits_topk(call, top)) return nullptr;
  const auto* found = top->element ? top->find(call.typed(1).second) : nullptr;
  if (!found) complain(call, "this value is not among those that are kept account of");
  return found;
}

Value topk_merge(NativeCall& call, bool prune) {
  auto* into = opaque<TopkObject>(call, 0);
  auto* from = opaque<TopkObject>(call, 1);
  if (!from->element) return Value::null();
  if (into->element && !same_type(into->element, from->element))
    return call.fail("cannot merge top-k data of different types");
  into->element = from->element;
  uint64_t size = into->size;
  uint64_t sum = into->sum + from->sum;
  into->size = UINT64_MAX;
  // The smallest first, so that equals keep their order.
  auto order = from->sorted();
  for (const TopkObject::Counter* c : order) into->add(c->value, c->count, c->error);
  into->size = prune ? size : std::max<uint64_t>(size, into->counters.size());
  // Of values that are dropped the sum knows nothing any more.
  into->sum = sum;
  if (prune) {
    into->prune();
    into->pruned = true;
  }
  return Value::null();
}

}  // namespace

void register_top_k(NativeRegistry& registry) {
  registry.add({R"(
## Begins to look for the most frequent values.
##
## size: How many are kept account of.
global topk_init: function(size: count): opaque of topk;
)",
                [](NativeCall& call) -> Value {
                  return Value::of(
                      make_object<TopkObject>(call.heap(), opaque_result(call), call.number(0)));
                }});

  registry.add({R"(
## Counts a value.
global topk_add: function(handle: opaque of topk, value: any): any;
)",
                [](NativeCall& call) -> Value {
                  auto* top = opaque<TopkObject>(call, 0);
                  if (top->size > 0 && fits_topk(call, top)) top->add(call.typed(1).second, 1, 0);
                  return Value::null();
                }});

  registry.add({R"(
## The most frequent values, the most frequent first. Those that share the last place are all there.
global topk_get_top: function(handle: opaque of topk, k: count): any_vec;
)",
                [](NativeCall& call) -> Value {
                  auto* top = opaque<TopkObject>(call, 0);
                  if (!top->element) return VectorResult(call).take();
                  VectorResult values(call, top->element);
                  uint64_t last = 0, taken = 0;
                  for (const TopkObject::Counter* c : top->sorted()) {
                    if (taken >= call.number(1) && c->count != last) break;
                    last = c->count;
                    ++taken;
                    values.add(boxed(call, top->element, top->kept(c->value)));
                  }
                  return values.take();
                }});

  registry.add({R"(
## How often a value was counted, at most; 0 if it is not kept account of.
global topk_count: function(handle: opaque of topk, value: any): count;
)",
                [](NativeCall& call) -> Value {
                  auto* found = counted(call);
                  return Value::of_count(found ? found->count : 0);
                }});

  registry.add({R"(
## By how much that may be too high.
global topk_epsilon: function(handle: opaque of topk, value: any): count;
)",
                [](NativeCall& call) -> Value {
                  auto* found = counted(call);
                  return Value::of_count(found ? found->error : 0);
                }});

  registry.add({R"(
## How many values are kept account of at most.
global topk_size: function(handle: opaque of topk): count;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_count(opaque<TopkObject>(call, 0)->size);
                }});

  registry.add({R"(
## How many values were counted in all.
global topk_sum: function(handle: opaque of topk): count;
)",
                [](NativeCall& call) -> Value {
                  auto* top = opaque<TopkObject>(call, 0);
                  if (top->pruned)
                    call.warn("values were dropped when top-k data was merged: the sum lacks them");
                  return Value::of_count(top->sum);
                }});

  registry.add({R"(
## Adds the counts of the second to the first, which grows to hold all values.
global topk_merge: function(handle1: opaque of topk, handle2: opaque of topk): any;
)",
                [](NativeCall& call) -> Value { return topk_merge(call, false); }});

  registry.add({R"(
## Adds the counts of the second to the first, which keeps its size.
global topk_merge_prune: function(handle1: opaque of topk, handle2: opaque of topk): any;
)",
                [](NativeCall& call) -> Value { return topk_merge(call, true); }});
}

}  // namespace avocet
