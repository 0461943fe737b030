#include "value/set_algebra.h"

namespace avocet {

namespace {

bool is_expiring(const Table* t) {
  return t->attributes != nullptr && t->attributes->expiry != Expiry::kNone;
}

// Adds the elements of `from` for which `wanted` holds. In a set that is_expiring, new ones are
// dated `now`.
template <class Wanted> void add_if(Heap& heap, Table* to, Table* from, double now, Wanted wanted) {
  bool managed = !to->type->is_set() && to->type->value->managed();
  uint32_t position = 0;
  TableEntry entry;
  begin_iteration(from);
  while (next_entry(from, position, entry)) {
    if (!wanted(entry.keys)) continue;
    Value value = entry.value == nullptr ? Value::null() : *entry.value;
    if (managed) retain(value);
    if (put(heap, to, entry.keys, value)) touch_last(to, now);
  }
  end_iteration(from);
}

// The elements of `a` for which `wanted` holds. Those of a set that is_expiring keep their dates.
template <class Wanted> Table* chosen(Heap& heap, Table* a, double now, Wanted wanted) {
  CopyResult copy = is_expiring(a) ? make_copy(heap, a->type, Value::of(a)) : CopyResult{};
  if (!is_expiring(a) || copy.error != nullptr) {
    Table* made = make_table(heap, a->type);
    share_attributes(heap, made, a);
    add_if(heap, made, a, now, wanted);
    return made;
  }
  Table* made = copy.value.table();
  uint32_t position = 0;
  TableEntry entry;
  begin_iteration(made);
  while (next_entry(made, position, entry))
    if (!wanted(entry.keys)) erase(made, entry.keys);
  end_iteration(made);
  return made;
}

bool always(const Value*) { return true; }

}  // namespace

Table* make_union(Heap& heap, Table* a, Table* b, double now) {
  Table* made = chosen(heap, a, now, always);
  add_if(heap, made, b, now, always);
  return made;
}

Table* make_intersection(Heap& heap, Table* a, Table* b, double now) {
  return chosen(heap, a, now, [b](const Value* keys) { return contains(b, keys); });
}

Table* make_difference(Heap& heap, Table* a, Table* b, double now) {
  return chosen(heap, a, now, [b](const Value* keys) { return !contains(b, keys); });
}

bool is_subset(Table* a, Table* b) {
  if (a->size() > b->size()) return false;
  uint32_t position = 0;
  TableEntry entry;
  while (next_entry(a, position, entry))
    if (!contains(b, entry.keys)) return false;
  return true;
}

void put_all(Heap& heap, Table* to, Table* from) {
  if (to != from) add_if(heap, to, from, 0, always);
}

}  // namespace avocet
