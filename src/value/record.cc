#include "value/record.h"

#include <algorithm>
#include <cstring>

#include "value/table.h"
#include "value/vector.h"

namespace avocet {

namespace {

bool is_counted(Value v) { return !v.is_null() && !v.is_inline() && !v.object->immortal(); }

}  // namespace

void finish_shape(RecordShape& shape) {
  const auto& fields = shape.type->fields;
  size_t count = fields.size();
  size_t words = (count + 63) / 64;
  shape.fields.resize(count);
  shape.image.assign(words + count, 0);
  shape.managed.assign(words, 0);
  shape.image_has_counted = false;
  for (size_t i = 0; i < count; ++i) {
    FieldShape& field = shape.fields[i];
    uint64_t bit = uint64_t(1) << (i & 63);
    field.managed = fields[i].type->managed();
    if (field.managed) shape.managed[i >> 6] |= bit;
    if (field.init != FieldInit::kConstant) continue;
    shape.image[i >> 6] |= bit;
    shape.image[words + i] = field.value.u;
    if (field.managed && is_counted(field.value)) shape.image_has_counted = true;
  }
  shape.type->shape = &shape;
  shape.computes = false;
  for (size_t i = 0; i < count && !shape.computes; ++i) {
    const FieldShape& field = shape.fields[i];
    bool nested = field.init == FieldInit::kRecord && as_record(fields[i].type)->shape &&
                  as_record(fields[i].type)->shape->computes;
    shape.computes = nested || field.init == FieldInit::kFunction;
  }
}

Record* make_record(Heap& heap, const RecordShape& shape) {
  size_t storage = shape.image.size() * sizeof(uint64_t);
  auto* r = heap.make_with<Record>(storage, &shape);
  if (storage > 0) std::memcpy(r->storage, shape.image.data(), storage);
  if (!shape.image_has_counted) return r;
  for (uint32_t i = 0; i < r->count; ++i)
    if (shape.fields[i].managed) retain(r->slots()[i]);
  return r;
}

void Record::clear(uint32_t field) {
  if (field >= count) return;
  const FieldShape& f = shape->fields[field];
  Value& slot = slots()[field];
  Value old = slot;
  uint64_t bit = uint64_t(1) << (field & 63);
  if (f.init == FieldInit::kConstant) {
    slot = f.value;
    if (f.managed) retain(slot);
    storage[field >> 6] |= bit;
  } else {
    slot = Value::null();
    storage[field >> 6] &= ~bit;
  }
  if (f.managed) release(old);
}

Value make_lazy_field(Heap& heap, Record* record, uint32_t field) {
  DCHECK(!record->stored(field));
  const FieldShape& f = record->shape->fields[field];
  const Type* type = record->type()->fields[field].type;
  Value made = Value::null();
  switch (f.init) {
  case FieldInit::kRecord: made = Value::of(make_record(heap, as_record(type))); break;
  case FieldInit::kTable: made = Value::of(make_table(heap, as_table(type), f.attributes)); break;
  case FieldInit::kVector: made = Value::of(make_vector(heap, as_vector(type))); break;
  case FieldInit::kNone:
  case FieldInit::kConstant:
  case FieldInit::kFunction: UNREACHABLE();
  }
  record->set(field, made);
  return made;
}

bool is_lazy(const Record* record, uint32_t field) {
  if (field >= record->count || record->stored(field)) return false;
  FieldInit init = record->shape->fields[field].init;
  return init == FieldInit::kRecord || init == FieldInit::kTable || init == FieldInit::kVector;
}

}  // namespace avocet
