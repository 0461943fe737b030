// Broker::Data: values whose types are found out while the program runs, taken apart and put
// together piece by piece. The declarations stand in base/frameworks/broker/store.zeek.

#include "builtin/broker_value.h"

namespace avocet {

namespace {

using Kind = BrokerValue::Kind;

// More fields than a record can have.
constexpr uint64_t kMostFields = 1 << 16;

// A copy of what an iterator goes over, and how far it is.
struct BrokerIterator : Opaque {
  BrokerValue over;
  size_t at = 0;
  BrokerIterator(const OpaqueType* of, BrokerValue v) : Opaque(of), over(std::move(v)) {}
  size_t byte_size() const override { return sizeof *this; }
  bool is_over() const { return at >= over.items.size(); }
};

// The held value of argument `i`; null, with a run-time error, if it is of another kind.
BrokerValue* held(NativeCall& call, size_t i, Kind kind) {
  BrokerData* data = broker::data_of(call.record(i));
  if (data && data->value.kind == kind) return &data->value;
  call.fail(kind == Kind::kSet     ? "the Broker data is no set"
            : kind == Kind::kTable ? "the Broker data is no table"
                                   : "the Broker data is no vector");
  return nullptr;
}

Value none(NativeCall& call) { return broker::record_of(call, {}); }

// An argument of type any; a run-time error if it cannot be exchanged.
std::optional<BrokerValue> given(NativeCall& call, size_t i) {
  auto value = broker::argument(call, i);
  if (!value) call.fail("a " + to_string(call.typed(i).first) + " cannot be made Broker data");
  return value;
}

Value created(NativeCall& call, Kind kind) {
  return broker::record_of(call, BrokerValue::empty(kind));
}

Value clear(NativeCall& call, Kind kind) {
  BrokerValue* v = held(call, 0, kind);
  if (v) v->clear();
  return Value::of_bool(v != nullptr);
}

Value size(NativeCall& call, Kind kind) {
  BrokerValue* v = held(call, 0, kind);
  return Value::of_count(v ? v->size() : 0);
}

// ---- Sets and tables ------------------------------------------------------------------

Value contains(NativeCall& call, Kind kind) {
  BrokerValue* v = held(call, 0, kind);
  auto key = v ? given(call, 1) : std::nullopt;
  return Value::of_bool(key && v->find(*key) < v->items.size());
}

Value set_insert(NativeCall& call) {
  BrokerValue* v = held(call, 0, Kind::kSet);
  auto key = v ? given(call, 1) : std::nullopt;
  if (!key || v->find(*key) < v->items.size()) return Value::of_bool(false);
  v->append(std::move(*key));
  return Value::of_bool(true);
}

Value set_remove(NativeCall& call) {
  BrokerValue* v = held(call, 0, Kind::kSet);
  auto key = v ? given(call, 1) : std::nullopt;
  size_t at = key ? v->find(*key) : 0;
  if (!key || at >= v->items.size()) return Value::of_bool(false);
  v->remove(at);
  return Value::of_bool(true);
}

Value table_insert(NativeCall& call) {
  BrokerValue* v = held(call, 0, Kind::kTable);
  auto key = v ? given(call, 1) : std::nullopt;
  auto value = key ? given(call, 2) : std::nullopt;
  if (!value) return Value::null();
  size_t at = v->find(*key);
  if (at < v->items.size())
    return broker::record_of(call, std::exchange(v->items[at + 1], std::move(*value)));
  v->append(std::move(*key), std::move(*value));
  return none(call);
}

Value table_remove(NativeCall& call) {
  BrokerValue* v = held(call, 0, Kind::kTable);
  auto key = v ? given(call, 1) : std::nullopt;
  if (!key) return Value::null();
  size_t at = v->find(*key);
  if (at >= v->items.size()) return none(call);
  BrokerValue old = std::move(v->items[at + 1]);
  v->remove(at);
  return broker::record_of(call, std::move(old));
}

Value table_lookup(NativeCall& call) {
  BrokerValue* v = held(call, 0, Kind::kTable);
  auto key = v ? given(call, 1) : std::nullopt;
  if (!key) return Value::null();
  size_t at = v->find(*key);
  return at < v->items.size() ? broker::record_of(call, v->items[at + 1]) : none(call);
}

// ---- Vectors, and records, which are the same -------------------------------------------

Value vector_insert(NativeCall& call) {
  BrokerValue* v = held(call, 0, Kind::kVector);
  auto item = v ? given(call, 2) : std::nullopt;
  if (!item) return Value::of_bool(false);
  size_t at = std::min<uint64_t>(call.number(1), v->items.size());
  v->items.insert(v->items.begin() + ptrdiff_t(at), std::move(*item));
  return Value::of_bool(true);
}

Value vector_replace(NativeCall& call) {
  BrokerValue* v = held(call, 0, Kind::kVector);
  auto item = v ? given(call, 2) : std::nullopt;
  if (!item) return Value::null();
  if (call.number(1) >= v->items.size()) return none(call);
  return broker::record_of(call, std::exchange(v->items[call.number(1)], std::move(*item)));
}

Value vector_remove(NativeCall& call) {
  BrokerValue* v = held(call, 0, Kind::kVector);
  if (!v) return Value::null();
  if (call.number(1) >= v->items.size()) return none(call);
  BrokerValue old = std::move(v->items[call.number(1)]);
  v->items.erase(v->items.begin() + ptrdiff_t(call.number(1)));
  return broker::record_of(call, std::move(old));
}

Value vector_lookup(NativeCall& call) {
  BrokerValue* v = held(call, 0, Kind::kVector);
  if (!v) return Value::null();
  return call.number(1) < v->items.size() ? broker::record_of(call, v->items[call.number(1)])
                                          : none(call);
}

Value record_create(NativeCall& call) {
  if (call.number(0) > kMostFields) return call.fail("a record has no so many fields");
  BrokerValue made = BrokerValue::empty(Kind::kVector);
  made.items.resize(call.number(0));
  return broker::record_of(call, std::move(made));
}

Value record_assign(NativeCall& call) {
  BrokerValue* v = held(call, 0, Kind::kVector);
  auto item = v ? given(call, 2) : std::nullopt;
  if (!item || call.number(1) >= v->items.size()) return Value::of_bool(false);
  v->items[call.number(1)] = std::move(*item);
  return Value::of_bool(true);
}

// ---- Iterators ------------------------------------------------------------------------

Value iterator(NativeCall& call, Kind kind) {
  BrokerValue* v = held(call, 0, kind);
  if (!v) return Value::null();
  return Value::of(make_object<BrokerIterator>(
      call.heap(), static_cast<const OpaqueType*>(call.result_type()), *v));
}

BrokerIterator* iterator_of(NativeCall& call) {
  auto* found = dynamic_cast<BrokerIterator*>(call.args[0].as<Opaque>());
  if (!found) call.fail("this is no iterator over Broker data");
  return found;
}

Value iterator_last(NativeCall& call) {
  BrokerIterator* it = iterator_of(call);
  return Value::of_bool(!it || it->is_over());
}

Value iterator_next(NativeCall& call) {
  BrokerIterator* it = iterator_of(call);
  if (!it || it->is_over()) return Value::of_bool(false);
  it->at += it->over.stride();
  return Value::of_bool(!it->is_over());
}

Value iterator_value(NativeCall& call) {
  BrokerIterator* it = iterator_of(call);
  if (!it) return Value::null();
  if (it->is_over()) return call.fail("the iterator is behind the last element");
  if (it->over.kind != Kind::kTable) return broker::record_of(call, it->over.items[it->at]);
  RecordResult item(call, "Broker::TableItem");
  item.set("key", broker::record_of(call, it->over.items[it->at]));
  return item.set("val", broker::record_of(call, it->over.items[it->at + 1])).take();
}

template <Kind kKind> Value made(NativeCall& call) { return created(call, kKind); }
template <Kind kKind> Value emptied(NativeCall& call) { return clear(call, kKind); }
template <Kind kKind> Value counted(NativeCall& call) { return size(call, kKind); }
template <Kind kKind> Value held_in(NativeCall& call) { return contains(call, kKind); }
template <Kind kKind> Value iterated(NativeCall& call) { return iterator(call, kKind); }

}  // namespace

void register_broker_data(NativeRegistry& registry) {
  auto add = [&](std::string_view name, NativeFunction function) {
    registry.add_body(name, function);
  };
  // What cannot be exchanged becomes a record without data.
  add("Broker::data", [](NativeCall& call) -> Value {
    return broker::record_of(call, broker::argument(call, 0).value_or(BrokerValue()));
  });
  add("Broker::data_type", [](NativeCall& call) -> Value {
    BrokerData* data = broker::data_of(call.record(0));
    return Value::of_int(int64_t(data ? data->value.kind : Kind::kNone));
  });
  add("Broker::set_create", made<Kind::kSet>);
  add("Broker::set_clear", emptied<Kind::kSet>);
  add("Broker::set_size", counted<Kind::kSet>);
  add("Broker::set_contains", held_in<Kind::kSet>);
  add("Broker::set_insert", set_insert);
  add("Broker::set_remove", set_remove);
  add("Broker::table_create", made<Kind::kTable>);
  add("Broker::table_clear", emptied<Kind::kTable>);
  add("Broker::table_size", counted<Kind::kTable>);
  add("Broker::table_contains", held_in<Kind::kTable>);
  add("Broker::table_insert", table_insert);
  add("Broker::table_remove", table_remove);
  add("Broker::table_lookup", table_lookup);
  add("Broker::vector_create", made<Kind::kVector>);
  add("Broker::vector_clear", emptied<Kind::kVector>);
  add("Broker::vector_size", counted<Kind::kVector>);
  add("Broker::vector_insert", vector_insert);
  add("Broker::vector_replace", vector_replace);
  add("Broker::vector_remove", vector_remove);
  add("Broker::vector_lookup", vector_lookup);
  add("Broker::record_create", record_create);
  add("Broker::record_size", counted<Kind::kVector>);
  add("Broker::record_assign", record_assign);
  add("Broker::record_lookup", vector_lookup);
  add("Broker::set_iterator", iterated<Kind::kSet>);
  add("Broker::table_iterator", iterated<Kind::kTable>);
  add("Broker::vector_iterator", iterated<Kind::kVector>);
  add("Broker::record_iterator", iterated<Kind::kVector>);
  for (std::string what : {"set", "table", "vector", "record"}) {
    add("Broker::" + what + "_iterator_last", iterator_last);
    add("Broker::" + what + "_iterator_next", iterator_next);
    add("Broker::" + what + "_iterator_value", iterator_value);
  }
}

}  // namespace avocet
