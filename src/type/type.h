// Types of the Zeek language.
//
// A Type is made while scripts load, lives in the arena of its program and is
// shared by every value of it. Container and function types are interned by a
// TypeTable: two spellings of `set[addr]` are one pointer. Records and enums
// are nominal objects that may still grow by `redef` until loading ends; an
// unnamed record type (`record { a: count; }`) is compared by its fields.
//
// A type says nothing about values: how a record lies in memory is the value
// room's RecordShape, reached through an opaque pointer here.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/terms.h"

namespace avocet {

struct RecordShape;  // value/record.h

enum class TypeKind : uint8_t {
  kVoid,   // what a function without a result yields; also the element of an empty {} or vector()
  kError,  // the type of an expression that was already reported; silences what follows
  kBool,
  kInt,
  kCount,
  kDouble,
  kTime,
  kInterval,
  kEnum,
  kPort,  // plain slots
  kAddr,
  kSubnet,
  kString,
  kPattern,  // managed slots from here on
  kRecord,
  kTable,
  kSet,
  kVector,
  kFunction,
  kFile,
  kOpaque,
  kAny,   // a box with a type of its own
  kType,  // a value that is a type (`type_of`, `as any`)
  kList,  // `[a, b]`: the index of a table, or a bracketed list before its use is known
};

// True for types whose slot holds a plain number: never counted, copied bit by bit.
constexpr bool is_plain(TypeKind k) { return k >= TypeKind::kBool && k <= TypeKind::kPort; }

struct Type {
  TypeKind kind;
  // The script name with module ("Conn::Info"), empty for an unnamed type.
  std::string_view name;

  bool plain() const { return is_plain(kind); }
  bool managed() const { return !is_plain(kind) && kind != TypeKind::kVoid; }

 protected:
  friend class TypeTable;
  friend class Arena;
  explicit Type(TypeKind k, std::string_view n = {}) : kind(k), name(n) {}
};

// One label of an enum. Labels are global names ("Conn::LOG").
struct EnumLabel {
  std::string_view name;
  int64_t value;
};

// Finds names among items by position: a scan while there are few, an open-addressing index later.
// The names are the owner's, which passes them in.
class NameIndex {
 public:
  // `name_at(i)` yields the i-th of `count` names. The first one wins.
  template <class NameAt> int find(std::string_view name, size_t count, NameAt name_at) const {
    if (slots_.empty()) {
      for (size_t i = 0; i < count; ++i)
        if (name_at(i) == name) return int(i);
      return -1;
    }
    size_t mask = slots_.size() - 1;
    for (size_t at = hash(name) & mask; slots_[at] != 0; at = (at + 1) & mask)
      if (name_at(slots_[at] - 1) == name) return int(slots_[at] - 1);
    return -1;
  }
  // To be called after the count-th name was added.
  template <class NameAt> void added(size_t count, NameAt name_at) {
    if (count <= kScanned) return;
    if (count * 2 > slots_.size()) {
      slots_.assign(slots_.empty() ? 4 * kScanned : slots_.size() * 2, 0);
      for (size_t i = 0; i + 1 < count; ++i) place(name_at(i), i);
    }
    place(name_at(count - 1), count - 1);
  }

 private:
  static constexpr size_t kScanned = 8;
  static size_t hash(std::string_view name);
  void place(std::string_view name, size_t item);
  std::vector<uint32_t> slots_;  // item + 1, or 0
};

struct EnumType : Type {
  std::vector<EnumLabel> labels;  // in the order of declaration
  int64_t next_value = 0;         // of the next label without a value of its own
  // Enums whose values this one has under labels of its own; values show themselves by theirs. Set
  // when loading ends.
  mutable std::vector<const EnumType*> parts;

  // The (first) label of a value, or an empty view.
  std::string_view label_of(int64_t value) const;
  // Accepts the full name ("Conn::LOG"; labels of GLOBAL have no prefix, but "GLOBAL::X" finds them
  // too).
  const EnumLabel* find(std::string_view label) const;
  // Precondition: no such label. `name` must live as long as the type. Sets next_value.
  void add(std::string_view name, int64_t value);

  explicit EnumType(std::string_view n) : Type(TypeKind::kEnum, n) {}

 private:
  NameIndex by_name_;
};

enum FieldFlag : uint16_t {
  kFieldOptional = 1,
  kFieldLog = 2,
  kFieldDefault = 4,  // has &default; where it comes from is the RecordShape's business
  kFieldDeprecated = 8,
  kFieldTableDefault = 16,  // &default of a table-typed field that is a yield, not a table
};

struct RecordField {
  std::string_view name;
  const Type* type;
  uint16_t flags = 0;
  std::string_view deprecation;  // the text of &deprecated="..."
  std::string_view type_column;  // of a port that is read: the column that names its protocol

  bool optional() const { return flags & kFieldOptional; }
  bool has_default() const { return flags & kFieldDefault; }
  bool logged() const { return flags & kFieldLog; }
};

struct RecordType : Type {
  std::vector<RecordField> fields;
  // Set by the value room; null until the first value is made or loading ends.
  mutable RecordShape* shape = nullptr;

