#include "value/value.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "value/function_text.h"
#include "value/hash_key.h"

namespace avocet {

std::string_view protocol_name(PortProtocol protocol) {
  switch (protocol) {
  case PortProtocol::kUnknown: return "unknown";
  case PortProtocol::kTcp: return "tcp";
  case PortProtocol::kUdp: return "udp";
  case PortProtocol::kIcmp: return "icmp";
  }
  UNREACHABLE();
}

// ---- Addresses and subnets ---------------------------------------------------------
// In the slot: address in the upper half, for subnets the length in bits 1 to 8, bit 0 set.

Value make_address(Heap& heap, const IpAddress& address) {
  if (address.is_v4()) return make_v4_address(address.v4_bits());
  return Value::of(heap.make<AddressObject>(address));
}

IpAddress address_of(Value v) {
  if (v.is_inline()) return IpAddress::v4(uint32_t(v.u >> 32));
  return v.is_null() ? IpAddress() : v.as<AddressObject>()->address;
}

Value make_subnet(Heap& heap, const Prefix& prefix) {
  if (prefix.address().is_v4() && prefix.length128() >= 96) {
    auto length = uint64_t(prefix.length128() - 96);
    return Value::of_count(uint64_t(prefix.address().v4_bits()) << 32 | length << 1 | 1);
  }
  return Value::of(heap.make<SubnetObject>(prefix));
}

Prefix prefix_of(Value v) {
  if (v.is_inline())
    return Prefix::from_length128(IpAddress::v4(uint32_t(v.u >> 32)), int(v.u >> 1 & 0xff) + 96);
  return v.is_null() ? Prefix() : v.as<SubnetObject>()->prefix;
}

// ---- Strings -----------------------------------------------------------------------

namespace {

// A string of `size` bytes with room for at least `capacity`; what the allocation has to spare is
// used.
String* allocate_string(Heap& heap, size_t size, size_t capacity) {
  CHECK(capacity <= kMaxStringSize);
  size_t bytes = Heap::usable_size(sizeof(String) + capacity + 1);
  auto* s = heap.make_with<String>(bytes - sizeof(String), uint32_t(size));
  s->capacity = uint32_t(bytes - sizeof(String) - 1);
  s->data[size] = '\0';
  return s;
}

}  // namespace

String* make_uninitialised_string(Heap& heap, size_t size) {
  return allocate_string(heap, size, size);
}

String* make_string(Heap& heap, std::string_view bytes) {
  String* s = allocate_string(heap, bytes.size(), bytes.size());
  if (!bytes.empty()) std::memcpy(s->data, bytes.data(), bytes.size());
  return s;
}

String* take_append(Heap& heap, String* a, std::string_view b) {
  size_t size = size_t(a->size) + b.size();
  CHECK(size <= kMaxStringSize);
  if (a->refs == 1 && size <= a->capacity) {
    // `b` may lie in `a`, but only before its end, where nothing changes.
    if (!b.empty()) std::memcpy(a->data + a->size, b.data(), b.size());
    a->size = uint32_t(size);
    a->hash = 0;
    a->data[size] = '\0';
    return a;
  }
  // Only a string that nobody else holds will be appended to again; then the room doubles.
  size_t capacity = a->refs == 1 ? std::min(kMaxStringSize, size + a->size) : size;
  String* joined = allocate_string(heap, size, std::max(capacity, size));
  std::memcpy(joined->data, a->data, a->size);
  if (!b.empty()) std::memcpy(joined->data + a->size, b.data(), b.size());
  release(a);
  return joined;
}

uint32_t string_hash(const String* s) {
  if (s->hash != 0) return s->hash;
  uint64_t hash = hash_text(s->view());
  // Zero says 'not computed'.
  s->hash = std::max<uint32_t>(1, uint32_t(hash ^ hash >> 32));
  return s->hash;
}

// ---- The other small objects -------------------------------------------------------

Box* make_box(Heap& heap, const Type* type, Value value) {
  DCHECK(type->kind != TypeKind::kAny);
  return heap.make<Box>(type, value);
}

TypeObject* make_type_object(Heap& heap, const Type* type, std::string_view alias) {
  return heap.make<TypeObject>(type, alias);
}

Function* make_function(Heap& heap, uint32_t id, const FunctionType* type, uint32_t captures,
                        const Type* const* capture_types, std::string_view name) {
  auto* f = heap.make_with<Function>((captures + 1) * sizeof(Value), id, captures, type);
  f->capture_types = capture_types;
  f->name = name;
  std::fill_n(f->captures, captures, Value::null());
  set_function_text(f, nullptr);
  return f;
}

Opaque* Opaque::clone(Heap&) const { return nullptr; }

std::string Opaque::describe() const { return "<" + avocet::to_string(type) + ">"; }

bool is_mutable(const Type* type) {
  switch (type->kind) {
  case TypeKind::kRecord:
  case TypeKind::kTable:
  case TypeKind::kSet:
  case TypeKind::kVector:
  case TypeKind::kAny: return true;
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
  case TypeKind::kAddr:
  case TypeKind::kSubnet:
  case TypeKind::kString:
  case TypeKind::kPattern:
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kOpaque:
  case TypeKind::kType:
  case TypeKind::kList: return false;
  }
  return false;
}

}  // namespace avocet
