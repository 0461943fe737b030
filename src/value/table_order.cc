// The order in which a table is iterated, where that is not the order of insertion.

#include "value/key_bytes.h"
#include "value/table_store.h"

namespace avocet {

bool is_ordered(const Table* t) { return t->attributes != nullptr && t->attributes->ordered; }

namespace {

void give_order(Heap& heap, Table* t) {
  t->order = heap.make<SeededOrder>();
  heap.adopt(*t->order);
}

}  // namespace

void ensure_order(Heap& heap, Table* t) {
  if (t->order == nullptr && heap.order_key() != nullptr && !is_ordered(t)) give_order(heap, t);
}

void drop_order(Table* t) {
  SeededOrder* order = t->order;
  t->order = nullptr;
  order->~SeededOrder();
  Heap::release(order, sizeof(SeededOrder));
}

void copy_order(Heap& heap, Table* to, const Table* from) {
  give_order(heap, to);
  to->order->insert_all(*from->order);
}

void change_order(Table* t, const OrderChange& change) {
  if (t->iterators > 0) {
    t->order->defer(change);
  } else {
    t->order->apply(change);
  }
}

bool next_in_order(Table* t, uint32_t& position, TableEntry& entry) {
  uint32_t at = 0;
  while (t->order->next(position, at))
    if (entry_at(t, at, entry)) return true;
  return false;
}

uint32_t order_hash(Heap& heap, const Table* t, uint32_t position) {
  return uint32_t(SipHash::of(*heap.order_key(), key_bytes(t->type, t->store->entry(position))));
}

}  // namespace avocet
