// Hash, equality and order of values, by type.
//
// Containers are compared by what is in them. Lazy fields of records are made first, so that a
// record whose default was read equals one whose default was not. Values can contain themselves
// (through `any` or an optional field of the own type): the pairs being compared are remembered,
// and hashes look at a few levels only.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>
#include <vector>

#include "value/hash_key.h"
#include "value/record.h"
#include "value/table.h"
#include "value/value.h"
#include "value/vector.h"

namespace avocet {

namespace {

// How many levels of containers a hash looks at.
constexpr int kHashedLevels = 6;
// Deeper values count as equal below; only scripts that build such lists on purpose get there.
constexpr size_t kComparedLevels = 1000;

uint64_t hash_double(double d) {
  if (d == 0) d = 0;  // both zeroes
  return hash_plain(std::isnan(d) ? ~uint64_t(0) : std::bit_cast<uint64_t>(d));
}

bool equal_doubles(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

uint64_t hash_address(const IpAddress& a) { return hash_join(hash_plain(a.high()), a.low()); }

uint64_t hash_prefix(const Prefix& p) {
  return hash_join(hash_address(p.address()), uint64_t(p.length128()));
}

class Hash {
 public:
  uint64_t of(const Type* type, Value v, int levels) {
    switch (type->kind) {
    case TypeKind::kDouble:
    case TypeKind::kTime:
    case TypeKind::kInterval: return hash_double(v.d);
    case TypeKind::kVoid:
    case TypeKind::kError:
    case TypeKind::kBool:
    case TypeKind::kInt:
    case TypeKind::kCount:
    case TypeKind::kEnum:
    case TypeKind::kPort:
    case TypeKind::kList: return hash_plain(v.u);
    case TypeKind::kAddr:
      if (v.is_inline() || v.is_null()) return hash_plain(v.u);
      return hash_address(v.as<AddressObject>()->address);
    case TypeKind::kSubnet:
      if (v.is_inline() || v.is_null()) return hash_plain(v.u);
      return hash_prefix(v.as<SubnetObject>()->prefix);
    case TypeKind::kString: return v.is_null() ? 0 : hash_plain(string_hash(v.string()));
    case TypeKind::kPattern: return v.is_null() ? 0 : hash_plain(string_hash(v.pattern()->text));
    case TypeKind::kFunction: return v.is_null() ? 0 : hash_plain(v.function()->id);
    case TypeKind::kType: return uint64_t(type->kind);  // same_type decides, and has no hash
    case TypeKind::kFile:
    case TypeKind::kOpaque: return hash_plain(v.u);
    case TypeKind::kRecord:
    case TypeKind::kTable:
    case TypeKind::kSet:
    case TypeKind::kVector:
    case TypeKind::kAny:
      return v.is_null() || levels == 0 ? uint64_t(type->kind) : of_container(type, v, levels - 1);
    }
    return 0;
  }

 private:
  uint64_t of_container(const Type* type, Value v, int levels) {
    if (type->kind == TypeKind::kRecord) return of_record(v.record(), levels);
    if (type->kind == TypeKind::kVector) return of_vector(v.vector(), levels);
    if (type->kind == TypeKind::kAny) return of(v.box()->type, v.box()->value, levels);
    return of_table(v.table(), levels);
  }

  uint64_t of_record(Record* r, int levels) {
    uint64_t hash = r->count;
    const auto& fields = r->type()->fields;
    for (uint32_t i = 0; i < r->count; ++i) {
      if (is_lazy(r, i)) make_lazy_field(Heap::of(r), r, i);
      hash = hash_join(hash, r->stored(i) ? of(fields[i].type, r->at(i), levels) : 1);
    }
    return hash;
  }

  uint64_t of_vector(Vector* vec, int levels) {
    uint64_t hash = vec->size;
    for (uint32_t i = 0; i < vec->size; ++i)
      hash = hash_join(hash, vec->is_set(i) ? of(vec->type->element, vec->items[i], levels) : 1);
    return hash;
  }

  // The order of the elements must not matter: a sum.
  uint64_t of_table(Table* t, int levels) {
    uint64_t sum = t->size();
    uint32_t position = 0;
    TableEntry entry;
    while (next_entry(t, position, entry)) {
      uint64_t hash = 0;
      for (size_t k = 0; k < t->type->keys.size(); ++k)
        hash = hash_join(hash, of(t->type->keys[k], entry.keys[k], levels));
      if (entry.value != nullptr) hash = hash_join(hash, of(t->type->value, *entry.value, levels));
      sum += hash;
    }
    return fold(sum ^ kHashKey.first, kHashKey.second);
  }
};

class Equality {
 public:
  bool same(const Type* type, Value a, Value b) {
    switch (type->kind) {
    case TypeKind::kDouble:
    case TypeKind::kTime:
    case TypeKind::kInterval: return equal_doubles(a.d, b.d);
    case TypeKind::kVoid:
    case TypeKind::kError:
    case TypeKind::kBool:
    case TypeKind::kInt:
    case TypeKind::kCount:
    case TypeKind::kEnum:
    case TypeKind::kPort:
    case TypeKind::kList: return a.u == b.u;
    case TypeKind::kAddr:
    case TypeKind::kSubnet:
    case TypeKind::kString:
    case TypeKind::kPattern:
    case TypeKind::kFunction:
    case TypeKind::kType:
    case TypeKind::kFile:
    case TypeKind::kOpaque:
    case TypeKind::kRecord:
    case TypeKind::kTable:
    case TypeKind::kSet:
    case TypeKind::kVector:
    case TypeKind::kAny: break;
    }
    if (a.u == b.u) return true;
    if (a.is_null() || b.is_null() || a.is_inline() || b.is_inline()) return false;
    return same_objects(type, a, b);
  }

 private:
  bool same_objects(const Type* type, Value a, Value b) {
    switch (type->kind) {
    case TypeKind::kAddr: return a.as<AddressObject>()->address == b.as<AddressObject>()->address;
    case TypeKind::kSubnet: return a.as<SubnetObject>()->prefix == b.as<SubnetObject>()->prefix;
    case TypeKind::kString: return a.string()->view() == b.string()->view();
    case TypeKind::kPattern: return a.pattern()->text->view() == b.pattern()->text->view();
    case TypeKind::kFunction: return same_functions(a.function(), b.function());
    case TypeKind::kType: return same_type(a.as<TypeObject>()->type, b.as<TypeObject>()->type);
    case TypeKind::kRecord:
    case TypeKind::kTable:
    case TypeKind::kSet:
    case TypeKind::kVector:
    case TypeKind::kAny: return same_containers(type, a, b);
    case TypeKind::kVoid:
    case TypeKind::kError:
    case TypeKind::kBool:
    case TypeKind::kInt:
    case TypeKind::kCount:
    case TypeKind::kDouble:
    case TypeKind::kTime:
    case TypeKind::kInterval:
    case TypeKind::kEnum:
    case TypeKind::kPort:
    case TypeKind::kFile:
    case TypeKind::kOpaque:
    case TypeKind::kList: return false;
    }
    return false;
  }

  bool same_functions(const Function* a, const Function* b) {
    return a->id == b->id && a->capture_count == b->capture_count &&
           std::equal(a->captures, a->captures + a->capture_count, b->captures,
                      [](Value x, Value y) { return x.u == y.u; });
  }

  bool same_containers(const Type* type, Value a, Value b) {
    std::pair<const Object*, const Object*> pair{a.object, b.object};
    if (std::find(open_.begin(), open_.end(), pair) != open_.end()) return true;
    if (open_.size() >= kComparedLevels) return true;
    open_.push_back(pair);
    bool result = false;
    if (type->kind == TypeKind::kRecord) {
      result = same_records(a.record(), b.record());
    } else if (type->kind == TypeKind::kVector) {
      result = same_vectors(a.vector(), b.vector());
    } else if (type->kind == TypeKind::kAny) {
      result = same_boxes(a.box(), b.box());
    } else {
      result = same_tables(a.table(), b.table());
    }
    open_.pop_back();
    return result;
  }

  bool same_records(Record* a, Record* b) {
    if (a->count != b->count) return false;
    for (uint32_t i = 0; i < a->count; ++i)
      if (!same_fields(a, b, i)) return false;
    return true;
  }

  bool same_fields(Record* a, Record* b, uint32_t i) {
    // Two that were not made yet would be made alike.
    if (!a->stored(i) && !b->stored(i)) return is_lazy(a, i) == is_lazy(b, i);
    if (is_lazy(a, i)) make_lazy_field(Heap::of(a), a, i);
    if (is_lazy(b, i)) make_lazy_field(Heap::of(b), b, i);
    if (!a->stored(i) || !b->stored(i)) return false;
    return same(a->type()->fields[i].type, a->at(i), b->at(i));
  }

  bool same_vectors(Vector* a, Vector* b) {
    if (a->size != b->size) return false;
    for (uint32_t i = 0; i < a->size; ++i) {
      if (a->is_set(i) != b->is_set(i)) return false;
      if (a->is_set(i) && !same(a->type->element, a->items[i], b->items[i])) return false;
    }
    return true;
  }

  bool same_tables(Table* a, Table* b) {
    if (a->size() != b->size()) return false;
    uint32_t position = 0;
    TableEntry entry;
    while (next_entry(a, position, entry)) {
      const Value* other = peek_value(b, entry.keys);
      if (other == nullptr) return false;
      if (entry.value != nullptr && !same(a->type->value, *entry.value, *other)) return false;
    }
    return true;
  }

  bool same_boxes(Box* a, Box* b) {
    return same_type(a->type, b->type) && same(a->type, a->value, b->value);
  }

  std::vector<std::pair<const Object*, const Object*>> open_;
};

template <class T> int order(T a, T b) { return a < b ? -1 : b < a ? 1 : 0; }

int order_text(std::string_view a, std::string_view b) {
  int bytes = std::memcmp(a.data(), b.data(), std::min(a.size(), b.size()));
  return bytes != 0 ? bytes : order(a.size(), b.size());
}

}  // namespace

uint64_t hash_of(const Type* type, Value v) { return Hash().of(type, v, kHashedLevels); }

bool equal(const Type* type, Value a, Value b) { return Equality().same(type, a, b); }

int compare(const Type* type, Value a, Value b) {
  switch (type->kind) {
  case TypeKind::kBool:
  case TypeKind::kCount:
  case TypeKind::kPort: return order(a.u, b.u);
  case TypeKind::kInt:
  case TypeKind::kEnum: return order(a.i, b.i);
  case TypeKind::kDouble:
  case TypeKind::kTime:
  case TypeKind::kInterval: return order(a.d, b.d);
  case TypeKind::kAddr: return order(address_of(a), address_of(b));
  case TypeKind::kSubnet: return order(prefix_of(a), prefix_of(b));
  case TypeKind::kString:
    if (a.is_null() || b.is_null()) return order(!a.is_null(), !b.is_null());
    return order_text(a.string()->view(), b.string()->view());
  case TypeKind::kVoid:
  case TypeKind::kError:
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
  case TypeKind::kList: break;
  }
  return order_text(to_string(type, a), to_string(type, b));
}

}  // namespace avocet
