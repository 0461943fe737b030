// Value: one 8-byte slot, untagged. Who holds one knows its type.
//
// Plain slots (bool, int, count, double, time, interval, port, enum) are numbers.
// Managed slots are pointers to counted objects, with two exceptions that keep
// small things out of the heap: an IPv4 address and an IPv4 subnet are kept in
// the slot itself, marked by a set low bit. A null managed slot means 'unset'.
//
// Ownership: a slot in a container, register or global owns one count of its
// object. Functions that take a Value borrow it; functions that return one, or
// are named `make_` or `take_`, give a count to the caller; `peek_` lends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/heap.h"
#include "base/ip_address.h"
#include "base/terms.h"
#include "type/type.h"

// Objects end in their bytes or slots.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"

namespace avocet {

struct Object;
struct String;
struct Record;
struct Vector;
struct Table;
struct Pattern;
struct Function;
struct Box;
struct Opaque;
struct FileObject;
struct TypeObject;

struct Value {
  union {
    uint64_t u;      // count, bool (0 or 1), port (see Port)
    int64_t i;       // int, enum
    double d;        // double, time (seconds since the epoch), interval (seconds)
    Object* object;  // managed, unless inline_bits() say otherwise
  };

  static Value of_bool(bool b) { return of_count(b); }
  static Value of_count(uint64_t n) {
    Value v;
    v.u = n;
    return v;
  }
  static Value of_int(int64_t n) {
    Value v;
    v.i = n;
    return v;
  }
  static Value of_double(double n) {
    Value v;
    v.d = n;
    return v;
  }
  static Value of(Object* o) {
    Value v;
    v.object = o;
    return v;
  }
  static Value null() { return of_count(0); }

  bool is_null() const { return u == 0; }
  bool b() const { return u != 0; }
  // For managed slots: kept in the slot itself, not counted.
  bool is_inline() const { return u & 1; }

  // Precondition: not null and not inline.
  template <class T> T* as() const { return static_cast<T*>(object); }
  String* string() const;
  Record* record() const;  // value/record.h must be included to call it
  Vector* vector() const;  // value/vector.h
  Table* table() const;    // value/table.h
  Function* function() const;
  Pattern* pattern() const;
  Box* box() const;
};
static_assert(sizeof(Value) == 8);

enum class ObjectKind : uint8_t {
  kString,
  kAddress,
  kSubnet,
  kPattern,
  kRecord,
  kTable,
  kVector,
  kFunction,
  kBox,
  kOpaque,
  kFile,
  kType,
};

// The head of every counted object. Counts are not atomic: a world is one thread.
// Objects of a Program are immortal (kImmortal): counting them is a no-op.
struct Object {
  uint32_t refs;
  ObjectKind kind;
  uint8_t flags = 0;
  uint16_t extra = 0;

  // In `flags`: a table with attributes of its own (table.h).
  static constexpr uint8_t kOwnsAttributes = 1;

  static constexpr uint32_t kImmortal = 0x80000000;
  explicit Object(ObjectKind k) : refs(1), kind(k) {}
  Object(const Object&) = delete;
  bool immortal() const { return refs & kImmortal; }
};
static_assert(sizeof(Object) == 8);

// Patterns, opaques and files are Heap::Residents: their Object does not lie at the begin of their
// memory. Heap::of() must be given the derived pointer, and nothing may be cast by
// reinterpret_cast.

// Frees an object whose count fell to nothing, and releases what it holds.
// Deep structures are freed without recursion in proportion to their depth.
void destroy(Object* object);

inline void retain(Object* o) {
  // Immortal counts have the top bit set and stay as they are: nothing could use up their 31 bits.
  if (!(o->refs & Object::kImmortal)) ++o->refs;
}
inline void release(Object* o) {
  if (o->refs & Object::kImmortal) return;
  if (--o->refs == 0) destroy(o);
}

// For managed slots, null and inline ones included. Typed pointers that may be null go through
// Value.
inline void retain(Value v) {
  if (v.u && !(v.u & 1)) retain(v.object);
}
inline void release(Value v) {
  if (v.u && !(v.u & 1)) release(v.object);
}
// The same value with one more count, for handing it on.
inline Value retained(Value v) {
  retain(v);
  return v;
}

// Replaces what a managed slot owns; takes over the count of `with`.
inline void replace(Value& slot, Value with) {
  Value old = slot;
  slot = with;
  release(old);
}

// Owns one count of a managed slot for the span of a C++ scope.
class Owned {
 public:
  Owned() : value_(Value::null()) {}
  explicit Owned(Value taken) : value_(taken) {}
  Owned(Owned&& o) noexcept : value_(o.value_) { o.value_ = Value::null(); }
  Owned& operator=(Owned&& o) noexcept {
    std::swap(value_, o.value_);
    return *this;
  }
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  ~Owned() { release(value_); }
  Value get() const { return value_; }
  Value take() {
    Value v = value_;
    value_ = Value::null();
    return v;
  }

