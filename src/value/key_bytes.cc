#include "value/key_bytes.h"

#include <array>
#include <bit>

#include "value/record.h"
#include "value/table.h"
#include "value/vector.h"

namespace avocet {

namespace {

// How many containers in one another are looked at; deeper ones count as nothing.
constexpr int kLevels = 32;

// The expressions that a pattern stands for: one for all of a text, one for a part of it.
std::array<std::string, 2> texts_of(const Pattern* pattern) {
  std::string_view shown = pattern->text->view();  // ^?(abc)$?
  std::string inner(shown);
  if (shown.starts_with("^?(") && shown.ends_with(")$?")) inner = shown.substr(3, shown.size() - 6);
  return {"^?(" + inner + ")$?", "^?(.|\\n)*(" + inner + ")"};
}

class KeyBytes {
 public:
  explicit KeyBytes(std::string& out) : out_(out) {}

  void single(const Type* type, Value v) {
    if (type->kind == TypeKind::kString && !v.is_null()) {
      out_ += v.string()->view();
    } else if (type->kind == TypeKind::kPattern && !v.is_null()) {
      for (const std::string& text : texts_of(v.pattern()))
        out_.append(text.c_str(), text.size() + 1);
    } else {
      part(type, v, kLevels);
    }
  }

  void part(const Type* type, Value v, int levels) {
    switch (type->kind) {
    case TypeKind::kBool:
    case TypeKind::kInt:
    case TypeKind::kCount:
    case TypeKind::kEnum: return word(v.u);
    case TypeKind::kDouble:
    case TypeKind::kTime:
    case TypeKind::kInterval: return word(std::bit_cast<uint64_t>(v.d));
    case TypeKind::kPort: return port(Port::of(v));
    case TypeKind::kAddr: return address(v.is_null() ? IpAddress() : address_of(v));
    case TypeKind::kSubnet: return v.is_null() ? word(0) : subnet(prefix_of(v));
    case TypeKind::kString: return text(v.is_null() ? "" : v.string()->view());
    case TypeKind::kPattern:
      if (v.is_null()) return;
      for (const std::string& each : texts_of(v.pattern())) text({each.c_str(), each.size() + 1});
      return;
    case TypeKind::kRecord:
    case TypeKind::kVector:
    case TypeKind::kTable:
    case TypeKind::kSet:
    case TypeKind::kAny:
      if (!v.is_null() && levels > 0) container(type, v, levels - 1);
      return;
    case TypeKind::kFunction: return text(v.is_null() ? "" : v.function()->name);
    case TypeKind::kVoid:
    case TypeKind::kError:
    case TypeKind::kFile:
    case TypeKind::kOpaque:
    case TypeKind::kType:
    case TypeKind::kList: return;
    }
  }

 private:
  void align(size_t size) { out_.resize((out_.size() + size - 1) / size * size); }

  void number(uint64_t value, size_t size) {
    align(size);
    for (size_t i = 0; i < size; ++i) out_ += static_cast<char>(value >> (8 * i));
  }
  void word(uint64_t value) { number(value, 8); }
  void half(uint64_t value) { number(value, 4); }
  void flag(bool value) { out_ += static_cast<char>(value); }

  void text(std::string_view bytes) {
    half(bytes.size());
    out_ += bytes;
  }

  void port(Port port) {
    uint64_t above = 0;
    switch (port.protocol) {
    case PortProtocol::kUnknown: break;
    case PortProtocol::kTcp: above = 1; break;
    case PortProtocol::kUdp: above = 2; break;
    case PortProtocol::kIcmp: above = 3; break;
    }
    word(above << 16 | port.number);
  }

  void address(const IpAddress& address) {
    align(4);
    for (uint64_t half : {address.high(), address.low()})
      for (int shift = 56; shift >= 0; shift -= 8) out_ += static_cast<char>(half >> shift);
  }

  void subnet(const Prefix& prefix) {
    address(prefix.address());
    half(uint64_t(prefix.length128()) - (prefix.address().is_v4() ? 96 : 0));
  }

  void container(const Type* type, Value v, int levels) {
    if (type->kind == TypeKind::kRecord) return record(v.record(), levels);
    if (type->kind == TypeKind::kVector) return vector(v.vector(), levels);
    if (type->kind == TypeKind::kAny) return part(v.box()->type, v.box()->value, levels);
    table(v.table(), levels);
  }

  void record(Record* r, int levels) {
    const auto& fields = r->type()->fields;
    for (uint32_t i = 0; i < r->count; ++i) {
      if (is_lazy(r, i)) make_lazy_field(Heap::of(r), r, i);
      if (fields[i].optional() || fields[i].has_default()) flag(r->stored(i));
      if (r->stored(i)) part(fields[i].type, r->at(i), levels);
    }
  }

  void vector(Vector* vec, int levels) {
    half(vec->size);
    for (uint32_t i = 0; i < vec->size; ++i) {
      half(i);
      flag(vec->is_set(i));
      if (vec->is_set(i)) part(vec->type->element, vec->items[i], levels);
    }
  }

  void table(Table* t, int levels) {
    half(t->size());
    uint32_t position = 0;
    TableEntry entry;
    while (next_entry(t, position, entry)) {
      for (size_t k = 0; k < t->type->keys.size(); ++k)
        part(t->type->keys[k], entry.keys[k], levels);
      if (entry.value != nullptr) part(t->type->value, *entry.value, levels);
    }
  }

  std::string& out_;
};

}  // namespace

std::string key_bytes(const TableType* type, const Value* keys) {
  std::string bytes;
  KeyBytes writer(bytes);
  if (type->keys.size() == 1) {
    writer.single(type->keys[0], keys[0]);
  } else {
    for (size_t k = 0; k < type->keys.size(); ++k) writer.part(type->keys[k], keys[k], kLevels);
  }
  return bytes;
}

}  // namespace avocet
