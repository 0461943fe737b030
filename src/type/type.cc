#include "type/type.h"

#include <algorithm>

#include "base/check.h"
#include "base/hash.h"

namespace avocet {

namespace {

constexpr size_t kKinds = size_t(TypeKind::kList) + 1;

uint64_t hash_pointer(uint64_t hash, const void* p) {
  return hash_combine(hash, reinterpret_cast<uintptr_t>(p));
}

uint64_t hash_types(TypeKind kind, std::span<const Type* const> types) {
  uint64_t hash = uint64_t(kind);
  for (const Type* t : types) hash = hash_pointer(hash, t);
  return hash;
}

bool same_pointers(std::span<const Type* const> a, std::span<const Type* const> b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
}

// Spans of pointers into the arena: Arena::copy wants the element type without const.
std::span<const Type* const> keep(Arena& arena, std::span<const Type* const> types) {
  if (types.empty()) return {};
  auto* to = static_cast<const Type**>(arena.allocate(types.size_bytes(), alignof(Type*)));
  std::copy(types.begin(), types.end(), to);
  return {to, types.size()};
}

template <class T> const T* as_kind(const Type* t, TypeKind kind) {
  return t != nullptr && t->kind == kind ? static_cast<const T*>(t) : nullptr;
}

}  // namespace

size_t NameIndex::hash(std::string_view name) { return hash_bytes(name); }

void NameIndex::place(std::string_view name, size_t item) {
  size_t mask = slots_.size() - 1;
  size_t at = hash(name) & mask;
  while (slots_[at] != 0) at = (at + 1) & mask;
  slots_[at] = uint32_t(item + 1);
}

std::string_view EnumType::label_of(int64_t value) const {
  for (const EnumType* part : parts)
    if (std::string_view label = part->label_of(value); !label.empty()) return label;
  // Values mostly count from zero in the order of declaration.
  if (uint64_t(value) < labels.size() && labels[size_t(value)].value == value) {
    size_t first = size_t(value);
    while (first > 0 && labels[first - 1].value == value) --first;
    return labels[first].name;
  }
  for (const EnumLabel& label : labels)
    if (label.value == value) return label.name;
  return {};
}

const EnumLabel* EnumType::find(std::string_view label) const {
  constexpr std::string_view kGlobal = "GLOBAL::";
  if (label.starts_with(kGlobal)) label.remove_prefix(kGlobal.size());
  int at = by_name_.find(label, labels.size(), [this](size_t i) { return labels[i].name; });
  return at < 0 ? nullptr : &labels[size_t(at)];
}

void EnumType::add(std::string_view label, int64_t value) {
  DCHECK(find(label) == nullptr);
  labels.push_back({label, value});
  by_name_.added(labels.size(), [this](size_t i) { return labels[i].name; });
  next_value = int64_t(uint64_t(value) + 1);
}

void RecordType::add(RecordField field) {
  DCHECK(find(field.name) < 0);
  fields.push_back(field);
  index_.added(fields.size(), [this](size_t i) { return fields[i].name; });
}

const RecordType* as_record(const Type* t) { return as_kind<RecordType>(t, TypeKind::kRecord); }
const EnumType* as_enum(const Type* t) { return as_kind<EnumType>(t, TypeKind::kEnum); }
const TableType* as_table(const Type* t) {
  if (t == nullptr || (t->kind != TypeKind::kTable && t->kind != TypeKind::kSet)) return nullptr;
  return static_cast<const TableType*>(t);
}
const VectorType* as_vector(const Type* t) { return as_kind<VectorType>(t, TypeKind::kVector); }
const FunctionType* as_function(const Type* t) {
  return as_kind<FunctionType>(t, TypeKind::kFunction);
}
const ListType* as_list(const Type* t) { return as_kind<ListType>(t, TypeKind::kList); }
const TypeType* as_type_type(const Type* t) {
  // The basic kType stands for 'some type' and says nothing about which.
  const auto* found = as_kind<TypeType>(t, TypeKind::kType);
  return found;
}
const FileType* as_file(const Type* t) { return as_kind<FileType>(t, TypeKind::kFile); }

TypeTable::TypeTable(Arena& arena) : arena_(arena), basics_(kKinds), slots_(256) {
  for (size_t k = 0; k < kKinds; ++k) {
    TypeKind kind = TypeKind(k);
    switch (kind) {
    case TypeKind::kVoid:
    case TypeKind::kError:
    case TypeKind::kBool:
    case TypeKind::kInt:
    case TypeKind::kCount:
    case TypeKind::kDouble:
    case TypeKind::kTime:
    case TypeKind::kInterval:
    case TypeKind::kPort:
    case TypeKind::kAddr:
    case TypeKind::kSubnet:
    case TypeKind::kString:
    case TypeKind::kPattern:
    case TypeKind::kAny: basics_[k] = arena_.make<Type>(Type(kind)); break;
    // Those with components: the basic one is that without any.
    case TypeKind::kFile:
    case TypeKind::kType:
    case TypeKind::kEnum:
    case TypeKind::kRecord:
    case TypeKind::kTable:
    case TypeKind::kSet:
    case TypeKind::kVector:
    case TypeKind::kFunction:
    case TypeKind::kOpaque:
    case TypeKind::kList: break;
    }
  }
  const Type* nothing = basic(TypeKind::kVoid);
  basics_[size_t(TypeKind::kFile)] = file(basic(TypeKind::kString));
  basics_[size_t(TypeKind::kType)] = type_of(nothing);
  basics_[size_t(TypeKind::kTable)] = table({}, nothing);
  basics_[size_t(TypeKind::kSet)] = set({});
  basics_[size_t(TypeKind::kVector)] = vector(nothing);
  basics_[size_t(TypeKind::kList)] = list({});
}

template <class Same, class Make>
const Type* TypeTable::intern(uint64_t hash, Same same, Make make) {
  size_t mask = slots_.size() - 1;
  size_t at = hash & mask;
  for (; slots_[at].type != nullptr; at = (at + 1) & mask)
    if (slots_[at].hash == hash && same(slots_[at].type)) return slots_[at].type;
  const Type* made = make();
  slots_[at] = {hash, made};
  if (++interned_ * 2 > slots_.size()) grow();
  return made;
}

void TypeTable::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.type == nullptr) continue;
    size_t at = slot.hash & mask;
    while (slots_[at].type != nullptr) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

