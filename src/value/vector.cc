#include "value/vector.h"

#include <algorithm>
#include <cstring>

namespace avocet {

namespace {

size_t hole_words(size_t capacity) { return (capacity + 63) / 64; }

bool is_hole(const Vector* v, uint32_t i) { return v->holes[i >> 6] >> (i & 63) & 1; }

void set_hole(Vector* v, uint32_t i, bool hole) {
  uint64_t bit = uint64_t(1) << (i & 63);
  if (hole) {
    v->holes[i >> 6] |= bit;
  } else {
    v->holes[i >> 6] &= ~bit;
  }
}

void reserve(Heap& heap, Vector* v, size_t wanted) {
  if (wanted <= v->capacity) return;
  CHECK(wanted <= kMaxVectorSize);
  size_t grown = std::max<size_t>({wanted, size_t(v->capacity) * 2, 4});
  size_t bytes = Heap::usable_size(grown * sizeof(Value));
  size_t capacity = bytes / sizeof(Value);
  auto* items = static_cast<Value*>(heap.allocate(bytes));
  if (v->size > 0) std::memcpy(static_cast<void*>(items), v->items, v->size * sizeof(Value));
  if (v->items != nullptr) Heap::release(v->items, v->capacity * sizeof(Value));
  v->items = items;
  if (v->holes != nullptr) {
    auto* holes = static_cast<uint64_t*>(heap.allocate(hole_words(capacity) * sizeof(uint64_t)));
    std::fill_n(holes, hole_words(capacity), 0);
    std::memcpy(holes, v->holes, hole_words(v->capacity) * sizeof(uint64_t));
    Heap::release(v->holes, hole_words(v->capacity) * sizeof(uint64_t));
    v->holes = holes;
  }
  v->capacity = uint32_t(capacity);
}

// Elements [from, to) become unset. Precondition: reserved.
void make_holes(Heap& heap, Vector* v, uint32_t from, uint32_t to) {
  if (from >= to) return;
  std::fill(v->items + from, v->items + to, Value::null());
  if (v->managed()) return;
  if (v->holes == nullptr) {
    size_t words = hole_words(v->capacity);
    v->holes = static_cast<uint64_t*>(heap.allocate(words * sizeof(uint64_t)));
    std::fill_n(v->holes, words, 0);
  }
  for (uint32_t i = from; i < to; ++i) set_hole(v, i, true);
}

}  // namespace

Vector* make_vector(Heap& heap, const VectorType* type, size_t room) {
  auto* v = heap.make<Vector>(type);
  reserve(heap, v, room);
  return v;
}

void put(Heap& heap, Vector* v, uint32_t index, Value value) {
  if (index < v->size) {
    Value old = v->items[index];
    v->items[index] = value;
    if (v->holes != nullptr) set_hole(v, index, false);
    if (v->managed()) release(old);
    return;
  }
  reserve(heap, v, size_t(index) + 1);
  make_holes(heap, v, v->size, index);
  v->items[index] = value;
  if (v->holes != nullptr) set_hole(v, index, false);
  v->size = index + 1;
}

void insert(Heap& heap, Vector* v, uint32_t index, Value value) {
  if (index >= v->size) return put(heap, v, index, value);
  reserve(heap, v, size_t(v->size) + 1);
  std::memmove(static_cast<void*>(v->items + index + 1), v->items + index,
               (v->size - index) * sizeof(Value));
  if (v->holes != nullptr) {
    for (uint32_t i = v->size; i > index; --i) set_hole(v, i, is_hole(v, i - 1));
    set_hole(v, index, false);
  }
  v->items[index] = value;
  ++v->size;
}

void erase(Vector* v, uint32_t index) {
  if (index >= v->size) return;
  Value old = v->items[index];
  std::memmove(static_cast<void*>(v->items + index), v->items + index + 1,
               (v->size - index - 1) * sizeof(Value));
  if (v->holes != nullptr) {
    for (uint32_t i = index; i + 1 < v->size; ++i) set_hole(v, i, is_hole(v, i + 1));
    set_hole(v, v->size - 1, false);
  }
  --v->size;
  if (v->managed()) release(old);
}

void resize(Heap& heap, Vector* v, uint32_t size) {
  if (size > v->size) {
    reserve(heap, v, size);
    make_holes(heap, v, v->size, size);
    v->size = size;
    return;
  }
  uint32_t old = v->size;
  v->size = size;
  if (v->holes != nullptr)
    for (uint32_t i = size; i < old; ++i) set_hole(v, i, false);
  if (!v->managed()) return;
  for (uint32_t i = size; i < old; ++i) release(v->items[i]);
}

void free_storage(Vector* v) {
  if (v->items != nullptr) Heap::release(v->items, v->capacity * sizeof(Value));
  if (v->holes != nullptr) Heap::release(v->holes, hole_words(v->capacity) * sizeof(uint64_t));
}

}  // namespace avocet
