#include "value/table.h"

namespace avocet {

namespace {

// Adds the elements of `from` for which `wanted` holds.
template <class Wanted> void add_if(Heap& heap, Table* to, Table* from, Wanted wanted) {
  bool managed = !to->type->is_set() && to->type->value->managed();
  uint32_t position = 0;
  TableEntry entry;
  begin_iteration(from);
  while (next_entry(from, position, entry)) {
    if (!wanted(entry.keys)) continue;
    Value value = entry.value == nullptr ? Value::null() : *entry.value;
    if (managed) retain(value);
    put(heap, to, entry.keys, value);
  }
  end_iteration(from);
}

bool always(const Value*) { return true; }

}  // namespace

Table* make_union(Heap& heap, Table* a, Table* b) {
  Table* made = make_table(heap, a->type, a->attributes);
  add_if(heap, made, a, always);
  add_if(heap, made, b, always);
  return made;
}

Table* make_intersection(Heap& heap, Table* a, Table* b) {
  Table* made = make_table(heap, a->type, a->attributes);
  add_if(heap, made, a, [b](const Value* keys) { return contains(b, keys); });
  return made;
}

Table* make_difference(Heap& heap, Table* a, Table* b) {
  Table* made = make_table(heap, a->type, a->attributes);
  add_if(heap, made, a, [b](const Value* keys) { return !contains(b, keys); });
  return made;
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
  if (to != from) add_if(heap, to, from, always);
}

void erase_all(Table* from, Table* keys_of) {
  if (from == keys_of) return clear(from);
  uint32_t position = 0;
  TableEntry entry;
  while (next_entry(keys_of, position, entry)) erase(from, entry.keys);
}

}  // namespace avocet
