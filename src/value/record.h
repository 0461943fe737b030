// Records: one allocation, a presence bitmap and one slot a field.
//
// The RecordShape of a type says how a fresh record looks. Fields whose default
// is a constant are set from a template; fields whose default is made anew for
// each record (`&default=set()`, a nested record) are lazy: they count as present
// (`?$` is true) and are made when they are first read. A default that is any other
// expression has a function of the program that computes it.
//
// Loading scripts may extend a record type after records of it exist. Such records
// are too short; the engine rebuilds the globals that hold them before it runs.
#pragma once

#include <vector>

#include "value/value.h"

// Objects end in their slots.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"

namespace avocet {

enum class FieldInit : uint8_t {
  kNone,      // absent until assigned
  kConstant,  // `value` (plain, or immortal)
  kRecord,    // a fresh record of the field's type, lazily (a type may contain itself so)
  kTable,     // a fresh empty table or set with the field's attributes, lazily
  kVector,    // a fresh empty vector, lazily
  kFunction,  // the result of calling function `function` of the program, lazily
};

struct FieldShape {
  FieldInit init = FieldInit::kNone;
  bool managed = false;
  Value value = Value::null();  // kConstant
  uint32_t function = 0;        // kFunction: index into Program::functions, no parameters
  const struct TableAttributes* attributes =
      nullptr;  // kTable, and for tables assigned to the field
};

struct RecordShape {
  const RecordType* type = nullptr;
  std::vector<FieldShape> fields;  // as many as type->fields
  std::vector<uint64_t> image;     // the storage of a fresh record: bitmap, then slots
  std::vector<uint64_t> managed;   // bitmap of the fields that are counted
  bool image_has_counted = false;  // some constant in `image` is not immortal
  bool computes = false;           // some default, perhaps of a record within, needs a function
};

// Makes `fields` as long as the type's (new ones are kNone), then computes image and bitmaps from
// them. To be called after the fields' inits are set, and again whenever the type has grown.
// Sets shape.type->shape to it.
void finish_shape(RecordShape& shape);

// Layout: header, then `words` of bitmap, then slots.
struct Record : Object {
  const RecordShape* shape;
  uint32_t count;  // fields when it was made; the bitmap has (count + 63) / 64 words
  uint32_t byte_size;
  uint64_t storage[];

  explicit Record(const RecordShape* s)
      : Object(ObjectKind::kRecord), shape(s), count(uint32_t(s->fields.size())),
        byte_size(uint32_t(sizeof(Record) + s->image.size() * sizeof(uint64_t))) {}

  uint32_t words() const { return (count + 63) / 64; }
  uint64_t* present() { return storage; }
  Value* slots() { return reinterpret_cast<Value*>(storage + words()); }
  const Value* slots() const { return reinterpret_cast<const Value*>(storage + words()); }
  const RecordType* type() const { return shape->type; }

  // Assigned or made: its slot holds a value. A lazy default not read yet is not.
  bool stored(uint32_t field) const {
    return field < count && storage[field >> 6] >> (field & 63) & 1;
  }
  // What `?$` says.
  bool has(uint32_t field) const {
    return stored(field) ||
           (field < shape->fields.size() && shape->fields[field].init > FieldInit::kConstant);
  }
  // Precondition: stored(field).
  Value at(uint32_t field) const {
    DCHECK(stored(field));
    return slots()[field];
  }
  // Takes over the count of `v`.
  void set(uint32_t field, Value v) {
    DCHECK(field < count);
    Value old = slots()[field];
    slots()[field] = v;
    uint64_t bit = uint64_t(1) << (field & 63);
    if (shape->fields[field].managed) release(old);  // unset managed slots are null
    storage[field >> 6] |= bit;
  }
  // `delete r$f`: a constant default comes back, lazy ones are made anew when read, others are
  // unset.
  void clear(uint32_t field);
};
inline Record* Value::record() const { return as<Record>(); }

// A fresh record as its shape says.
Record* make_record(Heap& heap, const RecordShape& shape);
// Precondition: the type has a shape.
inline Record* make_record(Heap& heap, const RecordType* type) {
  return make_record(heap, *type->shape);
}

// Makes the value of a lazy field whose init is not kFunction, stores it, and lends it.
// Precondition: !stored(field) and init is kRecord, kTable or kVector.
Value make_lazy_field(Heap& heap, Record* record, uint32_t field);
// True if make_lazy_field() would make something.
bool is_lazy(const Record* record, uint32_t field);

}  // namespace avocet

#pragma GCC diagnostic pop
