// The inside of tables, shared by the files that implement them and nobody else.
//
// One allocation: this head, the entries, a bitmap of the live ones, and the index.
//
//   entry    key 0 .. key n-1 [value] [hash] [date, links]       `stride` slots
//   index    2^k positions, the upper 32-k bits of each a tag from the hash; free and removed
//            places have the top bit set, which no tag has
//
// Invariants
//  1. used <= capacity < 2^k; each place of the index that is not free was taken by one of the
//     `used` entries: probing always ends at a free place.
//  2. A table of up to kScanned entries has no index; its live entries fit one bitmap word.
//  3. Positions change only when entries are compacted, which happens while nothing iterates.
//  4. The hash is kept in the entry unless the key is one plain slot or one address.
#pragma once

#include <bit>
#include <memory>

#include "value/hash_key.h"
#include "value/pattern.h"
#include "value/prefix_lengths.h"
#include "value/seeded_order.h"
#include "value/table.h"
#include "value/value.h"

namespace avocet {

enum class KeyKind : uint8_t {
  kPlain,    // one number
  kString,   // one string
  kAddress,  // one address
  kGeneral,  // anything else
};

constexpr uint32_t kNowhere = UINT32_MAX;

// Entries linked from the oldest date to the youngest.
struct ExpiryChain {
  uint32_t head = kNowhere;
  uint32_t tail = kNowhere;
};

// The dates of a table that expires. What an &expire_func keeps may be dated far ahead of what is
// touched now: each has a chain, so that touching always adds at the end of one.
struct ExpiryList {
  ExpiryChain touched;
  ExpiryChain postponed;
  uint32_t led = kNowhere;  // what expires next whatever its date (value/due_order.h)
  double now = 0;           // of the latest operation
};

// The compiled patterns of a table, and the positions of their entries.
struct PatternIndex : Heap::Resident {
  std::unique_ptr<PatternSet> set;
  std::vector<uint32_t> positions;
};

struct TableStore {
  static constexpr uint32_t kScanned = 8;
  static constexpr uint32_t kFree = 0xffffffff;
  static constexpr uint32_t kRemoved = 0xfffffffe;

  uint64_t* live;   // bitmap
  uint32_t* index;  // null: none
  uint32_t capacity;
  uint32_t used;   // entries so far, removed ones included
  uint32_t mask;   // places in the index - 1
  uint32_t last;   // position that the latest find or insert came to
  uint32_t begin;  // all entries before it are removed ones
  uint16_t stride;
  uint16_t key_count;
  uint16_t value_at;  // slot in the entry, 0: a set
  uint16_t hash_at;   // 0: no hash kept
  uint16_t date_at;   // 0: does not expire
  KeyKind kind;
  bool keys_managed;  // some key is
  bool value_managed;
  bool double_key;     // the one key is a double, time or interval
  uint32_t byte_size;  // of the allocation, in slots
  ExpiryList* expiry;
  PrefixLengths* lengths;
  PatternIndex* patterns;

  Value* entries() { return reinterpret_cast<Value*>(this + 1); }
  Value* entry(uint32_t position) { return entries() + size_t(position) * stride; }
  uint64_t& hash(uint32_t position) { return entry(position)[hash_at].u; }
  double& date(uint32_t position) { return entry(position)[date_at].d; }
  // Older and younger neighbour in the expiry list.
  uint32_t* links(uint32_t position) {
    return reinterpret_cast<uint32_t*>(&entry(position)[date_at + 1]);
  }
  bool is_live(uint32_t position) const { return live[position >> 6] >> (position & 63) & 1; }
  void set_live(uint32_t position) { live[position >> 6] |= uint64_t(1) << (position & 63); }
  void set_dead(uint32_t position) { live[position >> 6] &= ~(uint64_t(1) << (position & 63)); }
  uint32_t tag(uint64_t hash) const { return uint32_t(hash >> 32) & ~mask & 0x7fffffff; }
};

// Calls `visit(position)` for every live entry in order; it may remove the entry.
template <class Visit> void for_each_position(TableStore& s, Visit visit) {
  for (uint32_t word = 0; word * 64 < s.used; ++word)
    for (uint64_t bits = s.live[word]; bits != 0; bits &= bits - 1)
      visit(word * 64 + uint32_t(std::countr_zero(bits)));
}

// Where a key is: its position or kNowhere, and the place in the index (of the key, or a free one).
struct Place {
  uint32_t position = kNowhere;
  uint32_t in_index = 0;
};

// What a key hashes to in this table.
uint64_t key_hash(const Table* t, const Value* keys);
// The key must be hashed by key_hash.
Place find_key(Table* t, const Value* keys, uint64_t hash);

// Appends an entry for a key that find_key did not find; `place` is what it said. Keys and value
// are not retained here, and the value is not set. Returns the position.
uint32_t append_entry(Heap& heap, Table* t, const Value* keys, uint64_t hash, Place place);
// Removes a live entry; `removed` as in erase(). Does not compact.
void erase_at(Table* t, Place place, Value* removed);
// The place of a live entry.
Place place_of(Table* t, uint32_t position);

// The first store of a table.
TableStore* make_store(Heap& heap, const Table* t);
size_t store_allocation(const TableStore& s);
// Bytes of entries and index, the objects they point to not counted.
size_t store_bytes(const Table* t);
// Moves the entries to a store of another capacity. Compacting leaves the dead ones behind.
void rebuild(Heap& heap, Table* t, uint32_t capacity, bool compacting);
// Precondition: used == capacity. Compacts or grows.
void make_room(Heap& heap, Table* t);
// To be called after removals: compacts if more than half are dead and nothing iterates.
void compact_if_due(Table* t);
// Precondition: no live entries.
void drop_store(Table* t);

// Expiry list, for stores with dates.
void link_youngest(TableStore& s, uint32_t position);
void unlink(TableStore& s, uint32_t position);

// To be called when entries come, go or move.
void forget_patterns(TableStore& s);

// Orders, for tables of a world that has a key for them (Heap::order_key), except those that are
// &ordered. Nothing happens if there is an order already.
bool is_ordered(const Table* t);
void ensure_order(Heap& heap, Table* t);
void drop_order(Table* t);
// Gives a fresh copy of `from`, whose entries have the same positions, its order: that in which
// they are inserted one after another as `from` is iterated.
void copy_order(Heap& heap, Table* to, const Table* from);
// Precondition of both: there is an order.
void change_order(Table* t, const OrderChange& change);
bool next_in_order(Table* t, uint32_t& position, TableEntry& entry);
// What stands for the key of an entry in its order.
uint32_t order_hash(Heap& heap, const Table* t, uint32_t position);

// Gives back everything; the entries' keys and values were released (or copied) before.
void free_store(TableStore* s);

// Gives a table its own copy of the attributes that it has.
void own_attributes(Heap& heap, Table* t);
// Whether `default_value` is counted.
bool has_managed_default(const Table* t, const TableAttributes& a);
// A store with the same slots, not retained, and the same order. For make_copy.
TableStore* clone_store(Heap& heap, TableStore* s);

}  // namespace avocet
