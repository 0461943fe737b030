// Vectors: access off the quick path, slices, and operations element by element.

#include <algorithm>
#include <cstring>
#include <span>
#include <string>

#include "vm/operations.h"

namespace avocet {

void Operations::make_vector(const Type* type, uint32_t room, Value& to) {
  replace(to, Value::of(avocet::make_vector(heap(), as_vector(type), room)));
}

Value* Operations::element_slot(Vector* vec, int64_t at) {
  int64_t place = at < 0 ? at + vec->size : at;
  if (place >= 0 && place < int64_t(vec->size) && vec->is_set(uint32_t(place)))
    return &vec->items[place];
  fail("no such index", std::to_string(at) + " of " + std::to_string(vec->size));
  return nullptr;
}

bool Operations::load_element(Vector* vec, int64_t at, Value& to) {
  Value* slot = element_slot(vec, at);
  if (slot) to = *slot;
  return slot != nullptr;
}
bool Operations::load_managed_element(Vector* vec, int64_t at, Value& to) {
  Value* slot = element_slot(vec, at);
  if (slot) replace(to, retained(*slot));
  return slot != nullptr;
}

bool Operations::store_element(Vector* vec, int64_t at, Value value) {
  int64_t given = at;
  if (at < 0) at += vec->size;
  bool grows = at >= int64_t(vec->size);
  if (at >= 0 && at < int64_t(kMaxVectorSize) &&
      (!grows || is_affordable(size_t(at - vec->size) * sizeof(Value)))) [[likely]] {
    put(heap(), vec, uint32_t(at), value);
    return true;
  }
  if (vec->managed()) release(value);
  if (at < 0)
    return fail("no such index", std::to_string(given) + " of " + std::to_string(vec->size));
  return fail("vector too long", "index " + std::to_string(at));
}

bool Operations::append_all(Vector* to, Vector* from) {
  if (uint64_t(to->size) + from->size > kMaxVectorSize) return fail("vector too long");
  if (!is_affordable(from->size * sizeof(Value))) return fail_memory();
  uint32_t base = to->size, count = from->size;
  bool managed = to->managed();
  for (uint32_t i = 0; i < count; ++i)
    if (from->is_set(i))
      put(heap(), to, base + i, managed ? retained(from->items[i]) : from->items[i]);
  if (to->size < base + count) resize(heap(), to, base + count);
  return true;
}

bool Operations::select_elements(Vector* from, Vector* by, Value& to) {
  if (!is_affordable(by->size * sizeof(Value))) return fail_memory();
  bool managed = from->managed();
  Owned made(Value::of(avocet::make_vector(heap(), from->type, by->size)));
  Vector* out = made.get().vector();
  auto take = [&](uint32_t at, uint32_t place) {
    put(heap(), out, place, managed ? retained(from->items[at]) : from->items[at]);
  };
  if (by->type->element->kind == TypeKind::kBool) {
    if (by->size != from->size) return fail_sizes(by->size, from->size);
    for (uint32_t i = 0; i < by->size; ++i) {
      if (!by->is_set(i) || !by->items[i].b()) continue;
      if (from->is_set(i))
        take(i, out->size);
      else
        resize(heap(), out, out->size + 1);
    }
  } else {
    for (uint32_t i = 0; i < by->size; ++i) {
      if (!by->is_set(i)) continue;  // leaves a hole
      int64_t at = by->items[i].i;
      if (at < 0) at += from->size;
      if (at < 0 || uint64_t(at) >= from->size)
        return fail("no such index",
                    std::to_string(by->items[i].i) + " of " + std::to_string(from->size));
      if (from->is_set(uint32_t(at))) take(uint32_t(at), i);
    }
    if (out->size < by->size) resize(heap(), out, by->size);
  }
  replace(to, made.take());
  return true;
}

namespace {

// Elements [from, to) of `source`, holes included, behind what `made` has. Precondition: room was
// made for them.
void append_items(Heap& heap, Vector* made, const Vector* source, size_t from, size_t to) {
  uint32_t at = made->size;
  if (source->holes) {
    resize(heap, made, uint32_t(at + (to - from)));  // all of them unset
    for (size_t i = from; i < to; ++i, ++at)
      if (source->is_set(uint32_t(i))) put(heap, made, at, source->items[i]);
    return;
  }
  std::copy(source->items + from, source->items + to, made->items + at);
  made->size = uint32_t(at + (to - from));
  if (!source->managed()) return;
  for (uint32_t i = at; i < made->size; ++i) retain(made->items[i]);
}

// The items `with` take the place of [begin, stop). Precondition: no holes, other than null items,
// and room for what comes.
void replace_items(Vector* vec, size_t begin, size_t stop, std::span<const Value> with) {
  std::vector<Value> gone;
  if (vec->managed()) {
    gone.assign(vec->items + begin, vec->items + stop);
    for (Value item : with) retain(item);
  }
  if (stop < vec->size)
    std::memmove(static_cast<void*>(vec->items + begin + with.size()), vec->items + stop,
                 (vec->size - stop) * sizeof(Value));
  std::copy(with.begin(), with.end(), vec->items + begin);
  vec->size = uint32_t(vec->size - (stop - begin) + with.size());
  // Last: what goes with them may be what asks for this vector.
  for (Value item : gone) release(item);
}

}  // namespace

bool Operations::slice_vector(Vector* vec, int64_t from, int64_t end, Value& to) {
  size_t begin = slice_bound(from, vec->size), stop = std::max(begin, slice_bound(end, vec->size));
  size_t size = stop - begin;
  // `v = v[1:]` of a vector that nobody else has, unless most of its room would be left empty.
  bool in_place = to.object == vec && vec->refs == 1 && !vec->holes && size >= vec->capacity / 4;
  if (in_place) {
    replace_items(vec, stop, vec->size, {});
    replace_items(vec, 0, begin, {});
    return true;
  }
  if (!is_affordable(size * sizeof(Value))) return fail_memory();
  Vector* made = avocet::make_vector(heap(), vec->type, size);
  append_items(heap(), made, vec, begin, stop);
  replace(to, Value::of(made));
  return true;
}

// All places are known to be good before the first element changes.
bool Operations::store_elements(Vector* vec, Vector* by, Vector* with) {
  bool by_truth = by->type->element->kind == TypeKind::kBool;
  if (by_truth && by->size != vec->size) return fail_sizes(by->size, vec->size);
  std::vector<uint32_t> places;
  for (uint32_t i = 0; i < by->size; ++i) {
    if (by_truth && by->is_set(i) && by->items[i].b()) places.push_back(i);
    if (by_truth) continue;
    int64_t at = by->is_set(i) ? by->items[i].i : INT64_MAX;
    if (at < 0) at += vec->size;
    if (at < 0 || uint64_t(at) >= vec->size)
      return fail("no such index", "element " + std::to_string(i) + " of the indices, of " +
                                       std::to_string(vec->size) + " elements");
    places.push_back(uint32_t(at));
  }
  if (places.size() != with->size) return fail_sizes(places.size(), with->size);
  // `with` may be `vec`: what each place gets is held before the first element goes.
  struct Item {
    uint32_t place;
    Value value;
  };
  std::vector<Item> items;
  for (uint32_t i = 0; i < places.size(); ++i)
    if (with->is_set(i))
      items.push_back({places[i], vec->managed() ? retained(with->items[i]) : with->items[i]});
  for (const Item& item : items) put(heap(), vec, item.place, item.value);
  return true;
}

// The part between the bounds goes, whatever its size; what followed it moves.
bool Operations::store_slice(Vector* vec, int64_t from, int64_t end, Vector* with) {
  size_t begin = slice_bound(from, vec->size), stop = std::max(begin, slice_bound(end, vec->size));
  size_t size = vec->size - (stop - begin) + with->size;
  if (size > kMaxVectorSize) return fail("vector too long");
  if (with != vec && !vec->holes && !with->holes && size <= vec->capacity) {
    replace_items(vec, begin, stop, {with->items, with->size});
    return true;
  }
  // Room for more of the same, so that what grows piece by piece is not moved each time.
  size_t room = size > vec->capacity ? std::min<size_t>(size + size / 2, kMaxVectorSize) : size;
  if (!is_affordable(room * sizeof(Value))) return fail_memory();
  Vector* made = avocet::make_vector(heap(), vec->type, room);
  Owned alive(Value::of(made));
  append_items(heap(), made, vec, 0, begin);
  append_items(heap(), made, with, 0, with->size);
  append_items(heap(), made, vec, stop, vec->size);
  std::swap(vec->items, made->items);
  std::swap(vec->holes, made->holes);
  std::swap(vec->size, made->size);
  std::swap(vec->capacity, made->capacity);
  return true;
}

// ---- Element by element -----------------------------------------------------------------

namespace {

struct ElementSource {
  const Vector* vec;  // null: the scalar
  Value scalar;
  Value at(uint32_t i) const { return vec ? vec->items[i] : scalar; }
  bool is_set(uint32_t i) const { return !vec || vec->is_set(i); }
};

ElementSource operand(Value slot, bool is_scalar) {
  return is_scalar ? ElementSource{nullptr, slot} : ElementSource{slot.vector(), Value::null()};
}

// One element; null message: done.
struct ElementResult {
  Value value;
  const char* error = nullptr;
};
ElementResult word(uint64_t n) { return {Value::of_count(n), nullptr}; }
ElementResult real(double d) { return {Value::of_double(d), nullptr}; }
ElementResult wrong(const char* text) { return {Value::null(), text}; }

int64_t signed_quotient(Value a, Value b) { return b.i == -1 ? int64_t(0 - a.u) : a.i / b.i; }
int64_t signed_remainder(Value a, Value b) { return b.i == -1 ? 0 : a.i % b.i; }

ElementResult apply_numbers(VectorOperation operation, Value a, Value b) {
  using enum VectorOperation;
  switch (operation) {
  case kAddInt: return word(a.u + b.u);
  case kSubInt: return word(a.u - b.u);
  case kMulInt: return word(a.u * b.u);
  case kDivInt: return b.u ? word(uint64_t(signed_quotient(a, b))) : wrong("division by zero");
  case kDivCount: return b.u ? word(a.u / b.u) : wrong("division by zero");
  case kModInt: return b.u ? word(uint64_t(signed_remainder(a, b))) : wrong("modulo by zero");
  case kModCount: return b.u ? word(a.u % b.u) : wrong("modulo by zero");
  case kAndInt: return word(a.u & b.u);
  case kOrInt: return word(a.u | b.u);
  case kXorInt: return word(a.u ^ b.u);
  case kShiftLeft: return word(b.u < 64 ? a.u << b.u : 0);
  case kShiftRightInt: return word(uint64_t(a.i >> std::min<uint64_t>(b.u, 63)));
  case kShiftRightCount: return word(b.u < 64 ? a.u >> b.u : 0);
  case kAddDouble: return real(a.d + b.d);
  case kSubDouble: return real(a.d - b.d);
  case kMulDouble: return real(a.d * b.d);
  case kDivDouble: return b.d != 0 ? real(a.d / b.d) : wrong("division by zero");
  case kEqualInt: return word(a.u == b.u);
  case kNotEqualInt: return word(a.u != b.u);
  case kLessInt: return word(a.i < b.i);
  case kLessEqualInt: return word(a.i <= b.i);
  case kLessCount: return word(a.u < b.u);
  case kLessEqualCount: return word(a.u <= b.u);
  case kEqualDouble: return word(a.d == b.d);
  case kNotEqualDouble: return word(a.d != b.d);
  case kLessDouble: return word(a.d < b.d);
  case kLessEqualDouble: return word(a.d <= b.d);
  case kAnd: return word(a.b() && b.b());
  case kOr: return word(a.b() || b.b());
  case kEqualString: return word(a.string()->view() == b.string()->view());
  case kNotEqualString: return word(a.string()->view() != b.string()->view());
  case kLessString: return word(a.string()->view() < b.string()->view());
  case kLessEqualString: return word(a.string()->view() <= b.string()->view());
  case kNegateInt: return word(0 - a.u);
  case kNegateDouble: return real(-a.d);
  case kNot: return word(!a.b());
  case kComplement: return word(~a.u);
  case kIntToDouble: return real(double(a.i));
  case kCountToDouble: return real(double(a.u));
  case kIntToCount: return a.i < 0 ? wrong("a count is never negative") : word(a.u);
  case kCountToInt: return a.i < 0 ? wrong("too large for an int") : word(a.u);
  case kConcat:
  case kEqualManaged:
  case kNotEqualManaged: break;  // need the machine
  }
  UNREACHABLE();
}

}  // namespace

bool Operations::vector_apply(const Code& code, uint16_t index, const Value* r, const Value* m,
                              Value& to) {
  const OperandList& list = code.lists[index];
  auto operation = VectorOperation(list[0] & 0xFF);
  auto shape = VectorShape(list[0] >> 8);
  auto slot = [&](size_t i) { return list[i] & 1 ? m[list[i] >> 1] : r[list[i] >> 1]; };
  bool unary = list.size() == 3;
  ElementSource a = operand(slot(2), shape == VectorShape::kScalarLeft);
  ElementSource b =
      unary ? operand(Value::null(), true) : operand(slot(3), shape == VectorShape::kScalarRight);
  if (a.vec && b.vec && a.vec->size != b.vec->size) return fail_sizes(a.vec->size, b.vec->size);
  uint32_t size = a.vec ? a.vec->size : b.vec->size;
  if (!is_affordable(size * sizeof(Value))) return fail_memory();
  Vector* made = avocet::make_vector(heap(), as_vector(code.types[list[1]]), size);
  Owned result(Value::of(made));
  for (uint32_t i = 0; i < size; ++i) {
    if (!a.is_set(i) || (!unary && !b.is_set(i))) continue;
    Value item;
    if (!apply_element(operation, a.at(i), b.at(i), &item)) return false;
    put(heap(), made, i, item);
  }
  if (made->size < size) resize(heap(), made, size);
  replace(to, result.take());
  return true;
}

bool Operations::apply_element(VectorOperation operation, Value a, Value b, Value* to) {
  using enum VectorOperation;
  if (operation == kConcat) {
    retain(a);
    *to = Value::of(take_append(heap(), a.string(), b.string()->view()));
    return true;
  }
  if (operation == kEqualManaged || operation == kNotEqualManaged) {
    *to = Value::of_bool(equal_objects(a, b) == (operation == kEqualManaged));
    return true;
  }
  ElementResult made = apply_numbers(operation, a, b);
  *to = made.value;
  return made.error ? fail(made.error) : true;
}

bool Operations::vector_condition(const OperandList& list, const Value* m, Value& to) {
  Vector* condition = m[list[0] >> 1].vector();
  Vector* yes = m[list[1] >> 1].vector();
  Vector* no = m[list[2] >> 1].vector();
  if (yes->size != condition->size) return fail_sizes(condition->size, yes->size);
  if (no->size != condition->size) return fail_sizes(condition->size, no->size);
  if (!is_affordable(condition->size * sizeof(Value))) return fail_memory();
  Vector* made = avocet::make_vector(heap(), yes->type, condition->size);
  bool managed = made->managed();
  for (uint32_t i = 0; i < condition->size; ++i) {
    Vector* source = condition->is_set(i) && condition->items[i].b() ? yes : no;
    if (source->is_set(i))
      put(heap(), made, i, managed ? retained(source->items[i]) : source->items[i]);
  }
  if (made->size < condition->size) resize(heap(), made, condition->size);
  replace(to, Value::of(made));
  return true;
}

}  // namespace avocet
