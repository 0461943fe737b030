// Records: fields that are not stored, and values of `any`.

#include <cmath>
#include <string>

#include "vm/cast.h"
#include "vm/growing_records.h"
#include "vm/operations.h"

namespace avocet {

void Operations::make_record(const Type* type, Value& to) {
  const RecordType* record = as_record(type);
  if (!record->shape) [[unlikely]]
    const_cast<Program&>(machine_.program_).shape(record);
  replace(to, Value::of(avocet::make_record(heap(), *record->shape)));
}

// The place of a field, made now if it has a lazy default; null with an error if it is unset.
Value* Operations::ensure_field(Record* record, uint32_t field) {
  if (record->stored(field)) return &record->slots()[field];
  if (field >= record->count) {
    fail_short_record(record, field);
    return nullptr;
  }
  const FieldShape& shape = record->shape->fields[field];
  switch (shape.init) {
  case FieldInit::kRecord:
  case FieldInit::kTable:
  case FieldInit::kVector:
    make_lazy_field(heap(), record, field);
    if (shape.init == FieldInit::kRecord && !complete_record(record->slots()[field].record()))
      return nullptr;
    return &record->slots()[field];
  case FieldInit::kFunction: {
    Owned alive(retained(Value::of(record)));
    Returned made;
    if (!machine_.call(shape.function, {}, &made)) return nullptr;
    record->set(field, made.take());
    return &record->slots()[field];
  }
  case FieldInit::kNone:
  case FieldInit::kConstant: break;
  }
  fail("field value missing", "field `" + std::string(record->type()->fields[field].name) +
                                  "` of " + to_string(static_cast<const Type*>(record->type())));
  return nullptr;
}

bool Operations::load_unstored_field(Record* record, uint32_t field, Value& to) {
  Value* slot = ensure_field(record, field);
  if (!slot) return false;
  assign(to, *slot, record->shape->fields[field].managed);
  return true;
}

bool Operations::load_unstored_field_pair(Record* outer, uint16_t fields, Value& to) {
  Value* slot = ensure_field(outer, fields & 0xFF);
  if (!slot) return fail_first_of_pair(outer, fields);
  Owned inner(retained(*slot));  // computing a default may change `outer`
  return load_unstored_field(inner.get().record(), fields >> 8, to);
}

// What failed is not the whole text at the place but what stands before the second `$`.
bool Operations::fail_first_of_pair(const Record* outer, uint16_t fields) {
  if (machine_.error_located_ || (fields & 0xFF) >= outer->type()->fields.size()) return false;
  machine_.locate_error();
  const RecordType* inner = as_record(outer->type()->fields[fields & 0xFF].type);
  uint32_t last = uint32_t(inner->fields[fields >> 8].name.size()) + 1;
  std::vector<StackEntry>& stack = machine_.error_->stack;
  if (!stack.empty() && stack[0].span.length > last) stack[0].span.length -= last;
  return false;
}

// The record was made before its type had the field.
bool Operations::fail_short_record(Record* record, uint32_t field) {
  std::string name = "?";
  if (field < record->type()->fields.size()) name = record->type()->fields[field].name;
  return fail("field value missing",
              "the record was made before its type had the field `" + name + "`");
}

namespace {

// Whether a field's default needs a function, of its own or of a record within.
bool is_computed(const Record* record, uint32_t field) {
  FieldInit init = record->shape->fields[field].init;
  if (init != FieldInit::kRecord) return init == FieldInit::kFunction;
  return as_record(record->type()->fields[field].type)->shape->computes;
}

}  // namespace

bool Operations::clear_field(Record* record, uint32_t field) {
  if (field >= record->count) return true;
  record->clear(field);
  return !is_computed(record, field) || ensure_field(record, field);
}

// A record whose default is another of its own type never ends.
bool Operations::complete_record(Record* record) {
  if (!record->shape->computes) return true;
  if (!machine_.begin_nested()) return machine_.too_deep(nullptr);
  bool complete = complete_fields(record);
  machine_.end_nested();
  return complete;
}

bool Operations::complete_fields(Record* record) {
  Owned alive(retained(Value::of(record)));
  auto* growing = machine_.try_service<GrowingRecords>();
  if (growing) growing->made(record);
  for (uint32_t i = 0; i < record->count; ++i) {
    if (record->stored(i) || !is_computed(record, i)) continue;
    if (growing && growing->is_hidden(record->type(), i)) continue;
    if (!ensure_field(record, i)) return false;
  }
  return true;
}

// ---- any ----------------------------------------------------------------------------

bool Operations::holds_type(const Type* have, const Type* want) {
  if (have == want || want->kind == TypeKind::kAny || same_type(have, want)) return true;
  // A vector of any is any vector.
  const VectorType* vector = as_vector(want);
  return vector && have->kind == TypeKind::kVector && vector->element->kind == TypeKind::kAny;
}

bool Operations::cast_box(const Box* box, const Type* want, Value& to) {
  std::optional<Value> made = cast(heap(), box->type, box->value, want);
  if (!made) return fail_cast(box->type, want);
  assign_taken(to, *made, want->managed());
  return true;
}

bool Operations::can_cast(const Box* box, const Type* want) {
  std::optional<Value> made = cast(heap(), box->type, box->value, want);
  if (made && want->managed()) release(*made);
  return made.has_value();
}

bool Operations::size_any(const Box* box, Value& to) {
  const TypeTable& types = machine_.program_.types;
  TypeKind result = TypeKind::kCount;
  Value v = box->value, size = v;
  switch (box->type->kind) {
  case TypeKind::kString: size = Value::of_count(v.string()->size); break;
  case TypeKind::kVector: size = Value::of_count(v.vector()->size); break;
  case TypeKind::kTable:
  case TypeKind::kSet: size = Value::of_count(v.table()->size()); break;
  case TypeKind::kRecord: size = Value::of_count(v.record()->type()->fields.size()); break;
  case TypeKind::kFunction:
    size = Value::of_count(as_function(box->type)->parameters.size());
    break;
  case TypeKind::kAddr: size = Value::of_count(v.is_inline() ? 32 : 128); break;
  case TypeKind::kPort: size = Port::of(v).value(); break;
  case TypeKind::kInt: size = Value::of_count(v.i < 0 ? 0 - v.u : v.u); break;
  case TypeKind::kSubnet:
    result = TypeKind::kDouble;
    size = Value::of_double(size_of_subnet(v));
    break;
  case TypeKind::kDouble:
  case TypeKind::kTime:
  case TypeKind::kInterval:
    result = TypeKind::kDouble;
    size = Value::of_double(std::fabs(v.d));
    break;
  case TypeKind::kBool:
  case TypeKind::kCount:
  case TypeKind::kEnum: break;
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kPattern:
  case TypeKind::kFile:
  case TypeKind::kOpaque:
  case TypeKind::kAny:
  case TypeKind::kType:
  case TypeKind::kList: return fail("a value of type " + to_string(box->type) + " has no size");
  }
  replace(to, Value::of(make_box(heap(), types.basic(result), size)));
  return true;
}

bool Operations::must_box_elements(const Type* have, const Type* want) {
  const VectorType *from = as_vector(have), *to = as_vector(want);
  return from && to && to->element->kind == TypeKind::kAny && from->element->kind != TypeKind::kAny;
}

bool Operations::check_cast(const Type* have, const Type* want) {
  if (have == want || same_type(have, want)) [[likely]]
    return true;
  return fail_cast(have, want);
}

namespace {

// The type of an object, from what it says about itself; null for kinds that need none beyond it.
const Type* type_of_object(const TypeTable& types, Value v) {
  switch (v.object->kind) {
  case ObjectKind::kString: return types.basic(TypeKind::kString);
  case ObjectKind::kAddress: return types.basic(TypeKind::kAddr);
  case ObjectKind::kSubnet: return types.basic(TypeKind::kSubnet);
  case ObjectKind::kPattern: return types.basic(TypeKind::kPattern);
  case ObjectKind::kRecord: return v.record()->type();
  case ObjectKind::kTable: return v.table()->type;
  case ObjectKind::kVector: return v.vector()->type;
  case ObjectKind::kFunction: return v.function()->type;
  case ObjectKind::kBox: return types.basic(TypeKind::kAny);
  case ObjectKind::kOpaque: return v.as<Opaque>()->type;
  case ObjectKind::kFile:
  case ObjectKind::kType: return nullptr;
  }
  UNREACHABLE();
}

}  // namespace

bool Operations::equal_objects(Value a, Value b) {
  if (a.u == b.u) return true;
  if (a.is_null() || b.is_null() || a.is_inline() || b.is_inline()) return false;
  if (a.object->kind != b.object->kind) return false;
  if (a.object->kind == ObjectKind::kType)
    return same_type(a.as<TypeObject>()->type, b.as<TypeObject>()->type);
  const Type* type = type_of_object(machine_.program_.types, a);
  return type && equal(type, a, b);
}

namespace {

// Lets the elements of copied tables expire: of the value itself and of records within, not of
// what containers hold (those are watched once they get an element).
void watch_tables(EventSink& sink, Value v, int depth) {
  constexpr int kDeepest = 8;
  if (v.is_null() || v.is_inline() || depth > kDeepest) return;
  if (v.object->kind == ObjectKind::kTable) {
    Table* table = v.table();
    bool expires = table->attributes && table->attributes->expiry != Expiry::kNone;
    if (expires && table->size() > 0) sink.watch(table);
  }
  if (v.object->kind != ObjectKind::kRecord) return;
  Record* record = v.record();
  for (uint32_t i = 0; i < record->count; ++i)
    if (record->shape->fields[i].managed && record->stored(i))
      watch_tables(sink, record->at(i), depth + 1);
}

}  // namespace

bool Operations::copy_deep(Value from, const Type* type, Value& to) {
  CopyResult made = make_copy(heap(), type, from);
  if (made.error) return fail(made.error);
  bool may_expire = type->kind == TypeKind::kTable || type->kind == TypeKind::kSet ||
                    type->kind == TypeKind::kRecord;
  if (may_expire && machine_.sink_) watch_tables(*machine_.sink_, made.value, 0);
  replace(to, made.value);
  return true;
}

bool Operations::convert(Value from, const Type* to_type, Value& to) {
  const Type* type =
      from.is_null() || from.is_inline() ? nullptr : type_of_object(machine_.program_.types, from);
  if (!type) {
    replace(to, retained(from));
    return true;
  }
  Value made;
  if (!convert_value(from, type, to_type, &made)) return false;
  replace(to, made);
  return true;
}

}  // namespace avocet