 private:
  Value value_;
};

// Ports: number and protocol in one plain slot, ordered by protocol, then number, as Zeek orders
// them.
struct Port {
  uint16_t number;
  PortProtocol protocol;
  Value value() const { return Value::of_count(uint64_t(protocol) << 16 | number); }
  static Port of(Value v) { return {uint16_t(v.u), PortProtocol(v.u >> 16 & 3)}; }
  friend bool operator==(Port, Port) = default;
};
// "tcp", "udp", "icmp", "unknown".
std::string_view protocol_name(PortProtocol protocol);

// Addresses and subnets: IPv4 in the slot, IPv6 as a counted object.
Value make_address(Heap& heap, const IpAddress& address);
IpAddress address_of(Value v);
inline Value make_v4_address(uint32_t host_order) {
  return Value::of_count(uint64_t(host_order) << 32 | 1);
}
Value make_subnet(Heap& heap, const Prefix& prefix);
Prefix prefix_of(Value v);

// IPv6 addresses and subnets in the heap.
struct AddressObject : Object {
  IpAddress address;
  explicit AddressObject(const IpAddress& a) : Object(ObjectKind::kAddress), address(a) {}
};
struct SubnetObject : Object {
  Prefix prefix;
  explicit SubnetObject(const Prefix& p) : Object(ObjectKind::kSubnet), prefix(p) {}
};

// Strings: bytes with a length; NULs are legal. The bytes follow the head in the same allocation.
struct String : Object {
  uint32_t size;
  uint32_t capacity;      // bytes at data, without the final NUL
  mutable uint32_t hash;  // 0: not computed yet (never so for immortal ones)
  char data[];            // always followed by a NUL

  std::string_view view() const { return {data, size}; }

