// Data stores of Broker in one process: keys and values of any kind, in memory, or in memory and in
// an SQLite database that the next run reads. There is nobody to share them with, so a clone is its
// master, or empty.
//
// The declarations stand in base/frameworks/broker/store.zeek. Questions are answered to a `when`,
// once the events at hand are handled; changes happen at once.

#include "builtin/broker_stores.h"

#include <list>
#include <unordered_map>

#include "builtin/broker_value.h"
#include "builtin/store_database.h"
#include "event/event_queue.h"

namespace avocet {

using Kind = BrokerValue::Kind;

struct BrokerStore {
  struct Entry {
    std::string stored_key;
    BrokerValue key;
    BrokerValue value;
    double expires;  // 0: never
  };

  explicit BrokerStore(std::string n) : name(std::move(n)) {}

  // Null if it is not there, or its time is over.
  Entry* find(const BrokerValue& key, double now) {
    auto found = index.find(broker::stored(key));
    if (found == index.end()) return nullptr;
    if (!is_over(*found->second, now)) return &*found->second;
    remove(found->second);
    return nullptr;
  }
  void put(const BrokerValue& key, BrokerValue value, double expires) {
    std::string text = broker::stored(key);
    auto found = index.find(text);
    if (found == index.end()) {
      entries.push_back({text, key, {}, 0});
      found = index.emplace(std::move(text), std::prev(entries.end())).first;
    }
    found->second->value = std::move(value);
    found->second->expires = expires;
    keep(*found->second);
  }
  // Writes an entry that was changed.
  void keep(const Entry& entry) {
    if (database.is_open())
      database.put(entry.stored_key, broker::stored(entry.value), entry.expires, true, 0);
  }
  void remove(std::list<Entry>::iterator entry) {
    if (database.is_open()) database.erase(entry->stored_key);
    index.erase(entry->stored_key);
    entries.erase(entry);
  }
  void expire(double now) {
    for (auto at = entries.begin(); at != entries.end();) {
      auto next = std::next(at);
      if (is_over(*at, now)) remove(at);
      at = next;
    }
  }
  void clear() {
    index.clear();
    entries.clear();
    if (database.is_open()) database.clear();
  }
  static bool is_over(const Entry& entry, double now) {
    return entry.expires > 0 && entry.expires <= now;
  }

