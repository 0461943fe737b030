// Tables and sets: a dense array of entries in insertion order, and an
// open-addressing index of 32-bit positions into it.
//
// Iteration walks the array, hence in insertion order; an entry removed leaves a
// tombstone that iteration steps over, compacted when half of the array is dead and
// no iteration is under way. Deleting and inserting while iterating are safe:
// entries inserted meanwhile may be seen, removed ones are not.
//
// Keys are hashed by kind, never serialised: one specialisation for a plain slot,
// one for strings, one for addresses, one for the rest. Tables keyed by subnets know which prefix
// lengths occur, so that the longest match takes a lookup for each of them; tables keyed by
// patterns match all at once.
//
// Expiry is an intrusive list through the entries, oldest first, so that each operation is
// O(1) and the expired ones are at its head; who drives it (the event room's timers) asks
// next_expiry() and take_expired().
#pragma once

#include <span>
#include <vector>

#include "base/source.h"
#include "value/pattern.h"
#include "value/value.h"

namespace avocet {

enum class Expiry : uint8_t { kNone, kCreate, kRead, kWrite };

// What `&default`, `&create_expire` and their kin say, shared by every table made from one
// declaration. Functions here are values of the language; running them is the VM's business.
struct TableAttributes {
  enum class Default : uint8_t { kNone, kValue, kFunction };
  Default default_kind = Default::kNone;
  bool default_insert = false;
  bool default_is_fresh = false;        // kValue: copy it for every use (containers, records)
  Value default_value = Value::null();  // kValue: a slot of the value type; kFunction: a Function
  // Program function without parameters that yields what default_value would be, each time anew, if
  // it is no constant; default_value is then not used.
  uint32_t default_expression = UINT32_MAX;
  Expiry expiry = Expiry::kNone;
  double expire_interval = 0;  // seconds; re-read by the owner when it comes from an expression
  uint32_t expire_interval_function =
      UINT32_MAX;  // Program function that yields the interval, if not constant
  Value expire_function = Value::null();  // Function: (t, key...) or (t, any key): interval
  Span expire_function_span{};            // where it is named
  Value change_function = Value::null();  // &on_change
  bool ordered = false;
};

enum class TableChange : uint8_t { kNew, kChanged, kRemoved, kExpired };

struct TableStore;  // entries and index; table.cc's own
class SeededOrder;

struct Table : Object {
  const TableType* type;
  const TableAttributes* attributes;  // null: none. Owned by the program or the world.
  TableStore* store;                  // null while empty
  uint32_t live = 0;                  // number of elements
  uint32_t iterators = 0;             // iterations under way
  SeededOrder* order = nullptr;       // how it is iterated; null: in insertion order

  Table(const TableType* t, const TableAttributes* a)
      : Object(ObjectKind::kTable), type(t), attributes(a), store(nullptr) {}
  size_t size() const { return live; }
};
inline Table* Value::table() const { return as<Table>(); }

Table* make_table(Heap& heap, const TableType* type, const TableAttributes* attributes = nullptr);
// Gives a table other attributes, as a declaration does to the value it is initialised with.
// Elements that could not expire before are dated 0: touch them. Precondition: nothing iterates.
void set_attributes(Table* t, const TableAttributes* attributes);
// Gives a table attributes of its own: what it has, and `function`, a closure whose count it takes
// over, as its &default. They go with the table; a deep copy of the table copies the closure too.
void own_default(Heap& heap, Table* t, Value function);
// Gives `to` the attributes of `from`, a copy of them if they are the table's own.
void share_attributes(Heap& heap, Table* to, const Table* from);

// Keys are given as `type->keys.size()` slots, borrowed. Values are slots of type->value. Keys of a
// mutable type (is_mutable) are copied when they are inserted, so that no script can change them.

// The value's place, or null; for sets a non-null place of no meaning. Valid until the next change.
Value* peek_value(Table* t, const Value* keys);
bool contains(Table* t, const Value* keys);
// Inserts or overwrites; takes over the count of `value` (ignored for sets), retains the keys. True
// if the key was new. In a table that expires, the entry is dated by touch() or touch_last().
bool put(Heap& heap, Table* t, const Value* keys, Value value);
// True if it was there. `removed`, if given, receives the value with its count.
bool erase(Table* t, const Value* keys, Value* removed = nullptr);
void clear(Table* t);

// One-key forms that the VM's opcodes use; the key kind is known at compile time.
Value* peek_plain(Table* t, Value key);
Value* peek_string(Table* t, String* key);
bool put_plain(Heap& heap, Table* t, Value key, Value value);
bool put_string(Heap& heap, Table* t, String* key, Value value);

// Iteration: `position` starts at 0; yields live entries until it returns false. Entries are lent
// until the next change of the table. Between begin and end, positions stay what they are. The
// value of a set's entry is null.
struct TableEntry {
  const Value* keys;
  Value* value;
};
bool next_entry(Table* t, uint32_t& position, TableEntry& entry);
inline void begin_iteration(Table* t) { ++t->iterators; }
void end_iteration(Table* t);  // compacts if due

// The entry at a position that matching_entries() or covering_entries() gave, or false if it was
// removed.
bool entry_at(Table* t, uint32_t position, TableEntry& entry);

// Subnet tables (one key, a subnet). The entry with the longest prefix that holds all of `prefix`
// (an address is a prefix of full length): what `in` and indexing mean for addresses and subnets.
// Null if none.
Value* peek_longest_prefix(Table* t, const Prefix& prefix);
// The positions of all entries that hold `prefix`, longest first.
std::vector<uint32_t> covering_entries(Table* t, const Prefix& prefix);
// A prefix of full length.
inline Prefix host_prefix(const IpAddress& address) { return Prefix::from_length128(address, 128); }

// Pattern tables (one key, a pattern): the positions of every entry whose pattern matches all of
// `text`, in insertion order. The patterns are compiled together on first use after a change.
std::vector<uint32_t> matching_entries(Table* t, std::string_view text);
bool matches_any_entry(Table* t, std::string_view text);
// What looking up has built since the last change.
PatternStatistics pattern_statistics(const Table* t);

// Expiry, in packet time (seconds). touch() dates an entry; nothing happens if it is not there or
// the table does not expire. touch_last() does so for the entry that the last peek or put found,
// which must still be there.
void touch(Table* t, const Value* keys, double now);
void touch_last(Table* t, double now);
// When the head of the expiry list is due; infinity if none.
double next_expiry(Table* t, double interval);
// The keys of the head entry if it is due at `now`.
bool peek_expired(Table* t, double interval, double now, TableEntry& entry);
// Re-dates the head entry so that it is due `wait` seconds after `now`.
void postpone_expired(Table* t, double interval, double now, double wait);

// Every key of `a` is in `b`.
bool is_subset(Table* a, Table* b);
// Puts every element of `from` into `to` (values retained, not copied).
void put_all(Heap& heap, Table* to, Table* from);

// Bytes of entries and index, the objects they point to not counted.
size_t store_bytes(const Table* t);

}  // namespace avocet
