// Tables and sets as wholes: making, set algebra, loops, tables keyed by subnets or patterns.

#include "value/set_algebra.h"
#include "vm/operations.h"

namespace avocet {

namespace {

// A loop over a table, in a managed register. Ends the iteration when it is released.
class TableCursor final : public Opaque {
 public:
  explicit TableCursor(Table* t) : Opaque(nullptr), table(t) {
    retain(t);
    begin_iteration(t);
  }
  ~TableCursor() override {
    end_iteration(table);
    release(table);
  }
  size_t byte_size() const override { return sizeof(TableCursor); }

  Table* table;
  uint32_t position = 0;
  TableEntry entry{};
};

TableCursor* cursor_of(Value v) { return static_cast<TableCursor*>(v.as<Opaque>()); }

}  // namespace

void Operations::make_table(const Code& code, uint16_t type, uint16_t attributes, Value& to) {
  const TableAttributes* with =
      attributes == kNoAttributes ? nullptr : code.table_attributes[attributes];
  replace(to, Value::of(avocet::make_table(heap(), as_table(code.types[type]), with)));
}

void Operations::attach_attributes(const Code& code, Table* t, uint16_t attributes) {
  if (!t->attributes && !t->immortal() && attributes != kNoAttributes)
    set_attributes(t, code.table_attributes[attributes]);
}

void Operations::assign_set(Value& to, Table* made) {
  bool expires = made->attributes && made->attributes->expiry != Expiry::kNone;
  if (expires && made->size() > 0 && machine_.sink_) machine_.sink_->watch(made);
  replace(to, Value::of(made));
}
void Operations::set_union(Table* a, Table* b, Value& to) {
  assign_set(to, make_union(heap(), a, b, machine_.network_time_));
}
void Operations::set_intersection(Table* a, Table* b, Value& to) {
  assign_set(to, make_intersection(heap(), a, b, machine_.network_time_));
}
void Operations::set_difference(Table* a, Table* b, Value& to) {
  assign_set(to, make_difference(heap(), a, b, machine_.network_time_));
}
bool Operations::set_included(Table* a, Table* b) { return is_subset(a, b); }

// ---- Loops --------------------------------------------------------------------------

void Operations::begin_entries(Table* t, Value& to) {
  Object* cursor = make_object<TableCursor>(heap(), t);
  replace(to, Value::of(cursor));
}
bool Operations::next_entry(Value cursor) {
  TableCursor* at = cursor_of(cursor);
  return avocet::next_entry(at->table, at->position, at->entry);
}
Value Operations::entry_key(Value cursor, uint16_t number) {
  return cursor_of(cursor)->entry.keys[number];
}
Value Operations::entry_value(Value cursor) { return *cursor_of(cursor)->entry.value; }

// ---- Subnets ------------------------------------------------------------------------

namespace {
Prefix prefix_of_key(TypeKind kind, Value key) {
  return kind == TypeKind::kAddr ? host_prefix(address_of(key)) : prefix_of(key);
}
}  // namespace

bool Operations::prefix_contains(Table* t, TypeKind kind, Value key) {
  Value* found = peek_longest_prefix(t, prefix_of_key(kind, key));
  if (found && t->attributes && t->attributes->expiry == Expiry::kRead)
    touch_last(t, machine_.network_time_);
  return found != nullptr;
}

bool Operations::prefix_load(Table* t, TypeKind kind, Value key, Value& to) {
  Prefix prefix = prefix_of_key(kind, key);
  Value* found = peek_longest_prefix(t, prefix);
  if (found) {
    if (t->attributes && t->attributes->expiry == Expiry::kRead)
      touch_last(t, machine_.network_time_);
    assign(to, *found, t->type->value->managed());
    return true;
  }
  Owned subnet(make_subnet(heap(), prefix));
  Value slot = subnet.get();
  return missing_entry(t, &slot, to);
}

// ---- Patterns -----------------------------------------------------------------------

bool Operations::patterns_contain(Table* t, String* text) {
  return matches_any_entry(t, text->view());
}

void Operations::patterns_load(const Code& code, uint16_t index, const Value* m, Value& to) {
  const OperandList& list = code.lists[index];
  Table* t = m[list[2] >> 1].table();
  Vector* made = avocet::make_vector(heap(), as_vector(code.types[list[1]]));
  Owned result(Value::of(made));
  bool managed = made->managed();
  for (uint32_t position : matching_entries(t, m[list[3] >> 1].string()->view())) {
    TableEntry entry;
    if (entry_at(t, position, entry))
      push(heap(), made, managed ? retained(*entry.value) : *entry.value);
  }
  replace(to, result.take());
}

}  // namespace avocet
