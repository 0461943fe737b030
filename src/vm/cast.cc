#include "vm/cast.h"

#include <cmath>

#include "type/kinds.h"
#include "value/held_value.h"
#include "value/number.h"
#include "value/record.h"
#include "value/table.h"
#include "value/vector.h"

namespace avocet {

namespace {

template <class T, class F> std::optional<Value> of(std::optional<T> found, F&& make) {
  if (!found) return std::nullopt;
  return make(*found);
}

std::optional<Value> cast_string(Heap& heap, std::string_view text, const Type* to) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())))
    text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())))
    text.remove_suffix(1);
  switch (to->kind) {
  case TypeKind::kCount:
    // A sign wraps, as in Zeek.
    if (text.starts_with('-')) return of(parse_int(text), Value::of_int);
    return of(parse_count(text), Value::of_count);
  case TypeKind::kInt: return of(parse_int(text), Value::of_int);
  case TypeKind::kDouble: return of(parse_double(text), Value::of_double);
  case TypeKind::kPort: return of(parse_port(text), [](Port p) { return p.value(); });
  case TypeKind::kAddr:
    return of(IpAddress::parse(text), [&](const IpAddress& a) { return make_address(heap, a); });
  case TypeKind::kSubnet:
    return of(Prefix::parse(text), [&](const Prefix& p) { return make_subnet(heap, p); });
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kBool:
  case TypeKind::kTime:
  case TypeKind::kInterval:
  case TypeKind::kEnum:
  case TypeKind::kString:
  case TypeKind::kPattern:
  case TypeKind::kRecord:
  case TypeKind::kTable:
  case TypeKind::kSet:
  case TypeKind::kVector:
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kOpaque:
  case TypeKind::kAny:
  case TypeKind::kType:
  case TypeKind::kList: return std::nullopt;
  }
  UNREACHABLE();
}

std::optional<Value> cast_double(TypeKind from, double d, TypeKind to) {
  if (from != TypeKind::kDouble)
    return to == TypeKind::kDouble ? std::optional(Value::of_double(d)) : std::nullopt;
  if (is_floating(to)) return Value::of_double(d);
  double rounded = std::nearbyint(d);  // ties to even
  if (to == TypeKind::kInt) return of(int_from_double(rounded), Value::of_int);
  if (to == TypeKind::kCount) return of(count_from_double(rounded), Value::of_count);
  return std::nullopt;
}

std::optional<Value> cast_count(uint64_t n, TypeKind to) {
  if (is_floating(to)) return Value::of_double(double(n));
  if (to == TypeKind::kInt) return of(int_from_count(n), Value::of_int);
  if (to == TypeKind::kAddr && n <= UINT32_MAX) return make_v4_address(uint32_t(n));
  return std::nullopt;
}

// Also for enums.
std::optional<Value> cast_int(int64_t n, TypeKind to) {
  if (is_floating(to)) return Value::of_double(double(n));
  if (to == TypeKind::kInt) return Value::of_int(n);
  if (to == TypeKind::kCount) return of(count_from_int(n), Value::of_count);
  return std::nullopt;
}

std::optional<Value> cast_set(Heap& heap, Table* set, const VectorType* to) {
  if (set->type->keys.size() != 1 || !same_type(set->type->keys[0], to->element))
    return std::nullopt;
  Vector* made = make_vector(heap, to, set->size());
  uint32_t position = 0;
  TableEntry entry;
  begin_iteration(set);
  while (next_entry(set, position, entry))
    push(heap, made, to->element->managed() ? retained(entry.keys[0]) : entry.keys[0]);
  end_iteration(set);
  return Value::of(made);
}

// A vector of any takes any vector.
std::optional<Value> box_elements(Heap& heap, Vector* vector, const VectorType* to) {
  if (to->element->kind != TypeKind::kAny) return std::nullopt;
  const Type* element = vector->type->element;
  Vector* made = make_vector(heap, to, vector->size);
  for (uint32_t i = 0; i < vector->size; ++i) {
    if (!vector->is_set(i)) continue;
    Value item = element->managed() ? retained(vector->items[i]) : vector->items[i];
    put(heap, made, i, Value::of(make_box(heap, element, item)));
  }
  return Value::of(made);
}

std::optional<Value> cast_vector(Heap& heap, Vector* vector, const TableType* to) {
  if (to->keys.size() != 1 || !same_type(to->keys[0], vector->type->element)) return std::nullopt;
  Table* made = make_table(heap, to);
  for (uint32_t i = 0; i < vector->size; ++i)
    if (vector->is_set(i)) put(heap, made, &vector->items[i], Value::null());
  return Value::of(made);
}

std::optional<Value> cast_held(Heap& heap, Opaque* opaque, const Type* to) {
  auto* held = dynamic_cast<HeldValue*>(opaque);
  return held ? held->as(heap, to) : std::nullopt;
}

// A record Broker::Data stands for what it holds.
std::optional<Value> cast_record(Heap& heap, Record* record, const Type* to) {
  if (record->type()->name != "Broker::Data" || !record->stored(0)) return std::nullopt;
  return cast_held(heap, record->at(0).as<Opaque>(), to);
}

}  // namespace

std::optional<Value> cast(Heap& heap, const Type* from, Value v, const Type* to) {
  if (from->kind == TypeKind::kAny) {
    const Box* box = v.box();
    return cast(heap, box->type, box->value, to);
  }
  if (from == to || same_type(from, to)) return from->managed() ? retained(v) : v;
  if (to->kind == TypeKind::kAny)
    return Value::of(make_box(heap, from, from->managed() ? retained(v) : v));
  switch (from->kind) {
  case TypeKind::kString: return cast_string(heap, v.string()->view(), to);
  case TypeKind::kCount: return cast_count(v.u, to->kind);
  case TypeKind::kInt:
    if (to->kind == TypeKind::kEnum) return std::nullopt;
    return cast_int(v.i, to->kind);
  case TypeKind::kEnum:
    return to->kind == TypeKind::kDouble ? std::nullopt : cast_int(v.i, to->kind);
  case TypeKind::kPort:
    return to->kind == TypeKind::kCount ? std::optional(Value::of_count(Port::of(v).number))
                                        : std::nullopt;
  case TypeKind::kDouble:
  case TypeKind::kTime:
  case TypeKind::kInterval: return cast_double(from->kind, v.d, to->kind);
  case TypeKind::kAddr:
    if (to->kind != TypeKind::kSubnet) return std::nullopt;
    return make_subnet(heap, host_prefix(address_of(v)));
  case TypeKind::kSubnet:
    if (to->kind == TypeKind::kAddr) return make_address(heap, prefix_of(v).address());
    if (to->kind == TypeKind::kCount) return Value::of_count(prefix_of(v).length());
    return std::nullopt;
  case TypeKind::kSet:
    if (const VectorType* vector = as_vector(to)) return cast_set(heap, v.table(), vector);
    return std::nullopt;
  case TypeKind::kVector:
    if (const VectorType* whole = as_vector(to)) return box_elements(heap, v.vector(), whole);
    if (to->kind == TypeKind::kSet) return cast_vector(heap, v.vector(), as_table(to));
    return std::nullopt;
  case TypeKind::kRecord: return cast_record(heap, v.record(), to);
  case TypeKind::kOpaque: return cast_held(heap, v.as<Opaque>(), to);
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kBool:
  case TypeKind::kPattern:
  case TypeKind::kTable:
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kAny:
  case TypeKind::kType:
  case TypeKind::kList: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace avocet
