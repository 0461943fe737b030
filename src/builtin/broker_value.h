// BrokerValue: a value as processes exchange it and stores keep it. It knows what kind of value it
// is, not the script's type: records are vectors of fields, enums are names. A script says with
// `as` what it wants, and gets it if that fits.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
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
  std::string text;  // strings, names of enums, addresses and networks as they print
  // Elements; of a table keys and values in turn. Those of sets and tables change by the functions
  // below alone.
  std::vector<BrokerValue> items;

  // Where the keys of a large set or table are, by their stored form. Made once enough has been
  // looked for, dropped when something is taken out; a copy makes its own.
  struct Index {
    Index() = default;
    Index(const Index&) {}
    Index(Index&&) = default;
    Index& operator=(const Index&) {
      places.reset();
      walked = 0;
      return *this;
    }
    Index& operator=(Index&&) = default;

    std::unique_ptr<std::unordered_map<std::string, size_t>> places;
    size_t walked = 0;  // items looked at in vain for want of it
  };
  mutable Index index = {};

  static BrokerValue of_bool(bool b) { return {Kind::kBool, Value::of_bool(b), {}, {}}; }
  static BrokerValue empty(Kind kind) { return {kind, Value::of_count(0), {}, {}}; }

  bool is_list() const { return kind >= Kind::kSet; }
  // A set's elements and a table's keys; how far the next one is.
  size_t stride() const { return kind == Kind::kTable ? 2 : 1; }
  size_t size() const { return items.size() / stride(); }
  // The place of a key or element; items.size() if it is not there.
  size_t find(const BrokerValue& key) const;
  // A key or element that find() does not know, and of a table its value.
  void append(BrokerValue key);
  void append(BrokerValue key, BrokerValue value);
  // Takes out the key or element at a place, and of a table its value.
  void remove(size_t at);
  void clear();
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
BrokerData* data_of(Record* record);

// What a value of a script is; nothing if it cannot be exchanged.
std::optional<BrokerValue> from_script(Heap& heap, const Type* type, Value v, int depth = 0);
// The same for an argument of type any.
std::optional<BrokerValue> argument(NativeCall& call, size_t i);
// As a value of that type, owned; nothing if it does not fit.
std::optional<Value> to_script(Heap& heap, const BrokerValue& v, const Type* type);
// A record Broker::Data. One of kNone has no data.
Value record_of(NativeCall& call, BrokerValue v);

// For people.
std::string shown(const BrokerValue& v);
// For files, and as what two equal values have in common: a letter for the kind, then bits, size of
// the text and number of items in hexadecimal digits, then text and items.
std::string stored(const BrokerValue& v);
// Reads what stored() wrote from the front of `text`. Nothing: it is something else.
std::optional<BrokerValue> take_stored(std::string_view& text, int depth = 0);

}  // namespace broker

}  // namespace avocet