  explicit String(uint32_t n) : Object(ObjectKind::kString), size(n), capacity(n), hash(0) {}
};
// The longest string that can be made; script operations that would exceed it are run-time errors.
constexpr size_t kMaxStringSize = size_t(1) << 31;
// Precondition of all makers: the size is at most kMaxStringSize.
String* make_string(Heap& heap, std::string_view bytes);
// The caller fills exactly `size` bytes at data, before the string is shared.
String* make_uninitialised_string(Heap& heap, size_t size);
// a + b. Takes over the count of `a` and grows it in place if that is the only one: `s += x`
// amortises. `b` may be a view of `a`.
String* take_append(Heap& heap, String* a, std::string_view b);
// The hash that tables use; computed once. Keyed by a secret of the process.
uint32_t string_hash(const String* s);

// A compiled regular expression (value/pattern.h has the matching).
struct Pattern : Object, Heap::Resident {
  struct Compiled;
  String* text;  // what print shows between the slashes, in Zeek's syntax: "^?(abc)$?"
  mutable std::unique_ptr<Compiled> compiled;  // made on first use
  explicit Pattern(String* t);
  ~Pattern() override;
  void orphan() override { refs |= kImmortal; }
};

// `any`: a value with its type. Never holds another box, nor an unset managed slot.
struct Box : Object {
  const Type* type;
  Value value;
  Box(const Type* t, Value v) : Object(ObjectKind::kBox), type(t), value(v) {}
};
// Takes over the count of `value`.
Box* make_box(Heap& heap, const Type* type, Value value);

// A value that is a type.
struct TypeObject : Object {
  const Type* type;
  std::string_view
      alias;  // the name it was mentioned by, if that is not its own; owned by the program
  TypeObject(const Type* t, std::string_view a) : Object(ObjectKind::kType), type(t), alias(a) {}
};
TypeObject* make_type_object(Heap& heap, const Type* type, std::string_view alias = {});

// A function, event or hook value: which code, and what it captured.
// Plain functions are immortal constants of the program; closures are made by `lambda`.
struct Function : Object {
  uint32_t id;  // index into Program::functions
  uint32_t capture_count;
  const FunctionType* type;
  const Type* const* capture_types;  // capture_count of them; owned by the program
  std::string_view name;             // with module, or "lambda_<...>"; owned by the program
  Value captures[];
  Function(uint32_t i, uint32_t n, const FunctionType* t)
      : Object(ObjectKind::kFunction), id(i), capture_count(n), type(t), capture_types(nullptr) {}
};
// The captures are zero; the caller sets them. `capture_types` and `name` must outlive the
// function.
Function* make_function(Heap& heap, uint32_t id, const FunctionType* type, uint32_t captures,
                        const Type* const* capture_types = nullptr, std::string_view name = {});

// State of a C++ part that scripts hold by a name: hashes, filters, parsers. Single inheritance
// only. Made by make_object(). The destructor may release values; it runs at the latest when the
// heap dies.
struct Opaque : Object, Heap::Resident {
  const OpaqueType* type;
  explicit Opaque(const OpaqueType* t) : Object(ObjectKind::kOpaque), type(t) {}
  ~Opaque() override = default;
  void orphan() override { refs |= kImmortal; }
  virtual size_t byte_size() const = 0;     // sizeof the most derived class
  virtual Opaque* clone(Heap& heap) const;  // null: cannot be copied (a run-time error)
  virtual std::string describe() const;     // what print shows: "<opaque of md5>"
};

// An open file; the class that writes belongs to the room that implements the builtins.
struct FileObject : Object, Heap::Resident {
  FileObject() : Object(ObjectKind::kFile) {}
  ~FileObject() override = default;
  void orphan() override { refs |= kImmortal; }
  virtual size_t byte_size() const = 0;
  virtual std::string describe() const = 0;  // what print shows
  // Writes at the end; false if that failed or the file is closed.
  virtual bool append(std::string_view bytes) = 0;
};

// Makes an Opaque or FileObject of class T in `heap`.
template <class T, class... Args> T* make_object(Heap& heap, Args&&... args) {
  T* made = heap.make<T>(std::forward<Args>(args)...);
  heap.adopt(*made);
  return made;
}

inline String* Value::string() const { return as<String>(); }
inline Function* Value::function() const { return as<Function>(); }
inline Pattern* Value::pattern() const { return as<Pattern>(); }
inline Box* Value::box() const { return as<Box>(); }

// ---- Operations that need the type --------------------------------------------------
// Slots are borrowed. Unset (null) managed slots are allowed everywhere: they equal each other
// only.

// Hash and equality over a slot of type `type`, structural for containers, keyed by a secret of
// the process. Doubles: -0.0 equals 0.0, a NaN equals itself (as a key). Functions: the same code
// and captures. Tables and sets: the same elements in any order. Cycles end.
uint64_t hash_of(const Type* type, Value v);
bool equal(const Type* type, Value a, Value b);
// Order for sorting and comparison operators: <0, 0, >0. For plain types, strings, addr, subnet;
// anything else is ordered by its rendering.
int compare(const Type* type, Value a, Value b);

// A deep copy; shared parts stay shared, cycles stay cycles. Null with `error` set if it holds an
// opaque that cannot be copied. Strings, patterns, files and types are shared; closures get copies
// of what they captured.
struct CopyResult {
  Value value;
  const char* error;  // null if it worked; otherwise a static text
};
CopyResult make_copy(Heap& heap, const Type* type, Value v);

// True for types whose values scripts can change in place (records, vectors, tables, any):
// as table keys they are copied when inserted, and a loop must copy the key it binds.
bool is_mutable(const Type* type);

// Turns the objects of a value (made in the program's heap) immortal, deeply.
void make_immortal(const Type* type, Value v);

// Zeek's rendering of values; value/render.cc describes it, value/json.h has JSON. The styles
// differ in the bytes of strings and in the lines of tables:
enum class Style : uint8_t {
  kRaw,     // cat(): bytes as they are, table elements at the begin of their lines
  kPrint,   // print: bytes outside printable ASCII as \xNN, otherwise as kRaw
  kFormat,  // fmt("%s"): bytes as they are, table elements indented by tabs
};
void append(std::string& out, const Type* type, Value v, Style style = Style::kRaw);
std::string to_string(const Type* type, Value v, Style style = Style::kRaw);

}  // namespace avocet

#pragma GCC diagnostic pop
