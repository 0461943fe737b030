#include "value/table.h"

#include <limits>

#include "value/table_store.h"

namespace avocet {

namespace {

// ---- Finding -------------------------------------------------------------------------
// One loop for all key kinds; `same(position)` compares the key of an entry.

template <class Same> Place probe(TableStore& s, uint64_t hash, Same same) {
  uint32_t at = uint32_t(hash) & s.mask;
  uint32_t tag = s.tag(hash);
  for (;; at = (at + 1) & s.mask) {
    uint32_t place = s.index[at];
    if ((place & ~s.mask) == tag) {
      uint32_t position = place & s.mask;
      if (same(position)) {
        s.last = position;
        return {position, at};
      }
    } else if (place == TableStore::kFree) {
      return {kNowhere, at};
    }
  }
}

template <class Same> Place scan(TableStore& s, Same same) {
  for (uint64_t bits = s.live[0]; bits != 0; bits &= bits - 1) {
    auto position = uint32_t(std::countr_zero(bits));
    if (!same(position)) continue;
    s.last = position;
    return {position, 0};
  }
  return {};
}

uint64_t canonical(const TableStore& s, Value key) {
  return s.double_key && key.d == 0 ? 0 : key.u;
}

Place find_plain(TableStore& s, Value key) {
  uint64_t bits = canonical(s, key);
  auto same = [&](uint32_t position) { return s.entry(position)->u == bits; };
  return s.index == nullptr ? scan(s, same) : probe(s, hash_plain(bits), same);
}

uint64_t hash_string(const String* key) { return hash_plain(string_hash(key)); }

Place find_string(TableStore& s, const String* key, uint64_t hash) {
  auto same = [&](uint32_t position) {
    const Value* entry = s.entry(position);
    if (entry->object == key) return true;
    return entry[s.hash_at].u == hash && entry->string()->view() == key->view();
  };
  return s.index == nullptr ? scan(s, same) : probe(s, hash, same);
}

uint64_t hash_address(Value key) {
  if (key.is_inline() || key.is_null()) return hash_plain(key.u);
  const IpAddress& a = key.as<AddressObject>()->address;
  return hash_join(hash_plain(a.high()), a.low());
}

bool same_address(Value a, Value b) {
  if (a.u == b.u) return true;
  if (a.is_inline() || b.is_inline() || a.is_null() || b.is_null()) return false;
  return a.as<AddressObject>()->address == b.as<AddressObject>()->address;
}

Place find_address(TableStore& s, Value key, uint64_t hash) {
  auto same = [&](uint32_t position) { return same_address(*s.entry(position), key); };
  return s.index == nullptr ? scan(s, same) : probe(s, hash, same);
}

// Most composite keys are made of numbers and addresses; the rest takes the long way.
uint64_t hash_part(const Type* type, Value key) {
  switch (type->kind) {
  case TypeKind::kCount:
  case TypeKind::kPort:
  case TypeKind::kInt:
  case TypeKind::kEnum:
  case TypeKind::kBool: return key.u;
  case TypeKind::kAddr: return hash_address(key);
  case TypeKind::kString: return key.is_null() ? 0 : string_hash(key.string());
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kDouble:
  case TypeKind::kTime:
  case TypeKind::kInterval:
  case TypeKind::kSubnet:
  case TypeKind::kPattern:
  case TypeKind::kRecord:
  case TypeKind::kTable:
  case TypeKind::kSet:
  case TypeKind::kVector:
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kOpaque:
  case TypeKind::kAny:
  case TypeKind::kType:
  case TypeKind::kList: break;
  }
  return hash_of(type, key);
}

uint64_t hash_general(const TableType* type, const Value* keys) {
  uint64_t hash = 0;
  for (size_t k = 0; k < type->keys.size(); ++k)
    hash = hash_join(hash, hash_part(type->keys[k], keys[k]));
  return hash;
}

bool same_keys(const TableType* type, const Value* a, const Value* b) {
  for (size_t k = 0; k < type->keys.size(); ++k)
    if (a[k].u != b[k].u && !equal(type->keys[k], a[k], b[k])) return false;
  return true;
}

Place find_general(Table* t, const Value* keys, uint64_t hash) {
  TableStore& s = *t->store;
  auto same = [&](uint32_t position) {
    return s.hash(position) == hash && same_keys(t->type, s.entry(position), keys);
  };
  return s.index == nullptr ? scan(s, same) : probe(s, hash, same);
}

Value* value_at(TableStore& s, Place place) {
  // For sets the key's slot: somewhere that is not null.
  return place.position == kNowhere ? nullptr : s.entry(place.position) + s.value_at;
}

// ---- Changing ------------------------------------------------------------------------

void overwrite(TableStore& s, uint32_t position, Value value) {
  if (s.value_at == 0) return;
  Value& slot = s.entry(position)[s.value_at];
  Value old = slot;
  slot = value;
  if (s.value_managed) release(old);
}

void set_fresh(TableStore& s, uint32_t position, Value value) {
  if (s.value_at != 0) s.entry(position)[s.value_at] = value;
}

Value kept_key(Heap& heap, const Type* type, Value key) {
  if (!is_mutable(type)) return retained(key);
  CopyResult copy = make_copy(heap, type, key);
  return copy.error == nullptr ? copy.value : retained(key);
}

void keep_keys(Heap& heap, Table* t, uint32_t position) {
  TableStore& s = *t->store;
  Value* entry = s.entry(position);
  for (uint32_t k = 0; k < s.key_count; ++k)
    if (t->type->keys[k]->managed()) entry[k] = kept_key(heap, t->type->keys[k], entry[k]);
}

void note_inserted(Table* t, uint32_t position) {
  TableStore& s = *t->store;
  if (s.lengths != nullptr) s.lengths->add(prefix_of(*s.entry(position)));
  forget_patterns(s);
}

bool put_hashed(Heap& heap, Table* t, const Value* keys, uint64_t hash, Place place, Value value) {
  if (place.position != kNowhere) {
    overwrite(*t->store, place.position, value);
    return false;
  }
  uint32_t position = append_entry(heap, t, keys, hash, place);
  if (t->store->keys_managed) keep_keys(heap, t, position);
  set_fresh(*t->store, position, value);
  note_inserted(t, position);
  return true;
}

void ensure_store(Heap& heap, Table* t) {
  if (t->store != nullptr) return;
  t->store = make_store(heap, t);
  if (heap.order_key() != nullptr) ensure_order(heap, t);
}

bool erase_found(Table* t, Place place, Value* removed) {
  if (place.position == kNowhere) return false;
  erase_at(t, place, removed);
  compact_if_due(t);
  return true;
}

}  // namespace

uint64_t key_hash(const Table* t, const Value* keys) {
  const TableStore& s = *t->store;
  switch (s.kind) {
  case KeyKind::kPlain: return hash_plain(canonical(s, keys[0]));
  case KeyKind::kString: return keys[0].is_null() ? 0 : hash_string(keys[0].string());
  case KeyKind::kAddress: return hash_address(keys[0]);
  case KeyKind::kGeneral: return hash_general(t->type, keys);
  }
  UNREACHABLE();
}

Place find_key(Table* t, const Value* keys, uint64_t hash) {
  TableStore& s = *t->store;
  switch (s.kind) {
  case KeyKind::kPlain: return find_plain(s, keys[0]);
  case KeyKind::kString: return find_string(s, keys[0].string(), hash);
  case KeyKind::kAddress: return find_address(s, keys[0], hash);
  case KeyKind::kGeneral: return find_general(t, keys, hash);
  }
  UNREACHABLE();
}

void erase_at(Table* t, Place place, Value* removed) {
  TableStore& s = *t->store;
  Value* entry = s.entry(place.position);
  if (s.date_at != 0) unlink(s, place.position);
  if (s.lengths != nullptr) s.lengths->remove(prefix_of(*entry));
  forget_patterns(s);
  if (t->order != nullptr) change_order(t, {OrderChange::Kind::kErase, place.position});
  s.set_dead(place.position);
  if (s.index != nullptr) s.index[place.in_index] = TableStore::kRemoved;
  --t->live;
  Value value = s.value_at == 0 ? Value::null() : entry[s.value_at];
  if (s.keys_managed)
    for (uint32_t k = 0; k < s.key_count; ++k)
      if (t->type->keys[k]->managed()) release(entry[k]);
  if (removed != nullptr) {
    *removed = value;
  } else if (s.value_managed) {
    release(value);
  }
}

Place place_of(Table* t, uint32_t position) {
  TableStore& s = *t->store;
  if (s.index == nullptr) return {position, 0};
  uint64_t hash = s.hash_at != 0 ? s.hash(position) : key_hash(t, s.entry(position));
  return probe(s, hash, [&](uint32_t found) { return found == position; });
}

Table* make_table(Heap& heap, const TableType* type, const TableAttributes* attributes) {
  return heap.make<Table>(type, attributes);
}

Value* peek_value(Table* t, const Value* keys) {
  if (t->store == nullptr) return nullptr;
  return value_at(*t->store, find_key(t, keys, key_hash(t, keys)));
}

bool contains(Table* t, const Value* keys) { return peek_value(t, keys) != nullptr; }

bool put(Heap& heap, Table* t, const Value* keys, Value value) {
  ensure_store(heap, t);
  uint64_t hash = key_hash(t, keys);
  return put_hashed(heap, t, keys, hash, find_key(t, keys, hash), value);
}

bool erase(Table* t, const Value* keys, Value* removed) {
  if (t->store == nullptr) return false;
  return erase_found(t, find_key(t, keys, key_hash(t, keys)), removed);
}

Value* peek_plain(Table* t, Value key) {
  return t->store == nullptr ? nullptr : value_at(*t->store, find_plain(*t->store, key));
}

Value* peek_string(Table* t, String* key) {
  if (t->store == nullptr) return nullptr;
  return value_at(*t->store, find_string(*t->store, key, hash_string(key)));
}

bool put_plain(Heap& heap, Table* t, Value key, Value value) {
  ensure_store(heap, t);
  TableStore& s = *t->store;
  Place place = find_plain(s, key);
  if (place.position != kNowhere) {
    overwrite(s, place.position, value);
    return false;
  }
  Value kept = Value::of_count(canonical(s, key));
  uint32_t position = append_entry(heap, t, &kept, hash_plain(kept.u), place);
  set_fresh(*t->store, position, value);
  return true;
}

bool put_string(Heap& heap, Table* t, String* key, Value value) {
  ensure_store(heap, t);
  uint64_t hash = hash_string(key);
  Value slot = Value::of(key);
  return put_hashed(heap, t, &slot, hash, find_string(*t->store, key, hash), value);
}

void clear(Table* t) {
  if (t->store == nullptr) return;
  for_each_position(*t->store,
                    [&](uint32_t position) { erase_at(t, place_of(t, position), nullptr); });
  if (t->order != nullptr) change_order(t, {OrderChange::Kind::kClear});
  compact_if_due(t);
}

bool entry_at(Table* t, uint32_t position, TableEntry& entry) {
  if (t->store == nullptr) return false;
  TableStore& s = *t->store;
  if (position >= s.used || !s.is_live(position)) return false;
  Value* found = s.entry(position);
  entry = {found, s.value_at == 0 ? nullptr : found + s.value_at};
  return true;
}

bool next_entry(Table* t, uint32_t& position, TableEntry& entry) {
  if (t->store == nullptr) return false;
  if (t->order != nullptr) return next_in_order(t, position, entry);
  TableStore& s = *t->store;
  // Scripts take entries off the front one by one, each time with a loop that begins anew.
  bool from_begin = position <= s.begin;
  if (from_begin) position = s.begin;
  while (position < s.used) {
    uint64_t bits = s.live[position >> 6] >> (position & 63);
    if (bits == 0) {
      position = (position | 63) + 1;
      continue;
    }
    position += uint32_t(std::countr_zero(bits));
    if (from_begin) s.begin = position;
    Value* found = s.entry(position++);
    entry = {found, s.value_at == 0 ? nullptr : found + s.value_at};
    return true;
  }
  position = s.used;  // what is inserted from now on is seen
  return false;
}

void end_iteration(Table* t) {
  DCHECK(t->iterators > 0);
  if (--t->iterators > 0) return;
  if (t->order != nullptr) t->order->apply_deferred();
  compact_if_due(t);
}

}  // namespace avocet