  // The index of a field, or -1.
  int find(std::string_view field) const {
    return index_.find(field, fields.size(), [this](size_t i) { return fields[i].name; });
  }
  // Precondition: no field of that name. The name must live as long as the type.
  void add(RecordField field);

  explicit RecordType(std::string_view n) : Type(TypeKind::kRecord, n) {}

 private:
  NameIndex index_;
};

// table[K1, K2] of V, and set[K1, K2] (kind kSet, value null).
struct TableType : Type {
  std::span<const Type* const> keys;  // at least one, except for the empty `table()`/`set()`
  const Type* value;                  // null for a set
  TableType(TypeKind k, std::span<const Type* const> ks, const Type* v)
      : Type(k), keys(ks), value(v) {}
  bool is_set() const { return kind == TypeKind::kSet; }
  bool unspecified() const { return keys.empty(); }
};

struct VectorType : Type {
  const Type* element;  // kVoid for the empty `vector()`
  explicit VectorType(const Type* e) : Type(TypeKind::kVector), element(e) {}
};

struct Parameter {
  std::string_view name;
  const Type* type;
  bool has_default = false;  // the default itself is kept by sema (an expression)
  std::string_view deprecation;
  bool operator==(const Parameter&) const = default;
};

struct FunctionType : Type {
  Flavor flavor;
  std::span<const Parameter> parameters;
  const Type* result;     // kVoid if none; kBool for hooks
  bool variadic = false;  // declared as (...)
  FunctionType(Flavor f, std::span<const Parameter> ps, const Type* r)
      : Type(TypeKind::kFunction), flavor(f), parameters(ps), result(r) {}
};

struct OpaqueType : Type {
  explicit OpaqueType(std::string_view n)
      : Type(TypeKind::kOpaque, n) {}  // name: "md5", "bloomfilter"
};

// `file` or `file of string`.
struct FileType : Type {
  const Type* element;
  explicit FileType(const Type* e) : Type(TypeKind::kFile), element(e) {}
};

// The type of a value that is a type.
struct TypeType : Type {
  const Type* of;
  explicit TypeType(const Type* t) : Type(TypeKind::kType), of(t) {}
};

struct ListType : Type {
  std::span<const Type* const> items;
  explicit ListType(std::span<const Type* const> is) : Type(TypeKind::kList), items(is) {}
};

// Checked downcasts: null when the kind differs.
const RecordType* as_record(const Type* t);
const EnumType* as_enum(const Type* t);
const TableType* as_table(const Type* t);  // tables and sets
const VectorType* as_vector(const Type* t);
const FunctionType* as_function(const Type* t);
const ListType* as_list(const Type* t);
const TypeType* as_type_type(const Type* t);
const FileType* as_file(const Type* t);

// Makes and interns the types of one program. Lives as long as the program.
class TypeTable {
 public:
  explicit TypeTable(Arena& arena);

  // The type of a kind without components. Of kinds that have some: `file of string`, `type`, the
  // empty table(), set(), vector() and list; null for records, enums, functions and opaques.
  const Type* basic(TypeKind kind) const { return basics_[size_t(kind)]; }

  const TableType* table(std::span<const Type* const> keys, const Type* value);
  const TableType* set(std::span<const Type* const> keys);
  const VectorType* vector(const Type* element);
  const FunctionType* function(Flavor flavor, std::span<const Parameter> parameters,
                               const Type* result, bool variadic = false);
  const OpaqueType* opaque(std::string_view name);
  const FileType* file(const Type* element);
  const TypeType* type_of(const Type* type);
  const ListType* list(std::span<const Type* const> items);

  // Never interned: each call makes a new type. `name` may be empty for records.
  RecordType* record(std::string_view name);
  EnumType* enumeration(std::string_view name);

  // A second name for a type (`type A: count;`): records, enums and the rest keep
  // their first name for printing; only unnamed records and enums take it.
  void name_type(const Type* type, std::string_view name);

  Arena& arena() { return arena_; }

 private:
  struct Slot {
    uint64_t hash;
    const Type* type;
  };
  template <class Same, class Make> const Type* intern(uint64_t hash, Same same, Make make);
  void grow();

  Arena& arena_;
  std::vector<const Type*> basics_;
  std::vector<Slot> slots_;  // open addressing; null type: free
  size_t interned_ = 0;
};

// True if both describe the same values: pointer equality, or containers and records of equal
// structure. Records are compared by the names, types and optionality of their fields in order,
// whatever they are called; enums by name. Names of parameters do not matter. Terminates on
// recursive records.
bool same_type(const Type* a, const Type* b);

// The spelling in messages and values: "table[addr,port] of set[port]", "Conn::Info",
// "function(c:count) : void", "record { a:addr; b:port; }" for unnamed records.
std::string to_string(const Type* type);

// What the builtin type_name() yields: as to_string(), but a named record is spelled by its fields.
std::string type_name(const Type* type);

// What record_fields() calls a field's type: "enum color", "set[double,record tt]".
std::string field_type_name(const Type* type);

// The keyword of a kind: "count", "table", "enum".
std::string_view kind_name(TypeKind kind);

}  // namespace avocet