const TableType* TypeTable::table(std::span<const Type* const> keys, const Type* value) {
  uint64_t hash = mix64(hash_pointer(hash_types(TypeKind::kTable, keys), value));
  const Type* t = intern(
      hash,
      [&](const Type* c) {
        const TableType* found = as_kind<TableType>(c, TypeKind::kTable);
        return found != nullptr && found->value == value && same_pointers(found->keys, keys);
      },
      [&] { return arena_.make<TableType>(TypeKind::kTable, keep(arena_, keys), value); });
  return static_cast<const TableType*>(t);
}

const TableType* TypeTable::set(std::span<const Type* const> keys) {
  const Type* t = intern(
      mix64(hash_types(TypeKind::kSet, keys)),
      [&](const Type* c) {
        const TableType* found = as_kind<TableType>(c, TypeKind::kSet);
        return found != nullptr && same_pointers(found->keys, keys);
      },
      [&] { return arena_.make<TableType>(TypeKind::kSet, keep(arena_, keys), nullptr); });
  return static_cast<const TableType*>(t);
}

const VectorType* TypeTable::vector(const Type* element) {
  const Type* t = intern(
      mix64(hash_pointer(uint64_t(TypeKind::kVector), element)),
      [&](const Type* c) { return as_vector(c) != nullptr && as_vector(c)->element == element; },
      [&] { return arena_.make<VectorType>(element); });
  return static_cast<const VectorType*>(t);
}

const FunctionType* TypeTable::function(Flavor flavor, std::span<const Parameter> parameters,
                                        const Type* result, bool variadic) {
  uint64_t hash = hash_pointer(
      uint64_t(TypeKind::kFunction) | uint64_t(flavor) << 8 | uint64_t(variadic) << 16, result);
  for (const Parameter& p : parameters)
    hash = hash_combine(hash_pointer(hash, p.type), hash_bytes(p.name));
  const Type* t = intern(
      mix64(hash),
      [&](const Type* c) {
        const FunctionType* f = as_function(c);
        return f != nullptr && f->flavor == flavor && f->result == result &&
               f->variadic == variadic && std::ranges::equal(f->parameters, parameters);
      },
      [&] {
        std::span<Parameter> kept = arena_.copy(parameters);
        for (Parameter& p : kept) p.name = arena_.copy(p.name);
        auto* made = arena_.make<FunctionType>(flavor, kept, result);
        made->variadic = variadic;
        return made;
      });
  return static_cast<const FunctionType*>(t);
}

const OpaqueType* TypeTable::opaque(std::string_view name) {
  const Type* t = intern(
      mix64(hash_combine(uint64_t(TypeKind::kOpaque), hash_bytes(name))),
      [&](const Type* c) { return c->kind == TypeKind::kOpaque && c->name == name; },
      [&] { return arena_.make<OpaqueType>(arena_.copy(name)); });
  return static_cast<const OpaqueType*>(t);
}

const FileType* TypeTable::file(const Type* element) {
  const Type* t = intern(
      mix64(hash_pointer(uint64_t(TypeKind::kFile), element)),
      [&](const Type* c) { return as_file(c) != nullptr && as_file(c)->element == element; },
      [&] { return arena_.make<FileType>(element); });
  return static_cast<const FileType*>(t);
}

const TypeType* TypeTable::type_of(const Type* type) {
  const Type* t = intern(
      mix64(hash_pointer(uint64_t(TypeKind::kType), type)),
      [&](const Type* c) { return as_type_type(c) != nullptr && as_type_type(c)->of == type; },
      [&] { return arena_.make<TypeType>(type); });
  return static_cast<const TypeType*>(t);
}

const ListType* TypeTable::list(std::span<const Type* const> items) {
  const Type* t = intern(
      mix64(hash_types(TypeKind::kList, items)),
      [&](const Type* c) {
        return as_list(c) != nullptr && same_pointers(as_list(c)->items, items);
      },
      [&] { return arena_.make<ListType>(keep(arena_, items)); });
  return static_cast<const ListType*>(t);
}

RecordType* TypeTable::record(std::string_view name) {
  return arena_.make<RecordType>(name.empty() ? name : arena_.copy(name));
}

EnumType* TypeTable::enumeration(std::string_view name) {
  return arena_.make<EnumType>(name.empty() ? name : arena_.copy(name));
}

void TypeTable::name_type(const Type* type, std::string_view name) {
  bool nominal = type->kind == TypeKind::kRecord || type->kind == TypeKind::kEnum;
  // Both were made by this table, which hands them out as const to everyone else.
  if (nominal && type->name.empty()) const_cast<Type*>(type)->name = arena_.copy(name);
}

}  // namespace avocet
