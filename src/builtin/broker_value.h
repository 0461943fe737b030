// BrokerValue: a value as processes exchange it and stores keep it. It knows what kind of value it
// is, not the script's type: records are vectors of fields, enums are names. A script says with
// `as` what it wants, and gets it if that fits.
#pragma once

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "builtin/entries.h"
#include "value/held_value.h"

namespace avocet {

struct BrokerValue {
  // In the order of Broker::DataType.
  enum class Kind : uint8_t {
    kNone,
    kBool,
    kInt,
    kCount,
    kDouble,
    kString,
    kAddr,
    kSubnet,
    kPort,
    kTime,
    kInterval,
    kEnum,
    kSet,
    kTable,
    kVector,
  };
  static constexpr int kMostNested = 64;

  Kind kind = Kind::kNone;
  Value plain = Value::of_count(0);  // of kinds that need no more
  std::string text;                // strings, names of enums, addresses and networks as they print
  std::vector<BrokerValue> items;  // elements; of a table keys and values in turn

  static BrokerValue of_bool(bool b) { return {Kind::kBool, Value::of_bool(b), {}, {}}; }
  static BrokerValue empty(Kind kind) { return {kind, Value::of_count(0), {}, {}}; }

  bool is_list() const { return kind >= Kind::kSet; }
  // A set's elements and a table's keys; how far the next one is.
  size_t stride() const { return kind == Kind::kTable ? 2 : 1; }
  size_t size() const { return items.size() / stride(); }
  // The place of a key or element; items.size() if it is not there.
  size_t find(const BrokerValue& key) const {
    size_t at = 0;
    while (at < items.size() && !(items[at] == key)) at += stride();
    return at;
  }
  bool operator==(const BrokerValue& o) const {
    return kind == o.kind && plain.u == o.plain.u && text == o.text && items == o.items;
  }
};

// ---- From and to values of scripts ----------------------------------------------------

// What is held by something that a script can cast.
struct BrokerData : HeldValue {
  BrokerValue value;
  BrokerData(const OpaqueType* of, BrokerValue v) : HeldValue(of), value(std::move(v)) {}
  size_t byte_size() const override { return sizeof *this; }
  Opaque* clone(Heap& heap) const override { return make_object<BrokerData>(heap, type, value); }
  std::string describe() const override;
  std::optional<Value> as(Heap& heap, const Type* wanted) const override;
};

namespace broker {

using Kind = BrokerValue::Kind;

// The held value of a record Broker::Data; null if it has none.
inline BrokerData* data_of(Record* record) {
  return record->stored(0) ? dynamic_cast<BrokerData*>(record->at(0).as<Opaque>()) : nullptr;
}

inline std::optional<BrokerValue> from_script(Heap& heap, const Type* type, Value v, int depth = 0);

// Adds what `v` is; false if it cannot be exchanged.
inline bool add_item(Heap& heap, BrokerValue& to, const Type* type, Value v, int depth) {
  auto item = from_script(heap, type, v, depth + 1);
  if (item) to.items.push_back(std::move(*item));
  return item.has_value();
}

inline bool add_keys(Heap& heap, BrokerValue& to, const TableType* type, const Value* keys,
                     int depth) {
  if (type->keys.size() == 1) return add_item(heap, to, type->keys[0], keys[0], depth);
  BrokerValue list = BrokerValue::empty(Kind::kVector);
  for (size_t i = 0; i < type->keys.size(); ++i)
    if (!add_item(heap, list, type->keys[i], keys[i], depth)) return false;
  to.items.push_back(std::move(list));
  return true;
}

inline std::optional<BrokerValue> from_table(Heap& heap, const TableType* type, Table* table,
                                             int depth) {
  BrokerValue made = BrokerValue::empty(type->is_set() ? Kind::kSet : Kind::kTable);
  uint32_t position = 0;
  TableEntry entry;
  while (next_entry(table, position, entry)) {
    if (!add_keys(heap, made, type, entry.keys, depth)) return std::nullopt;
    if (!type->is_set() && !add_item(heap, made, type->value, *entry.value, depth))
      return std::nullopt;
  }
  return made;
}

inline std::optional<BrokerValue> from_record(Heap& heap, Record* record, int depth) {
  if (record->type()->name == "Broker::Data") {
    BrokerData* data = data_of(record);
    return data ? data->value : BrokerValue();
  }
  BrokerValue made = BrokerValue::empty(Kind::kVector);
  for (uint32_t i = 0; i < record->type()->fields.size(); ++i) {
    if (!record->stored(i) && !is_lazy(record, i)) {
      made.items.emplace_back();
      continue;
    }
    Value field = record->stored(i) ? record->at(i) : make_lazy_field(heap, record, i);
    if (!add_item(heap, made, record->type()->fields[i].type, field, depth)) return std::nullopt;
  }
  return made;
}

inline std::optional<BrokerValue> from_script(Heap& heap, const Type* type, Value v, int depth) {
  if (depth > BrokerValue::kMostNested) return std::nullopt;
  auto plain = [&](Kind kind) { return BrokerValue{kind, v, {}, {}}; };
  auto text = [&](Kind kind, std::string text) {
    return BrokerValue{kind, Value::of_count(0), std::move(text), {}};
  };
  switch (type->kind) {
  case TypeKind::kBool: return plain(Kind::kBool);
  case TypeKind::kInt: return plain(Kind::kInt);
  case TypeKind::kCount: return plain(Kind::kCount);
  case TypeKind::kDouble: return plain(Kind::kDouble);
  case TypeKind::kTime: return plain(Kind::kTime);
  case TypeKind::kInterval: return plain(Kind::kInterval);
  case TypeKind::kPort: return plain(Kind::kPort);
  case TypeKind::kString: return text(Kind::kString, std::string(v.string()->view()));
  case TypeKind::kEnum: return text(Kind::kEnum, to_string(type, v));
  case TypeKind::kAddr: return text(Kind::kAddr, to_string(type, v));
  case TypeKind::kSubnet: return text(Kind::kSubnet, to_string(type, v));
  case TypeKind::kSet:
  case TypeKind::kTable: return from_table(heap, as_table(type), v.table(), depth);
  case TypeKind::kVector: {
    BrokerValue made = BrokerValue::empty(Kind::kVector);
    Vector* vector = v.vector();
    for (uint32_t i = 0; i < vector->size; ++i) {
      if (!vector->is_set(i))
        made.items.emplace_back();
      else if (!add_item(heap, made, vector->type->element, vector->items[i], depth))
        return std::nullopt;
    }
    return made;
  }
  case TypeKind::kRecord: return from_record(heap, v.record(), depth);
  case TypeKind::kAny: return from_script(heap, v.box()->type, v.box()->value, depth + 1);
  case TypeKind::kOpaque:
    if (auto* data = dynamic_cast<BrokerData*>(v.as<Opaque>())) return data->value;
    return std::nullopt;
  case TypeKind::kPattern:
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kType:
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kList: return std::nullopt;
  }
  UNREACHABLE();
}

inline std::optional<Value> to_script(Heap& heap, const BrokerValue& v, const Type* type);

inline std::optional<Value> to_table(Heap& heap, const BrokerValue& v, const TableType* type) {
  if (v.kind != (type->is_set() ? Kind::kSet : Kind::kTable)) return std::nullopt;
  Table* table = make_table(heap, type);
  Owned kept(Value::of(table));
  size_t n = type->keys.size();
  for (size_t at = 0; at + v.stride() <= v.items.size(); at += v.stride()) {
    const BrokerValue& key = v.items[at];
    if (n > 1 && (!key.is_list() || key.items.size() != n)) return std::nullopt;
    std::vector<Value> keys;
    std::vector<Owned> owned;
    for (size_t i = 0; i < n; ++i) {
      auto made = to_script(heap, n == 1 ? key : key.items[i], type->keys[i]);
      if (!made) return std::nullopt;
      keys.push_back(*made);
      if (type->keys[i]->managed()) owned.emplace_back(*made);
    }
    Value yield = Value::null();
    if (!type->is_set()) {
      auto made = to_script(heap, v.items[at + 1], type->value);
      if (!made) return std::nullopt;
      yield = *made;
    }
    put(heap, table, keys.data(), yield);
  }
  return kept.take();
}

inline std::optional<Value> to_vector(Heap& heap, const BrokerValue& v, const VectorType* type) {
  if (v.kind != Kind::kVector) return std::nullopt;
  Vector* vector = make_vector(heap, type, v.items.size());
  Owned kept(Value::of(vector));
  for (uint32_t i = 0; i < v.items.size(); ++i) {
    if (v.items[i].kind == Kind::kNone) continue;
    auto made = to_script(heap, v.items[i], type->element);
    if (!made) return std::nullopt;
    put(heap, vector, i, *made);
  }
  return kept.take();
}

inline std::optional<Value> to_record(Heap& heap, const BrokerValue& v, const RecordType* type) {
  bool fits = v.kind == Kind::kVector && type->shape && v.items.size() == type->fields.size();
  if (!fits) return std::nullopt;
  Record* record = make_record(heap, type);
  Owned kept(Value::of(record));
  for (uint32_t i = 0; i < v.items.size(); ++i) {
    const RecordField& field = type->fields[i];
    if (v.items[i].kind == Kind::kNone) {
      if (!field.optional() && !field.has_default()) return std::nullopt;
      continue;
    }
    auto made = to_script(heap, v.items[i], field.type);
    if (!made) return std::nullopt;
    record->set(i, *made);
  }
  return kept.take();
}

inline std::optional<Value> to_script(Heap& heap, const BrokerValue& v, const Type* type) {
  auto plain = [&](Kind kind) { return v.kind == kind ? std::optional(v.plain) : std::nullopt; };
  switch (type->kind) {
  case TypeKind::kBool: return plain(Kind::kBool);
  case TypeKind::kInt: return plain(Kind::kInt);
  case TypeKind::kCount: return plain(Kind::kCount);
  case TypeKind::kDouble: return plain(Kind::kDouble);
  case TypeKind::kTime: return plain(Kind::kTime);
  case TypeKind::kInterval: return plain(Kind::kInterval);
  case TypeKind::kPort: return plain(Kind::kPort);
  case TypeKind::kString:
    if (v.kind != Kind::kString) return std::nullopt;
    return Value::of(make_string(heap, v.text));
  case TypeKind::kEnum: {
    const EnumLabel* label = v.kind == Kind::kEnum ? as_enum(type)->find(v.text) : nullptr;
    return label ? std::optional(Value::of_int(label->value)) : std::nullopt;
  }
  case TypeKind::kAddr: {
    auto address = v.kind == Kind::kAddr ? IpAddress::parse(v.text) : std::nullopt;
    return address ? std::optional(make_address(heap, *address)) : std::nullopt;
  }
  case TypeKind::kSubnet: {
    auto prefix = v.kind == Kind::kSubnet ? Prefix::parse(v.text) : std::nullopt;
    return prefix ? std::optional(make_subnet(heap, *prefix)) : std::nullopt;
  }
  case TypeKind::kSet:
  case TypeKind::kTable: return to_table(heap, v, as_table(type));
  case TypeKind::kVector: return to_vector(heap, v, as_vector(type));
  case TypeKind::kRecord: return to_record(heap, v, as_record(type));
  case TypeKind::kPattern:
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kOpaque:
  case TypeKind::kAny:
  case TypeKind::kType:
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kList: return std::nullopt;
  }
  UNREACHABLE();
}

// A record Broker::Data. One of kNone has no data.
inline Value record_of(NativeCall& call, BrokerValue v) {
  Record* record = call.make_record("Broker::Data");
  if (v.kind == Kind::kNone) return Value::of(record);
  const auto* type = static_cast<const OpaqueType*>(record->type()->fields[0].type);
  record->set(0, Value::of(make_object<BrokerData>(call.heap(), type, std::move(v))));
  return Value::of(record);
}

// An argument of type any.
inline std::optional<BrokerValue> argument(NativeCall& call, size_t i) {
  auto [type, value] = call.typed(i);
  return from_script(call.heap(), type, value);
}

// ---- As text --------------------------------------------------------------------------

// For people.
inline std::string shown(const BrokerValue& v) {
  auto list = [&](const char* open, const char* between, const char* close) {
    std::string out = open;
    for (size_t i = 0; i < v.items.size(); ++i) {
      bool is_value = v.kind == Kind::kTable && i % 2 == 1;
      out += (i == 0 ? "" : is_value ? " -> " : between) + shown(v.items[i]);
    }
    return out + close;
  };
  switch (v.kind) {
  case Kind::kNone: return "nil";
  case Kind::kBool: return v.plain.b() ? "T" : "F";
  case Kind::kInt: return std::to_string(v.plain.i);
  case Kind::kCount: return std::to_string(v.plain.u);
  case Kind::kDouble: return fmt::format("{:f}", v.plain.d);
  case Kind::kTime:
  case Kind::kInterval: return fmt::format("{:.0f}ns", v.plain.d * 1e9);
  case Kind::kPort: {
    Port port = Port::of(v.plain);
    return fmt::format("{}/{}", port.number, protocol_name(port.protocol));
  }
  case Kind::kString:
  case Kind::kEnum:
  case Kind::kAddr:
  case Kind::kSubnet: return v.text;
  case Kind::kSet:
  case Kind::kTable: return list("{", ", ", "}");
  case Kind::kVector: return list("(", ", ", ")");
  }
  UNREACHABLE();
}

// For files, and as what two equal values have in common: a letter for the kind, then bits, size of
// the text and number of items in hexadecimal digits, then text and items.
inline void append_stored(std::string& out, const BrokerValue& v) {
  out += char('a' + int(v.kind));
  out += fmt::format("{:x}.{:x}.{:x}:", v.plain.u, v.text.size(), v.items.size());
  out += v.text;
  for (const BrokerValue& item : v.items) append_stored(out, item);
}

inline std::string stored(const BrokerValue& v) {
  std::string out;
  append_stored(out, v);
  return out;
}

// Reads what append_stored() wrote from the front of `text`. Nothing: it is something else.
inline std::optional<BrokerValue> take_stored(std::string_view& text, int depth = 0) {
  if (depth > BrokerValue::kMostNested || text.empty()) return std::nullopt;
  BrokerValue made;
  int kind = text[0] - 'a';
  if (kind < 0 || kind > int(Kind::kVector)) return std::nullopt;
  made.kind = Kind(kind);
  text.remove_prefix(1);
  uint64_t numbers[3];
  for (uint64_t& number : numbers) {
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
    size_t used = size_t(end - text.data());
    if (error != std::errc() || used >= text.size()) return std::nullopt;
    text.remove_prefix(used + 1);
  }
  // Each item has at least seven bytes.
  if (numbers[1] > text.size() || numbers[2] > (text.size() - numbers[1]) / 7) return std::nullopt;
  made.plain = Value::of_count(numbers[0]);
  made.text = text.substr(0, numbers[1]);
  text.remove_prefix(numbers[1]);
  for (uint64_t i = 0; i < numbers[2]; ++i) {
    auto item = take_stored(text, depth + 1);
    if (!item) return std::nullopt;
    made.items.push_back(std::move(*item));
  }
  return made;
}

}  // namespace broker

inline std::string BrokerData::describe() const {
  return "broker::data{" + broker::shown(value) + "}";
}

inline std::optional<Value> BrokerData::as(Heap& heap, const Type* wanted) const {
  return broker::to_script(heap, value, wanted);
}

}  // namespace avocet
