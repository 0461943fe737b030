#include "value/table_store.h"

#include <algorithm>
#include <cstring>

#include "type/kinds.h"
#include "value/own_attribute.h"

namespace avocet {

namespace {

size_t live_words(uint32_t capacity) { return (capacity + 63) / 64; }

// Places in the index for a capacity: at most two thirds of them are ever taken.
uint32_t index_places(uint32_t capacity) {
  if (capacity <= TableStore::kScanned) return 0;
  return std::bit_ceil(capacity + capacity / 2 + 2);
}

// The largest capacity that has as many places as `wanted` needs.
uint32_t round_capacity(uint32_t wanted) {
  if (wanted <= TableStore::kScanned) return TableStore::kScanned;
  return (index_places(wanted) - 2) / 3 * 2;
}

KeyKind kind_of(const TableType* type) {
  if (type->keys.size() != 1) return KeyKind::kGeneral;
  TypeKind kind = type->keys[0]->kind;
  if (is_plain(kind)) return KeyKind::kPlain;
  if (kind == TypeKind::kString) return KeyKind::kString;
  return kind == TypeKind::kAddr ? KeyKind::kAddress : KeyKind::kGeneral;
}

// What follows from the type and the attributes.
void lay_out(TableStore& s, const Table* t) {
  const auto& keys = t->type->keys;
  CHECK(!keys.empty() && keys.size() < 1000);
  s.kind = kind_of(t->type);
  s.key_count = uint16_t(keys.size());
  s.keys_managed = std::ranges::any_of(keys, [](const Type* k) { return k->managed(); });
  s.double_key = s.kind == KeyKind::kPlain && is_floating(keys[0]->kind);
  s.value_managed = !t->type->is_set() && t->type->value->managed();
  uint16_t next = s.key_count;
  s.value_at = t->type->is_set() ? 0 : next++;
  bool hash_kept = s.kind == KeyKind::kGeneral || s.kind == KeyKind::kString;
  s.hash_at = hash_kept ? next++ : 0;
  bool expires = t->attributes != nullptr && t->attributes->expiry != Expiry::kNone;
  s.date_at = expires ? next : 0;
  if (expires) next = uint16_t(next + 2);
  s.stride = next;
}

// An empty store with the layout of `like`, its parts in place.
TableStore* allocate(Heap& heap, const TableStore& like, uint32_t capacity) {
  uint32_t places = index_places(capacity);
  CHECK(places <= uint32_t(1) << 30);
  size_t entries = size_t(capacity) * like.stride * sizeof(Value);
  size_t bytes = sizeof(TableStore) + entries + live_words(capacity) * sizeof(uint64_t) +
                 places * sizeof(uint32_t);
  CHECK(bytes < size_t(UINT32_MAX) * sizeof(Value));
  auto* s = heap.make_with<TableStore>(bytes - sizeof(TableStore), like);
  s->capacity = capacity;
  s->used = 0;
  s->last = kNowhere;
  s->begin = 0;
  s->mask = places == 0 ? 0 : places - 1;
  s->byte_size = uint32_t((bytes + sizeof(Value) - 1) / sizeof(Value));
  char* after_entries = reinterpret_cast<char*>(s + 1) + entries;
  s->live = reinterpret_cast<uint64_t*>(after_entries);
  std::memset(s->live, 0, live_words(capacity) * sizeof(uint64_t));
  s->index = places == 0 ? nullptr : reinterpret_cast<uint32_t*>(s->live + live_words(capacity));
  if (s->index != nullptr) std::memset(s->index, 0xff, places * sizeof(uint32_t));
  return s;
}

void release_memory(TableStore* s) { Heap::release(s, store_allocation(*s)); }

uint64_t hash_of_entry(const Table* t, TableStore& s, uint32_t position) {
  return s.hash_at != 0 ? s.hash(position) : key_hash(t, s.entry(position));
}

void add_to_index(TableStore& s, uint32_t position, uint64_t hash) {
  if (s.index == nullptr) return;
  uint32_t at = uint32_t(hash) & s.mask;
  while (s.index[at] < TableStore::kRemoved) at = (at + 1) & s.mask;
  s.index[at] = s.tag(hash) | position;
}

}  // namespace

size_t store_allocation(const TableStore& s) { return size_t(s.byte_size) * sizeof(Value); }

TableStore* make_store(Heap& heap, const Table* t) {
  TableStore layout{};
  lay_out(layout, t);
  TableStore* s = allocate(heap, layout, 4);
  if (s->date_at != 0) s->expiry = heap.make<ExpiryList>();
  bool by_subnet = s->key_count == 1 && t->type->keys[0]->kind == TypeKind::kSubnet;
  if (by_subnet) s->lengths = heap.make<PrefixLengths>();
  return s;
}

namespace {

// Where each old position went; kNowhere for dead ones.
class Moves {
 public:
  explicit Moves(uint32_t used) : to_(used, kNowhere) {}
  void set(uint32_t from, uint32_t to) { to_[from] = to; }
  uint32_t operator()(uint32_t from) const { return from == kNowhere ? kNowhere : to_[from]; }
  const std::vector<uint32_t>& all() const { return to_; }

