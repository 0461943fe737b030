// Tables with attributes: defaults, dates for expiry, &on_change. Tables without any take the same
// way when a key is missing or has several parts.

#include <string>

#include "bytecode/op/table.h"
#include "vm/operations.h"

namespace avocet {

namespace {

// Set on a table while its change function runs, which then is not called again.
constexpr uint8_t kChanging = 0x80;

bool has_managed_value(const Table* t) { return t->type->value && t->type->value->managed(); }

// The keys of a list, gathered for one operation. The verifier limits them.
class Keys {
 public:
  Keys(const OperandList& list, const Value* r, const Value* m) {
    DCHECK(list.size() <= kMaxTableKeys);
    gather(list, 0, r, m, slots_);
  }
  const Value* slots() const { return slots_; }

 private:
  Value slots_[kMaxTableKeys];
};

}  // namespace

// ---- Reading ------------------------------------------------------------------------

// The value's place; a read re-dates the entry where the table says so.
Value* Operations::read_entry(Table* t, const Value* keys) {
  Value* found = peek_value(t, keys);
  if (found && t->attributes && t->attributes->expiry == Expiry::kRead)
    touch_last(t, machine_.network_time_);
  return found;
}

bool Operations::table_contains(Table* t, const Value* keys) {
  return read_entry(t, keys) != nullptr;
}

bool Operations::table_load(Table* t, const Value* keys, Value& to) {
  Value* found = read_entry(t, keys);
  if (!found) return missing_entry(t, keys, to);
  assign(to, *found, has_managed_value(t));
  return true;
}

bool Operations::missing_entry(Table* t, const Value* keys, Value& to) {
  Value made;
  if (!default_for(t, keys, &made)) return false;
  assign_taken(to, made, has_managed_value(t));
  return true;
}

// Names the key, or its begin.
bool Operations::fail_no_entry(const Table* t, const Value* keys) {
  constexpr size_t kShown = 80;
  std::string key;
  for (size_t i = 0; i < t->type->keys.size(); ++i) {
    if (i > 0) key += ", ";
    append(key, t->type->keys[i], keys[i], Style::kPrint);
  }
  if (key.size() > kShown) key.replace(kShown, std::string::npos, "...");
  return fail("no such index", std::move(key));
}

// What the table yields for a key that it has not. *made: with its count.
bool Operations::default_for(Table* t, const Value* keys, Value* made) {
  using Default = TableAttributes::Default;
  const TableAttributes* attributes = t->attributes;
  Default kind = attributes ? attributes->default_kind : Default::kNone;
  bool managed = has_managed_value(t);
  // An expression that is no constant is evaluated for each use.
  Returned computed;
  bool computes = attributes && attributes->default_expression != UINT32_MAX;
  if (computes && !machine_.call(attributes->default_expression, {}, &computed)) return false;
  switch (kind) {
  case Default::kNone: return fail_no_entry(t, keys);
  case Default::kValue:
    if (computes) {
      *made = computed.take();
      break;
    }
    *made = attributes->default_value;
    if (attributes->default_is_fresh) {
      CopyResult copy = make_copy(heap(), t->type->value, attributes->default_value);
      if (copy.error) return fail(copy.error);
      *made = copy.value;
    } else if (managed) {
      retain(*made);
    }
    break;
  case Default::kFunction: {
    Returned result;
    Value function = computes ? computed.get() : attributes->default_value;
    if (function.is_null())
      return fail_no_entry(t, keys);  // its table was made without the closure
    std::span<const Value> arguments(keys, t->type->keys.size());
    if (!machine_.call(function.function(), arguments, &result)) return false;
    *made = result.take();
    break;
  }
  }
  if (!attributes->default_insert) return true;
  if (managed) retain(*made);
  return table_store(t, keys, *made);
}

bool Operations::table_add_int(Table* t, const Value* keys, Value by) {
  Value old = Value::null();
  if (!table_load(t, keys, old)) return false;
  return table_store(t, keys, Value::of_count(old.u + by.u));
}

// ---- Writing ------------------------------------------------------------------------

void Operations::date_entry(Table* t, bool is_new) {
  switch (t->attributes->expiry) {
  case Expiry::kNone: return;
  case Expiry::kCreate:
    if (is_new) touch_last(t, machine_.network_time_);
    break;
  case Expiry::kRead:
  case Expiry::kWrite: touch_last(t, machine_.network_time_); break;
  }
  // Not only the first element: a table that was made otherwise, by a native say, has some already.
  if (is_new && machine_.sink_) machine_.sink_->watch(t);
}

bool Operations::table_store(Table* t, const Value* keys, Value value) {
  if (!t->attributes) {
    put(heap(), t, keys, value);
    return true;
  }
  if (t->attributes->change_function.is_null()) {
    date_entry(t, put(heap(), t, keys, value));
    return true;
  }
  // The function sees the old value of a change, and the new one of a new element.
  bool managed = has_managed_value(t);
  Value* before = peek_value(t, keys);
  Returned old;
  if (before && t->type->value) old = Returned(managed ? retained(*before) : *before, managed);
  Returned fresh(managed ? retained(value) : value, managed);
  bool is_new = put(heap(), t, keys, value);
  date_entry(t, is_new);
  if (is_new) return announce(t, TableChange::kNew, keys, fresh.get());
  return t->type->is_set() || announce(t, TableChange::kChanged, keys, old.get());
}

// Errors of a change function are reported and end there: the change is done.
bool Operations::announce(Table* t, TableChange change, const Value* keys, Value value) {
  if (t->flags & kChanging) return true;
  std::vector<Value> arguments{Value::of(t), Value::of_int(int64_t(change))};
  arguments.insert(arguments.end(), keys, keys + t->type->keys.size());
  if (t->type->value) arguments.push_back(value);
  Owned alive(retained(Value::of(t)));
  t->flags |= kChanging;
  machine_.run(t->attributes->change_function.function(), arguments);
  t->flags &= uint8_t(~kChanging);
  return true;
}

bool Operations::table_erase(Table* t, const Value* keys) {
  bool watched = t->attributes && !t->attributes->change_function.is_null();
  if (!watched) {
    avocet::erase(t, keys);
    return true;
  }
  Value removed = Value::null();
  if (!avocet::erase(t, keys, &removed)) return true;
  Returned old(removed, has_managed_value(t));
  return announce(t, TableChange::kRemoved, keys, old.get());
}

void Operations::erase_expired(Table* t, const TableEntry& entry) {
  std::vector<Returned> alive;
  std::vector<Value> keys;
  for (size_t i = 0; i < t->type->keys.size(); ++i) {
    bool managed = t->type->keys[i]->managed();
    keys.push_back(entry.keys[i]);
    alive.emplace_back(managed ? retained(entry.keys[i]) : entry.keys[i], managed);
  }
  Value removed = Value::null();
  if (!avocet::erase(t, keys.data(), &removed)) return;
  Returned old(removed, has_managed_value(t));
  if (!t->attributes->change_function.is_null())
    announce(t, TableChange::kExpired, keys.data(), old.get());
}

// ---- Keys of several parts --------------------------------------------------------------

bool Operations::table_contains(Table* t, const OperandList& keys, const Value* r, const Value* m) {
  return table_contains(t, Keys(keys, r, m).slots());
}
bool Operations::table_load(Table* t, const OperandList& keys, const Value* r, const Value* m,
                            Value& to) {
  return table_load(t, Keys(keys, r, m).slots(), to);
}
bool Operations::table_add_int(Table* t, const OperandList& keys, const Value* r, const Value* m,
                               Value by) {
  return table_add_int(t, Keys(keys, r, m).slots(), by);
}
bool Operations::table_store(Table* t, const OperandList& keys, const Value* r, const Value* m,
                             Value value) {
  return table_store(t, Keys(keys, r, m).slots(), value);
}
bool Operations::table_erase(Table* t, const OperandList& keys, const Value* r, const Value* m) {
  return table_erase(t, Keys(keys, r, m).slots());
}

// ---- Whole tables -----------------------------------------------------------------------

bool Operations::table_clear(Table* t) {
  avocet::clear(t);
  return true;
}

bool Operations::table_add_all(Table* to, Table* from) {
  if (!to->attributes) {
    put_all(heap(), to, from);
    return true;
  }
  Owned alive(retained(Value::of(from)));
  bool managed = has_managed_value(to);
  uint32_t position = 0;
  TableEntry entry;
  bool done = true;
  begin_iteration(from);
  while (done && avocet::next_entry(from, position, entry)) {
    Value value = to->type->value ? *entry.value : Value::null();
    done = table_store(to, entry.keys, managed ? retained(value) : value);
  }
  end_iteration(from);
  return done;
}

bool Operations::table_remove_all(Table* from, Table* keys_of) {
  if (from == keys_of) return table_clear(from);
  uint32_t position = 0;
  TableEntry entry;
  bool done = true;
  Owned alive(retained(Value::of(keys_of)));
  begin_iteration(keys_of);
  while (done && avocet::next_entry(keys_of, position, entry)) done = table_erase(from, entry.keys);
  end_iteration(keys_of);
  return done;
}

bool Operations::table_keep_all(Table* in, Table* keys_of) {
  uint32_t position = 0;
  TableEntry entry;
  Owned alive(retained(Value::of(in)));
  begin_iteration(in);
  while (avocet::next_entry(in, position, entry))
    if (!contains(keys_of, entry.keys)) erase_kept(in, entry);
  end_iteration(in);
  return true;
}

// The keys belong to the entry that goes.
void Operations::erase_kept(Table* t, const TableEntry& entry) {
  std::vector<Returned> alive;
  std::vector<Value> keys;
  for (size_t i = 0; i < t->type->keys.size(); ++i) {
    bool managed = t->type->keys[i]->managed();
    keys.push_back(entry.keys[i]);
    alive.emplace_back(managed ? retained(entry.keys[i]) : entry.keys[i], managed);
  }
  table_erase(t, keys.data());
}

// ---- The machine's own forms -----------------------------------------------------------

bool Machine::store(Table* table, const Value* keys, Value value) {
  return Operations(*this).table_store(table, keys, value);
}
bool Machine::erase(Table* table, const Value* keys) {
  return Operations(*this).table_erase(table, keys);
}
void Machine::erase_expired(Table* table, const TableEntry& entry) {
  Operations(*this).erase_expired(table, entry);
}

double Machine::expire_interval(const Table* table) {
  const TableAttributes* attributes = table->attributes;
  if (!attributes || attributes->expiry == Expiry::kNone) return -1;
  if (attributes->expire_interval_function == UINT32_MAX) return attributes->expire_interval;
  Returned interval;
  return run(attributes->expire_interval_function, {}, &interval) ? interval.get().d : -1;
}

}  // namespace avocet
