// Vectors: slots of one type in a growing buffer.
//
// A vector of plain elements holds bare slots. Assigning beyond the end leaves holes: unset
// elements, kept in a bitmap that exists only once a hole was made (plain elements), or as null
// slots (managed elements).
#pragma once

#include "value/value.h"

namespace avocet {

struct Vector : Object {
  const VectorType* type;
  Value* items;
  uint64_t* holes;  // bit set: unset; null: no hole (managed elements never use it)
  uint32_t size;
  uint32_t capacity;

  explicit Vector(const VectorType* t)
      : Object(ObjectKind::kVector), type(t), items(nullptr), holes(nullptr), size(0), capacity(0) {
  }
  bool managed() const { return type->element->managed(); }
  bool is_set(uint32_t i) const {
    if (i >= size) return false;
    if (holes) return !(holes[i >> 6] >> (i & 63) & 1);
    return !managed() || !items[i].is_null();
  }
};

inline Vector* Value::vector() const { return as<Vector>(); }

// The longest vector; script operations that would exceed it are run-time errors.
constexpr uint32_t kMaxVectorSize = uint32_t(1) << 28;

Vector* make_vector(Heap& heap, const VectorType* type, size_t reserve = 0);
// Takes over the count of `v`; grows as needed. Precondition: index < kMaxVectorSize.
void put(Heap& heap, Vector* vec, uint32_t index, Value v);
inline void push(Heap& heap, Vector* vec, Value v) { put(heap, vec, vec->size, v); }
// Inserts before `index`, shifting what follows.
void insert(Heap& heap, Vector* vec, uint32_t index, Value v);
void erase(Vector* vec, uint32_t index);
// Shrinks, or grows with holes.
void resize(Heap& heap, Vector* vec, uint32_t size);

// Gives back items and holes, not what the items refer to: for destroy() alone.
void free_storage(Vector* vec);

}  // namespace avocet