 private:
  std::vector<uint32_t> to_;
};

void move_dates(TableStore& from, TableStore& to, const Moves& moves) {
  for_each_position(to, [&](uint32_t position) {
    uint32_t* links = to.links(position);
    links[0] = moves(links[0]);
    links[1] = moves(links[1]);
  });
  for (ExpiryChain ExpiryList::*chain : {&ExpiryList::touched, &ExpiryList::postponed}) {
    (to.expiry->*chain).head = moves((from.expiry->*chain).head);
    (to.expiry->*chain).tail = moves((from.expiry->*chain).tail);
  }
  to.expiry->led = moves(from.expiry->led);
}

}  // namespace

void rebuild(Heap& heap, Table* t, uint32_t capacity, bool compacting) {
  TableStore& old = *t->store;
  TableStore* s = allocate(heap, old, capacity);
  if (!compacting || t->live == old.used) {
    std::memcpy(static_cast<void*>(s->entries()), old.entries(),
                size_t(old.used) * old.stride * sizeof(Value));
    std::memcpy(s->live, old.live, live_words(old.used) * sizeof(uint64_t));
    s->used = old.used;
    s->last = old.last;
    s->begin = old.begin;
  } else {
    bool moves_matter = old.date_at != 0 || t->order != nullptr;
    Moves moves(moves_matter ? old.used : 0);
    for_each_position(old, [&](uint32_t position) {
      std::memcpy(static_cast<void*>(s->entry(s->used)), old.entry(position),
                  old.stride * sizeof(Value));
      s->set_live(s->used);
      if (old.last == position) s->last = s->used;
      if (moves_matter) moves.set(position, s->used);
      ++s->used;
    });
    if (s->date_at != 0) move_dates(old, *s, moves);
    if (t->order != nullptr) t->order->renumber(moves.all());
    forget_patterns(*s);
  }
  if (s->index != nullptr)
    for_each_position(
        *s, [&](uint32_t position) { add_to_index(*s, position, hash_of_entry(t, *s, position)); });
  release_memory(&old);
  t->store = s;
}

void make_room(Heap& heap, Table* t) {
  TableStore& s = *t->store;
  uint32_t dead = s.used - t->live;
  // Without at least a quarter dead, compacting would come round again too soon; with the table
  // more than five eighths full it would, too.
  bool compacting = t->iterators == 0 && dead > s.used / 4;
  uint32_t capacity = s.capacity;
  if (!compacting || t->live > capacity / 8 * 5)
    capacity = round_capacity(capacity < TableStore::kScanned ? capacity : capacity + capacity / 2);
  rebuild(heap, t, capacity, compacting);
}

void compact_if_due(Table* t) {
  if (t->store == nullptr || t->iterators > 0) return;
  TableStore& s = *t->store;
  if (t->live == 0) {
    if (s.capacity > TableStore::kScanned) return drop_store(t);
    s.used = 0;
    s.last = kNowhere;
    s.begin = 0;
    return forget_patterns(s);
  }
  uint32_t dead = s.used - t->live;
  if (dead <= TableStore::kScanned || dead <= s.used / 2) return;
  rebuild(Heap::of(t), t, round_capacity(t->live + t->live / 2), true);
}

void drop_store(Table* t) {
  free_store(t->store);
  t->store = nullptr;
}

uint32_t append_entry(Heap& heap, Table* t, const Value* keys, uint64_t hash, Place place) {
  TableStore* s = t->store;
  if (s->used == s->capacity) {
    make_room(heap, t);
    s = t->store;
    add_to_index(*s, s->used, hash);
  } else if (s->index != nullptr) {
    s->index[place.in_index] = s->tag(hash) | s->used;
  }
  uint32_t position = s->used++;
  Value* entry = s->entry(position);
  std::copy_n(keys, s->key_count, entry);
  if (s->hash_at != 0) entry[s->hash_at].u = hash;
  s->set_live(position);
  s->last = position;
  ++t->live;
  if (s->date_at != 0) {
    s->date(position) = s->expiry->now;
    link_youngest(*s, position);
  }
  if (t->order != nullptr)
    change_order(t, {OrderChange::Kind::kInsert, position, order_hash(heap, t, position)});
  return position;
}

bool has_managed_default(const Table* t, const TableAttributes& a) {
  return a.default_kind == TableAttributes::Default::kFunction ||
         (a.default_kind == TableAttributes::Default::kValue && t->type->value != nullptr &&
          t->type->value->managed());
}

void own_attributes(Heap& heap, Table* t) {
  TableAttributes own = t->attributes != nullptr ? *t->attributes : TableAttributes{};
  if (has_managed_default(t, own)) retain(own.default_value);
  retain(own.expire_function);
  retain(own.change_function);
  set_attributes(t, ::new (heap.allocate(sizeof(TableAttributes))) TableAttributes(own));
  t->flags |= Object::kOwnsAttributes;
}

void own_attribute(Heap& heap, Table* t, OwnAttribute which, Value value) {
  if (t->immortal()) {
    if (which != OwnAttribute::kExpireInterval) release(value);
    return;
  }
  if (!(t->flags & Object::kOwnsAttributes)) own_attributes(heap, t);
  auto& own = const_cast<TableAttributes&>(*t->attributes);
  switch (which) {
  case OwnAttribute::kDefaultFunction:
  case OwnAttribute::kDefault:
    if (has_managed_default(t, own)) release(own.default_value);
    own.default_kind = which == OwnAttribute::kDefault ? TableAttributes::Default::kValue
                                                       : TableAttributes::Default::kFunction;
    own.default_expression = UINT32_MAX;
    own.default_value = value;
    return;
  case OwnAttribute::kExpireFunction: return replace(own.expire_function, value);
  case OwnAttribute::kChangeFunction: return replace(own.change_function, value);
  case OwnAttribute::kExpireInterval:
    own.expire_interval = value.d;
    own.expire_interval_function = UINT32_MAX;
    return;
  }
}

void own_default(Heap& heap, Table* t, Value function) {
  own_attribute(heap, t, OwnAttribute::kDefaultFunction, function);
}

void share_attributes(Heap& heap, Table* to, const Table* from) {
  set_attributes(to, from->attributes);
  if (from->flags & Object::kOwnsAttributes) own_attributes(heap, to);
}

void set_attributes(Table* t, const TableAttributes* attributes) {
  t->attributes = attributes;
  if (t->order != nullptr && is_ordered(t)) drop_order(t);
  if (t->store == nullptr) return;
  // Dates are part of the layout of entries.
  TableStore& old = *t->store;
  TableStore layout = old;
  lay_out(layout, t);
  if (layout.stride == old.stride) return;
  // Every entry stays at its position: a loop over the table may be under way.
  Heap& heap = Heap::of(t);
  TableStore* s = allocate(heap, layout, old.capacity);
  s->expiry = layout.date_at != 0 ? heap.make<ExpiryList>() : nullptr;
  s->used = old.used;
  s->last = old.last;
  std::memcpy(s->live, old.live, live_words(old.used) * sizeof(uint64_t));
  if (s->index != nullptr)
    std::memcpy(s->index, old.index, (size_t(s->mask) + 1) * sizeof(uint32_t));
  uint32_t kept = std::min(old.stride, s->stride);
  for_each_position(*s, [&](uint32_t position) {
    std::memcpy(static_cast<void*>(s->entry(position)), old.entry(position), kept * sizeof(Value));
    if (s->date_at == 0) return;
    s->date(position) = 0;
    link_youngest(*s, position);
  });
  if (old.expiry != nullptr) Heap::release(old.expiry, sizeof(ExpiryList));
  release_memory(&old);
  t->store = s;
}

void forget_patterns(TableStore& s) {
  if (s.patterns == nullptr) return;
  PatternIndex* patterns = s.patterns;
  s.patterns = nullptr;
  patterns->~PatternIndex();
  Heap::release(patterns, sizeof(PatternIndex));
}

void free_store(TableStore* s) {
  forget_patterns(*s);
  if (s->expiry != nullptr) Heap::release(s->expiry, sizeof(ExpiryList));
  if (s->lengths != nullptr) Heap::release(s->lengths, sizeof(PrefixLengths));
  release_memory(s);
}

TableStore* clone_store(Heap& heap, TableStore* s) {
  TableStore* made = allocate(heap, *s, s->capacity);
  std::memcpy(static_cast<void*>(made->entries()), s->entries(),
              size_t(s->used) * s->stride * sizeof(Value));
  std::memcpy(made->live, s->live, live_words(s->used) * sizeof(uint64_t));
  if (s->index != nullptr)
    std::memcpy(made->index, s->index, (size_t(s->mask) + 1) * sizeof(uint32_t));
  made->used = s->used;
  made->patterns = nullptr;
  if (s->expiry != nullptr) made->expiry = heap.make<ExpiryList>(*s->expiry);
  if (s->lengths != nullptr) made->lengths = heap.make<PrefixLengths>(*s->lengths);
  return made;
}

size_t store_bytes(const Table* t) { return t->store == nullptr ? 0 : store_allocation(*t->store); }

}  // namespace avocet
