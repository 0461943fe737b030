// Conversions between types by structure: records by field name, containers element by element.

#include <string>

#include "type/kinds.h"
#include "vm/operations.h"

namespace avocet {

// *made: with its count. Shares what needs no conversion.
bool Operations::convert_value(Value v, const Type* from, const Type* to, Value* made) {
  if (from == to || same_type(from, to)) {
    *made = from->managed() ? retained(v) : v;
    return true;
  }
  // Defaults that are computed may take it from where it is.
  Returned held(from->managed() ? retained(v) : v, from->managed());
  if (to->kind == TypeKind::kAny) {
    *made = Value::of(make_box(heap(), from, from->managed() ? retained(v) : v));
    return true;
  }
  if (from->kind == TypeKind::kAny) {
    const Box* box = v.box();
    return convert_value(box->value, box->type, to, made);
  }
  if (to->plain()) return convert_number(v, from, to, made);
  if (to->kind == TypeKind::kRecord && from->kind == TypeKind::kRecord)
    return convert_record(v.record(), as_record(to), made);
  if (to->kind == TypeKind::kVector && from->kind == TypeKind::kVector)
    return convert_vector(v.vector(), as_vector(to), made);
  bool tables =
      (to->kind == TypeKind::kTable || to->kind == TypeKind::kSet) && from->kind == to->kind;
  if (tables) return convert_table(v.table(), as_table(to), made);
  if (to->kind == TypeKind::kSubnet && from->kind == TypeKind::kAddr) {
    *made = Value::null();
    address_to_subnet(v, *made);
    return true;
  }
  // Functions that are called alike are of one type, and were shared above. Hooks convert what they
  // are called with.
  const FunctionType* function = as_function(to);
  bool another = function ? function->flavor != Flavor::kHook
                          : to->kind == TypeKind::kOpaque && to->name != from->name;
  if (to->kind == from->kind && !another) {  // files, types: the checker let them pass
    *made = retained(v);
    return true;
  }
  return fail_cast(from, to);
}

bool Operations::convert_number(Value v, const Type* from, const Type* to, Value* made) {
  *made = v;
  if (from->kind == to->kind) return true;
  bool is_unsigned = from->kind == TypeKind::kCount || from->kind == TypeKind::kBool;
  if (is_floating(to->kind)) {
    if (!is_floating(from->kind)) *made = Value::of_double(is_unsigned ? double(v.u) : double(v.i));
    return true;
  }
  if (to->kind == TypeKind::kCount && !is_unsigned && v.i < 0) return fail_to_count(v);
  if (to->kind == TypeKind::kInt && is_unsigned && v.i < 0) return fail_to_int(v);
  if (is_floating(from->kind) || !from->plain()) return fail_cast(from, to);
  return true;
}

bool Operations::convert_record(Record* from, const RecordType* to, Value* made) {
  Value target = Value::null();
  make_record(to, target);
  Owned result(target);
  Record* record = target.record();
  for (uint32_t i = 0; i < to->fields.size(); ++i) {
    int source = from->type()->find(to->fields[i].name);
    if (source < 0 || !from->has(uint32_t(source))) continue;
    Value* slot = ensure_field(from, uint32_t(source));
    if (!slot) return false;
    Value field;
    if (!convert_value(*slot, from->type()->fields[size_t(source)].type, to->fields[i].type,
                       &field))
      return false;
    record->set(i, field);
  }
  if (!complete_record(record)) return false;
  *made = result.take();
  return true;
}

bool Operations::convert_vector(Vector* from, const VectorType* to, Value* made) {
  Vector* vec = avocet::make_vector(heap(), to, from->size);
  Owned result(Value::of(vec));
  for (uint32_t i = 0; i < from->size; ++i) {
    if (!from->is_set(i)) continue;
    Value item;
    if (!convert_value(from->items[i], from->type->element, to->element, &item)) return false;
    put(heap(), vec, i, item);
  }
  if (vec->size < from->size) resize(heap(), vec, from->size);
  *made = result.take();
  return true;
}

bool Operations::convert_table(Table* from, const TableType* to, Value* made) {
  Table* table = avocet::make_table(heap(), to);
  share_attributes(heap(), table, from);
  Owned result(Value::of(table));
  uint32_t position = 0;
  TableEntry entry;
  bool done = true;
  begin_iteration(from);
  while (done && avocet::next_entry(from, position, entry))
    done = convert_entry(from, entry, table);
  end_iteration(from);
  if (done) *made = result.take();
  return done;
}

bool Operations::convert_entry(Table* from, const TableEntry& entry, Table* to) {
  std::vector<Returned> parts, keys;  // as the entry has them, and converted
  auto hold = [&](const Type* type, Value v) {
    parts.emplace_back(type->managed() ? retained(v) : v, type->managed());
  };
  for (size_t i = 0; i < from->type->keys.size(); ++i) hold(from->type->keys[i], entry.keys[i]);
  if (to->type->value) hold(from->type->value, *entry.value);
  std::vector<Value> slots;
  for (size_t i = 0; i < to->type->keys.size(); ++i) {
    Value key;
    if (!convert_value(parts[i].get(), from->type->keys[i], to->type->keys[i], &key)) return false;
    keys.emplace_back(key, to->type->keys[i]->managed());
    slots.push_back(key);
  }
  Value value = Value::null();
  if (to->type->value &&
      !convert_value(parts.back().get(), from->type->value, to->type->value, &value))
    return false;
  put(heap(), to, slots.data(), value);
  return true;
}

}  // namespace avocet
