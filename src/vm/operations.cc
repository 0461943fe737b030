// Errors of registers and globals, switches, strings, addresses and subnets.

#include "vm/operations.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace avocet {

// ---- Errors -------------------------------------------------------------------------

void Operations::warn(std::string_view message) {
  std::vector<StackEntry> stack = machine_.call_stack();
  machine_.host_.warn(stack.empty() ? Span{} : stack.front().span, message);
}
bool Operations::fail_unset(Value name) {
  return fail("value used but not set", std::string(name.string()->view()));
}
bool Operations::fail_cast(const Type* have, const Type* want) {
  return fail("a " + to_string(have) + " cannot be made a " + to_string(want));
}
bool Operations::fail_unset_global(GlobalId id) {
  return fail("value used but not set", machine_.program_.globals[id].name);
}
bool Operations::fail_memory() {
  ++machine_.counters_.memory;
  return fail("memory limit exceeded");
}
// Large requests are looked at before they are made; small ones from time to time
// (Machine::out_of_budget).
bool Operations::is_affordable(size_t bytes) {
  constexpr size_t kLarge = 64 * 1024;
  bool limited = machine_.limits_.memory != 0;
  return bytes < kLarge || !limited || heap().live_bytes() + bytes <= machine_.ceiling_;
}

// ---- Switches -----------------------------------------------------------------------
// A list is: default, then pairs of a constant and a target.

uint32_t Operations::find_case(const Code& code, uint16_t index, Value value) {
  const OperandList& list = code.lists[index];
  size_t low = 0, high = list.size() / 2;  // cases
  while (low < high) {
    size_t middle = (low + high) / 2;
    uint64_t at = code.constants[list[1 + 2 * middle]].u;
    if (at == value.u) return list[2 + 2 * middle];
    if (at < value.u) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return list[0];
}

uint32_t Operations::find_case(const Code& code, uint16_t index, Value value, const Type* type) {
  const OperandList& list = code.lists[index];
  for (size_t i = 1; i < list.size(); i += 2)
    if (equal(type, code.constants[list[i]], value)) return list[i + 1];
  return list[0];
}

uint32_t Operations::find_double_case(const Code& code, uint16_t index, Value value) {
  const OperandList& list = code.lists[index];
  for (size_t i = 1; i < list.size(); i += 2)
    if (code.constants[list[i]].d == value.d) return list[i + 1];
  return list[0];
}

uint32_t Operations::find_type_case(const Code& code, uint16_t index, Value box) {
  const OperandList& list = code.lists[index];
  for (size_t i = 1; i < list.size(); i += 2)
    if (holds_type(box.box()->type, code.types[list[i]])) return list[i + 1];
  return list[0];
}

// ---- Strings ------------------------------------------------------------------------

bool Operations::concat(const OperandList& list, const Value* m, Value& to) {
  size_t size = 0;
  for (uint32_t entry : list) size += m[entry >> 1].string()->size;
  if (size > kMaxStringSize) return fail("string too long");
  if (!is_affordable(size)) return fail_memory();
  String* made = make_uninitialised_string(heap(), size);
  char* at = made->data;
  for (uint32_t entry : list) {
    const String* part = m[entry >> 1].string();
    std::memcpy(at, part->data, part->size);
    at += part->size;
  }
  replace(to, Value::of(made));
  return true;
}

bool Operations::append_string(Value& to, String* more) {
  String* s = to.string();
  size_t size = size_t(s->size) + more->size;
  if (size > kMaxStringSize) return fail("string too long");
  if (!is_affordable(size)) return fail_memory();
  to = Value::of(take_append(heap(), s, more->view()));
  return true;
}

bool Operations::index_string(String* s, int64_t at, Value& to) {
  if (at < 0) at += s->size;
  bool inside = at >= 0 && at < int64_t(s->size);
  replace(to, Value::of(make_string(heap(), inside ? s->view().substr(size_t(at), 1) : "")));
  return true;
}

bool Operations::slice_string(String* s, int64_t from, int64_t end, Value& to) {
  size_t begin = slice_bound(from, s->size), stop = slice_bound(end, s->size);
  size_t size = stop > begin ? stop - begin : 0;
  if (!is_affordable(size)) return fail_memory();
  replace(to, Value::of(make_string(heap(), s->view().substr(begin, size))));
  return true;
}

bool Operations::contains_string(const String* whole, const String* part) {
  if (part->size == 0) return true;
  if (part->size > whole->size) return false;
  return memmem(whole->data, whole->size, part->data, part->size) != nullptr;
}

// ---- Addresses and subnets ------------------------------------------------------------

int Operations::compare_managed(TypeKind kind, Value a, Value b) {
  return compare(machine_.program_.types.basic(kind), a, b);
}
bool Operations::address_in_subnet(Value address, Value subnet) {
  return prefix_of(subnet).contains(address_of(address));
}
bool Operations::subnet_in_subnet(Value inner, Value outer) {
  return prefix_of(outer).contains(prefix_of(inner));
}

bool Operations::pattern_join(PatternJoin how, const Pattern* a, const Pattern* b, Value& to) {
  Result<Pattern*> made = join_patterns(heap(), how, a, b);
  if (!made) return fail("these patterns cannot be joined", made.error().message);
  replace(to, Value::of(made.value()));
  return true;
}

bool Operations::mask_address(Value address, uint64_t bits, Value& to) {
  IpAddress a = address_of(address);
  uint64_t limit = a.is_v4() ? 32 : 128;
  if (bits > limit)
    return fail("a subnet of IPv" + std::string(a.is_v4() ? "4" : "6") + " has at most " +
                    std::to_string(limit) + " bits",
                std::to_string(int64_t(bits)));
  replace(to, make_subnet(heap(), Prefix(a, int(bits))));
  return true;
}

void Operations::address_to_subnet(Value address, Value& to) {
  replace(to, make_subnet(heap(), Prefix::from_length128(address_of(address), 128)));
}

double Operations::size_of_subnet(Value subnet) {
  return std::ldexp(1.0, 128 - prefix_of(subnet).length128());
}

}  // namespace avocet
