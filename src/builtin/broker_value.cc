#include "builtin/broker_value.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

namespace avocet {

// An index pays once so many times all items were walked through.
constexpr size_t kWalksBeforeIndex = 16;

size_t BrokerValue::find(const BrokerValue& key) const {
  const bool has_keys = kind == Kind::kSet || kind == Kind::kTable;
  if (has_keys && !index.places && index.walked > kWalksBeforeIndex * items.size()) {
    index.places = std::make_unique<std::unordered_map<std::string, size_t>>();
    for (size_t at = 0; at < items.size(); at += stride())
      index.places->emplace(broker::stored(items[at]), at);
  }
  if (index.places) {
    auto found = index.places->find(broker::stored(key));
    return found == index.places->end() ? items.size() : found->second;
  }
  size_t at = 0;
  while (at < items.size() && !(items[at] == key)) at += stride();
  index.walked += at;
  return at;
}

void BrokerValue::append(BrokerValue key) {
  if (index.places) index.places->emplace(broker::stored(key), items.size());
  items.push_back(std::move(key));
}

void BrokerValue::append(BrokerValue key, BrokerValue value) {
  append(std::move(key));
  items.push_back(std::move(value));
}

void BrokerValue::remove(size_t at) {
  auto begin = items.begin() + ptrdiff_t(at);
  items.erase(begin, begin + ptrdiff_t(stride()));
  index = Index();
}

void BrokerValue::clear() {
  items.clear();
  index = Index();
}

std::string BrokerData::describe() const { return "broker::data{" + broker::shown(value) + "}"; }

std::optional<Value> BrokerData::as(Heap& heap, const Type* wanted) const {
  return broker::to_script(heap, value, wanted);
}

namespace broker {

BrokerData* data_of(Record* record) {
  return record->stored(0) ? dynamic_cast<BrokerData*>(record->at(0).as<Opaque>()) : nullptr;
}

// Adds what `v` is; false if it cannot be exchanged.
static bool add_item(Heap& heap, BrokerValue& to, const Type* type, Value v, int depth) {
  auto item = from_script(heap, type, v, depth + 1);
  if (item) to.items.push_back(std::move(*item));
  return item.has_value();
}

static bool add_keys(Heap& heap, BrokerValue& to, const TableType* type, const Value* keys,
                     int depth) {
  if (type->keys.size() == 1) return add_item(heap, to, type->keys[0], keys[0], depth);
  BrokerValue list = BrokerValue::empty(Kind::kVector);
  for (size_t i = 0; i < type->keys.size(); ++i)
    if (!add_item(heap, list, type->keys[i], keys[i], depth)) return false;
  to.items.push_back(std::move(list));
  return true;
}

static std::optional<BrokerValue> from_table(Heap& heap, const TableType* type, Table* table,
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

static std::optional<BrokerValue> from_record(Heap& heap, Record* record, int depth) {
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

std::optional<BrokerValue> from_script(Heap& heap, const Type* type, Value v, int depth) {
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

static std::optional<Value> to_table(Heap& heap, const BrokerValue& v, const TableType* type) {
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

static std::optional<Value> to_vector(Heap& heap, const BrokerValue& v, const VectorType* type) {
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

static std::optional<Value> to_record(Heap& heap, const BrokerValue& v, const RecordType* type) {
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

std::optional<Value> to_script(Heap& heap, const BrokerValue& v, const Type* type) {
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

Value record_of(NativeCall& call, BrokerValue v) {
  Record* record = call.make_record("Broker::Data");
  if (v.kind == Kind::kNone) return Value::of(record);
  const auto* type = static_cast<const OpaqueType*>(record->type()->fields[0].type);
  record->set(0, Value::of(make_object<BrokerData>(call.heap(), type, std::move(v))));
  return Value::of(record);
}

std::optional<BrokerValue> argument(NativeCall& call, size_t i) {
  auto [type, value] = call.typed(i);
  return from_script(call.heap(), type, value);
}

// ---- As text --------------------------------------------------------------------------

std::string shown(const BrokerValue& v) {
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

static void append_stored(std::string& out, const BrokerValue& v) {
  out += char('a' + int(v.kind));
  out += fmt::format("{:x}.{:x}.{:x}:", v.plain.u, v.text.size(), v.items.size());
  out += v.text;
  for (const BrokerValue& item : v.items) append_stored(out, item);
}

std::string stored(const BrokerValue& v) {
  std::string out;
  append_stored(out, v);
  return out;
}

std::optional<BrokerValue> take_stored(std::string_view& text, int depth) {
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

}  // namespace avocet