  std::string name;
  bool closed = false;
  std::list<Entry> entries;                                           // in the order they were put
  std::unordered_map<std::string, std::list<Entry>::iterator> index;  // by the stored key
  StoreDatabase database;                                             // not open: memory alone
};

namespace {

// What scripts hold.
struct StoreHandle : Opaque {
  std::shared_ptr<BrokerStore> store;
  StoreHandle(const OpaqueType* of, std::shared_ptr<BrokerStore> s)
      : Opaque(of), store(std::move(s)) {}
  size_t byte_size() const override { return sizeof *this; }
  Opaque* clone(Heap& heap) const override { return make_object<StoreHandle>(heap, type, store); }
  std::string describe() const override { return "<opaque of Broker::Store>"; }
};

// Null if the argument is no store that is open.
BrokerStore* store_of(NativeCall& call) {
  auto* handle = dynamic_cast<StoreHandle*>(call.args[0].as<Opaque>());
  return handle && !handle->store->closed ? handle->store.get() : nullptr;
}

// ---- Making ---------------------------------------------------------------------------

Value handle_for(NativeCall& call, std::shared_ptr<BrokerStore> store) {
  return Value::of(make_object<StoreHandle>(
      call.heap(), static_cast<const OpaqueType*>(call.result_type()), std::move(store)));
}

// What an earlier run left. False if that cannot be read.
bool load(BrokerStore& store, double now) {
  auto outcome = store.database.each(now, [&](std::string_view k, std::string_view v, double when) {
    std::string key_text(k);
    auto key = broker::take_stored(k);
    auto value = broker::take_stored(v);
    if (!key || !value) return;  // not ours
    store.entries.push_back({key_text, std::move(*key), std::move(*value), when});
    store.index.emplace(std::move(key_text), std::prev(store.entries.end()));
  });
  return outcome == StoreDatabase::Outcome::kDone;
}

std::string path_of(NativeCall& call, const BrokerStore& store) {
  std::optional<Value> sqlite = field_of(call, call.record(2), "sqlite");
  std::string text(sqlite ? text_of(call, sqlite->record(), "path") : "");
  return text.empty() ? store.name + ".sqlite" : text;
}

void open_database(NativeCall& call, BrokerStore& store) {
  StoreDatabase::Options how;
  how.path = path_of(call, store);
  how.table = "broker_store";
  if (store.database.open(how) && load(store, call.network_time())) return;
  call.warn("cannot keep store " + store.name + " in " + how.path + ": " + store.database.error() +
            "; it is in memory alone");
  store.database.close();
}

Value create_master(NativeCall& call) {
  auto& stores = call.machine.service<BrokerStores>().by_name;
  std::string name(call.text(0));
  std::shared_ptr<BrokerStore>& store = stores[name];
  if (store && !store->closed) return handle_for(call, store);
  store = std::make_shared<BrokerStore>(name);
  // The second label of Broker::BackendType.
  if (call.integer(1) == 1) open_database(call, *store);
  return handle_for(call, store);
}

Value create_clone(NativeCall& call) {
  auto& stores = call.machine.service<BrokerStores>().by_name;
  std::string name(call.text(0));
  std::shared_ptr<BrokerStore>& store = stores[name];
  if (!store || store->closed) store = std::make_shared<BrokerStore>(name);
  return handle_for(call, store);
}

Value close(NativeCall& call) {
  BrokerStore* store = store_of(call);
  if (!store) return Value::of_bool(false);
  store->closed = true;
  store->database.close();
  return Value::of_bool(true);
}

// ---- Questions ------------------------------------------------------------------------

// An answer; nothing: there is none.
using Answer = std::optional<BrokerValue>;

Value result_of(NativeCall& call, Answer answer) {
  // The labels of Broker::QueryStatus: SUCCESS, FAILURE.
  RecordResult result(call, "Broker::QueryResult");
  result.set("status", Value::of_int(answer ? 0 : 1));
  return result.set("result", broker::record_of(call, answer.value_or(BrokerValue()))).take();
}

template <class F> Value answer_soon(NativeCall& call, F ask) {
  uint64_t ticket = 0;
  if (!call.suspend(&ticket)) return Value::null();
  BrokerStore* store = store_of(call);
  Answer answer = store ? ask(*store) : Answer();
  auto& triggers = call.machine.service<EventQueue>().triggers();
  triggers.answer_soon(ticket, result_of(call, std::move(answer)));
  return Value::null();
}

// The same for a key.
template <class F> Value answer_about(NativeCall& call, F ask) {
  return answer_soon(call, [&](BrokerStore& store) -> Answer {
    auto key = broker::argument(call, 1);
    if (!key) return std::nullopt;
    return ask(store, *key, store.find(*key, call.network_time()));
  });
}

Value exists(NativeCall& call) {
  return answer_about(call, [](BrokerStore&, const BrokerValue&, BrokerStore::Entry* entry) {
    return Answer(BrokerValue::of_bool(entry != nullptr));
  });
}

Value get(NativeCall& call) {
  return answer_about(call, [](BrokerStore&, const BrokerValue&, BrokerStore::Entry* entry) {
    return entry ? Answer(entry->value) : Answer();
  });
}

double expiry(NativeCall& call, size_t i) {
  return call.real(i) > 0 ? call.network_time() + call.real(i) : 0;
}

Value put_unique(NativeCall& call) {
  return answer_about(
      call, [&](BrokerStore& store, const BrokerValue& key, BrokerStore::Entry* entry) -> Answer {
        auto value = broker::argument(call, 2);
        if (!value) return std::nullopt;
        if (!entry) store.put(key, std::move(*value), expiry(call, 3));
        return BrokerValue::of_bool(!entry);
      });
}

Answer item_of(const BrokerValue& of, const BrokerValue& index) {
  size_t at = of.find(index);
  switch (of.kind) {
  case Kind::kSet: return BrokerValue::of_bool(at < of.items.size());
  case Kind::kTable: return at < of.items.size() ? Answer(of.items[at + 1]) : Answer();
  case Kind::kVector:
    if (index.kind != Kind::kCount || index.plain.u >= of.items.size()) return std::nullopt;
    return of.items[index.plain.u];
  default: return std::nullopt;
  }
}

Value get_index_from_value(NativeCall& call) {
  return answer_about(call,
                      [&](BrokerStore&, const BrokerValue&, BrokerStore::Entry* entry) -> Answer {
                        auto index = broker::argument(call, 2);
                        return entry && index ? item_of(entry->value, *index) : Answer();
                      });
}

Value keys(NativeCall& call) {
  return answer_soon(call, [&](BrokerStore& store) -> Answer {
    store.expire(call.network_time());
    BrokerValue all = BrokerValue::empty(Kind::kSet);
    for (const BrokerStore::Entry& entry : store.entries) all.items.push_back(entry.key);
    return all;
  });
}

// ---- Changes --------------------------------------------------------------------------

Value put(NativeCall& call) {
  BrokerStore* store = store_of(call);
  auto key = broker::argument(call, 1);
  auto value = broker::argument(call, 2);
  if (store && (!key || !value)) call.warn("Broker::put: this value cannot be kept in a store");
  if (store && key && value) store->put(*key, std::move(*value), expiry(call, 3));
  return Value::of_bool(store && key && value);
}

Value erase(NativeCall& call) {
  BrokerStore* store = store_of(call);
  auto key = broker::argument(call, 1);
  if (!store || !key) return Value::of_bool(false);
  auto found = store->index.find(broker::stored(*key));
  if (found != store->index.end()) store->remove(found->second);
  return Value::of_bool(true);
}

// Changes the value of a key. A missing one begins as `begin`, if that is something. The last
// argument says when it goes from now on; zero: as before.
template <class F> Value change(NativeCall& call, BrokerValue begin, F modify) {
  BrokerStore* store = store_of(call);
  auto key = broker::argument(call, 1);
  if (!store || !key) return Value::of_bool(false);
  BrokerStore::Entry* entry = store->find(*key, call.network_time());
  if (!entry && begin.kind == Kind::kNone) return Value::of_bool(true);
  if (!entry) {
    store->put(*key, std::move(begin), 0);
    entry = store->find(*key, call.network_time());
  }
  modify(entry->value);
  if (double when = expiry(call, call.count - 1); when > 0) entry->expires = when;
  store->keep(*entry);
  return Value::of_bool(true);
}

// Adds to a number, `sign` times. Numbers of different kinds do not mix, but times and intervals.
void add_to(BrokerValue& to, const BrokerValue& amount, int sign) {
  auto real = [](const BrokerValue& v) {
    return v.kind == Kind::kCount ? double(v.plain.u)
           : v.kind == Kind::kInt ? double(v.plain.i)
                                  : v.plain.d;
  };
  bool is_number = amount.kind >= Kind::kInt && amount.kind <= Kind::kDouble;
  is_number |= amount.kind == Kind::kInterval;
  if (!is_number) return;
  int64_t whole = amount.kind == Kind::kInt || amount.kind == Kind::kCount
                      ? amount.plain.i
                      : int64_t(std::min(std::max(real(amount), -9e18), 9e18));
  auto change = uint64_t(sign < 0 ? -uint64_t(whole) : uint64_t(whole));
  switch (to.kind) {
  case Kind::kCount:
  case Kind::kInt: to.plain = Value::of_count(to.plain.u + change); break;
  case Kind::kDouble:
  case Kind::kTime:
  case Kind::kInterval: to.plain = Value::of_double(to.plain.d + sign * real(amount)); break;
  default: break;
  }
}

Value add_amount(NativeCall& call, int sign) {
  auto amount = broker::argument(call, 2);
  if (!amount) return Value::of_bool(false);
  BrokerValue zero{amount->kind, Value::of_count(0), {}, {}};
  return change(call, std::move(zero), [&](BrokerValue& v) { add_to(v, *amount, sign); });
}

Value append(NativeCall& call) {
  BrokerValue begin{Kind::kString, Value::of_count(0), {}, {}};
  return change(call, std::move(begin), [&](BrokerValue& v) {
    if (v.kind == Kind::kString) v.text += call.text(2);
  });
}

Value insert_into_set(NativeCall& call) {
  auto item = broker::argument(call, 2);
  if (!item) return Value::of_bool(false);
  return change(call, BrokerValue::empty(Kind::kSet), [&](BrokerValue& v) {
    if (v.kind == Kind::kSet && v.find(*item) == v.items.size()) v.append(*item);
  });
}

Value insert_into_table(NativeCall& call) {
  auto key = broker::argument(call, 2);
  auto value = broker::argument(call, 3);
  if (!key || !value) return Value::of_bool(false);
  return change(call, BrokerValue::empty(Kind::kTable), [&](BrokerValue& v) {
    if (v.kind != Kind::kTable) return;
    size_t at = v.find(*key);
    if (at < v.items.size()) {
      v.items[at + 1] = *value;
      return;
    }
    v.append(*key, *value);
  });
}

Value remove_from(NativeCall& call) {
  auto key = broker::argument(call, 2);
  if (!key) return Value::of_bool(false);
  return change(call, {}, [&](BrokerValue& v) {
    if (v.kind != Kind::kSet && v.kind != Kind::kTable) return;
    size_t at = v.find(*key);
    if (at == v.items.size()) return;
    v.remove(at);
  });
}

Value push_item(NativeCall& call) {
  auto item = broker::argument(call, 2);
  if (!item) return Value::of_bool(false);
  return change(call, BrokerValue::empty(Kind::kVector), [&](BrokerValue& v) {
    if (v.kind == Kind::kVector) v.items.push_back(*item);
  });
}

Value pop_item(NativeCall& call) {
  return change(call, {}, [](BrokerValue& v) {
    if (v.kind == Kind::kVector && !v.items.empty()) v.items.pop_back();
  });
}

}  // namespace

void register_broker_stores(NativeRegistry& registry) {
  auto add = [&](std::string_view name, NativeFunction function) {
    registry.add_body(name, function);
  };
  add("Broker::create_master", create_master);
  add("Broker::create_clone", create_clone);
  add("Broker::close", close);
  add("Broker::is_closed",
      [](NativeCall& call) -> Value { return Value::of_bool(!store_of(call)); });
  add("Broker::store_name", [](NativeCall& call) -> Value {
    auto* handle = dynamic_cast<StoreHandle*>(call.args[0].as<Opaque>());
    return call.make_string(handle ? handle->store->name : std::string());
  });
  add("Broker::exists", exists);
  add("Broker::get", get);
  add("Broker::put_unique", put_unique);
  add("Broker::get_index_from_value", get_index_from_value);
  add("Broker::keys", keys);
  add("Broker::put", put);
  add("Broker::erase", erase);
  add("Broker::clear", [](NativeCall& call) -> Value {
    BrokerStore* store = store_of(call);
    if (store) store->clear();
    return Value::of_bool(store != nullptr);
  });
  add("Broker::increment", [](NativeCall& call) { return add_amount(call, 1); });
  add("Broker::decrement", [](NativeCall& call) { return add_amount(call, -1); });
  add("Broker::append", append);
  add("Broker::insert_into_set", insert_into_set);
  add("Broker::insert_into_table", insert_into_table);
  add("Broker::remove_from", remove_from);
  add("Broker::push", push_item);
  add("Broker::pop", pop_item);
}

}  // namespace avocet
