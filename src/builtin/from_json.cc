// Values from JSON, read towards a type.

#include <algorithm>
#include <cmath>
#include <optional>

#include "builtin/entries.h"
#include "builtin/json_reader.h"
#include "builtin/json_values.h"
#include "value/number.h"
#include "value/pattern.h"
#include "vm/computed_defaults.h"

namespace avocet {

namespace {

// Turns JSON into values of given types. Every function yields an owned value, or nothing with
// `error` set.
class FromJson {
 public:
  FromJson(NativeCall& call, Function* key_function)
      : call_(call), heap_(call.heap()), key_function_(key_function) {}

  std::optional<Value> value(const JsonValue& json, const Type* type) {
    switch (type->kind) {
    case TypeKind::kBool:
      if (json.kind != JsonKind::kBool) return mismatch(json, type);
      return Value::of_bool(json.boolean);
    case TypeKind::kInt: return integer(json, type);
    case TypeKind::kCount: return count(json, type);
    case TypeKind::kInterval: return interval(json, type);
    case TypeKind::kDouble:
    case TypeKind::kTime: return real(json, type);
    case TypeKind::kPort: return port(json, type);
    case TypeKind::kString:
      if (json.kind != JsonKind::kString) return mismatch(json, type);
      return Value::of(make_string(heap_, json.text));
    case TypeKind::kAddr: return address(json, type);
    case TypeKind::kSubnet: return subnet(json, type);
    case TypeKind::kEnum: return enumeration(json, type);
    case TypeKind::kPattern: return pattern(json, type);
    case TypeKind::kVector: return vector(json, type);
    case TypeKind::kSet: return set(json, type);
    case TypeKind::kTable: return table(json, type);
    case TypeKind::kRecord: return record(json, type);
    case TypeKind::kVoid:
    case TypeKind::kError:
    case TypeKind::kFunction:
    case TypeKind::kFile:
    case TypeKind::kOpaque:
    case TypeKind::kAny:
    case TypeKind::kType:
    case TypeKind::kList: return fail("type '" + to_string(type) + "' unsupport");
    }
    UNREACHABLE();
  }

  std::string error;

 private:
  std::nullopt_t fail(std::string message) {
    if (error.empty()) error = std::move(message);
    return std::nullopt;
  }
  std::nullopt_t mismatch(const JsonValue& json, const Type* type) {
    return fail("cannot convert JSON type '" + std::string(json.kind_name()) + "' to Zeek type '" +
                std::string(kind_name(type->kind)) + "'");
  }
  std::nullopt_t invalid(const JsonValue& json, const Type* type) {
    return fail("invalid value for " + std::string(kind_name(type->kind)) + ": '" + json.text +
                "'");
  }

  std::optional<Value> integer(const JsonValue& json, const Type* type) {
    if (json.kind != JsonKind::kNumber) return mismatch(json, type);
    auto n = parse_int(json.text);
    if (!n) return mismatch(json, type);
    return Value::of_int(*n);
  }
  std::optional<Value> count(const JsonValue& json, const Type* type) {
    if (json.kind != JsonKind::kNumber) return mismatch(json, type);
    auto n = parse_count(json.text);
    if (!n) return mismatch(json, type);
    return Value::of_count(*n);
  }
  std::optional<Value> real(const JsonValue& json, const Type* type) {
    if (json.kind != JsonKind::kNumber) return mismatch(json, type);
    auto d = parse_double(json.text);
    if (!d) return mismatch(json, type);
    return Value::of_double(*d);
  }

  // "1.0 hr 20.0 secs", as an interval is rendered, or a number of seconds.
  std::optional<Value> interval(const JsonValue& json, const Type* type) {
    if (json.kind != JsonKind::kString) return real(json, type);
    double seconds = 0;
    std::string_view rest = json.text;
    while (!rest.empty()) {
      std::string_view number = take_word(rest), unit = take_word(rest);
      auto n = parse_double(number);
      auto length = seconds_in_unit(unit);
      if (!n || !length) return invalid(json, type);
      seconds += *n * *length;
    }
    return Value::of_double(seconds);
  }
  static std::string_view take_word(std::string_view& text) {
    size_t end = std::min(text.find(' '), text.size());
    std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
  }

  std::optional<Value> port(const JsonValue& json, const Type* type) {
    std::string text = json.text;
    if (json.kind == JsonKind::kObject) {
      const JsonValue* number = json.find("port");
      const JsonValue* protocol = json.find("proto");
      if (!number || !protocol)
        return fail("wrong port format, object must have 'port' and 'proto' members");
      if (number->kind != JsonKind::kNumber)
        return fail("wrong port format, port must be a number");
      if (protocol->kind != JsonKind::kString)
        return fail("wrong port format, protocol must be a string");
      text = number->text + "/" + protocol->text;
    } else if (json.kind != JsonKind::kString) {
      return mismatch(json, type);
    }
    auto read = parse_port(text);
    if (!read)
      return fail("wrong port format, string must be /[0-9]{1,5}\\/(tcp|udp|icmp|unknown)/");
    return read->value();
  }

  std::optional<Value> address(const JsonValue& json, const Type* type) {
    if (json.kind != JsonKind::kString) return mismatch(json, type);
    auto a = IpAddress::parse(json.text);
    if (!a) return invalid(json, type);
    return make_address(heap_, *a);
  }

  // "10.0.0.0/8", also "[fe80::]/10" and "[fe80::/10]".
  std::optional<Value> subnet(const JsonValue& json, const Type* type) {
    if (json.kind != JsonKind::kString) return mismatch(json, type);
    std::string text;
    for (char c : json.text)
      if (c != '[' && c != ']') text += c;
    auto prefix = Prefix::parse(text);
    if (!prefix) return invalid(json, type);
    return make_subnet(heap_, *prefix);
  }

  std::optional<Value> enumeration(const JsonValue& json, const Type* type) {
    if (json.kind != JsonKind::kString) return mismatch(json, type);
    const EnumLabel* label = as_enum(type)->find(json.text);
    if (!label)
      return fail("'" + json.text + "' is not a valid enum for '" + std::string(type->name) + "'.");
    return Value::of_int(label->value);
  }

  // "/abc/", or the text between the slashes.
  std::optional<Value> pattern(const JsonValue& json, const Type* type) {
    if (json.kind != JsonKind::kString) return mismatch(json, type);
    std::string_view text = json.text;
    if (text.size() >= 2 && text.front() == '/' && text.back() == '/')
      text = text.substr(1, text.size() - 2);
    // As a pattern is rendered.
    if (text.starts_with("^?(") && text.ends_with(")$?")) text = text.substr(3, text.size() - 6);
    if (check_pattern(text)) {
      complain(call_, "this is no pattern: /" + std::string(text) + "/");
      return fail("error compiling pattern");
    }
    return Value::of(make_pattern(heap_, text));
  }

  std::optional<Value> vector(const JsonValue& json, const Type* type) {
    if (json.kind != JsonKind::kArray) return mismatch(json, type);
    const VectorType* vector_type = as_vector(type);
    Owned made(Value::of(make_vector(heap_, vector_type, json.items.size())));
    for (const JsonValue& item : json.items) {
      if (item.kind == JsonKind::kNull) continue;
      auto element = value(item, vector_type->element);
      if (!element) return std::nullopt;
      push(heap_, made.get().vector(), *element);
    }
    return made.take();
  }

  // Inserts one key, given as one value or as an array of several. Takes over the count of `yield`.
  bool insert(Table* table, const JsonValue& json, Value yield) {
    const auto& key_types = table->type->keys;
    std::vector<Value> keys;
    bool done = true;
    if (key_types.size() > 1 &&
        (json.kind != JsonKind::kArray || json.items.size() != key_types.size())) {
      fail("index type doesn't match");
      done = false;
    }
    for (size_t i = 0; done && i < key_types.size(); ++i) {
      auto key = value(key_types.size() == 1 ? json : json.items[i], key_types[i]);
      if (key)
        keys.push_back(*key);
      else
        done = false;
    }
    if (done) put(heap_, table, keys.data(), yield);
    for (size_t i = 0; i < keys.size(); ++i)
      if (key_types[i]->managed()) release(keys[i]);
    return done;
  }

  std::optional<Value> set(const JsonValue& json, const Type* type) {
    if (json.kind != JsonKind::kArray) return mismatch(json, type);
    Owned made(Value::of(make_table(heap_, as_table(type))));
    for (const JsonValue& item : json.items)
      if (item.kind != JsonKind::kNull && !insert(made.get().table(), item, Value::null()))
        return std::nullopt;
    return made.take();
  }

  static bool written_as_string(TypeKind kind) {
    return kind == TypeKind::kString || kind == TypeKind::kAddr || kind == TypeKind::kSubnet ||
           kind == TypeKind::kPort || kind == TypeKind::kEnum || kind == TypeKind::kPattern;
  }

  // The keys of the object are the table's: what is a string in JSON as it is, ports also as
  // objects, all others as JSON.
  std::optional<Value> table(const JsonValue& json, const Type* type) {
    if (json.kind != JsonKind::kObject) return mismatch(json, type);
    const TableType* table_type = as_table(type);
    Owned made(Value::of(make_table(heap_, table_type)));
    for (const auto& [name, member] : json.members) {
      JsonValue key;
      bool composite = table_type->keys.size() > 1;
      TypeKind kind = table_type->keys[0]->kind;
      bool is_json = composite || !written_as_string(kind) ||
                     (kind == TypeKind::kPort && name.starts_with('{'));
      if (!is_json || !JsonReader(name).read(key)) {
        if (composite) return fail("index type doesn't match");
        key = {.kind = JsonKind::kString, .text = name};
      }
      auto yield = value(member, table_type->value);
      if (!yield) return std::nullopt;
      if (!insert(made.get().table(), key, *yield)) {
        if (table_type->value->managed()) release(*yield);
        return std::nullopt;
      }
    }
    return made.take();
  }

  // The name of a member as the record knows it; nothing if the function failed.
  std::optional<std::string> field_name(const std::string& name) {
    if (!key_function_) return name;
    Owned argument(Value::of(make_string(heap_, name)));
    Value arguments[] = {argument.get()};
    Returned result;
    if (!call_.call(key_function_, arguments, &result)) return fail("key function failed");
    return std::string(result.get().string()->view());
  }

  std::optional<Value> record(const JsonValue& json, const Type* type) {
    if (json.kind != JsonKind::kObject) return mismatch(json, type);
    const RecordType* record_type = as_record(type);
    Owned made(Value::of(make_record(heap_, record_type)));
    std::vector<const JsonValue*> found(record_type->fields.size());
    for (const auto& [name, member] : json.members) {
      auto mapped = field_name(name);
      if (!mapped) return std::nullopt;
      int index = record_type->find(*mapped);
      if (index >= 0) found[size_t(index)] = &member;
    }
    for (uint32_t i = 0; i < found.size(); ++i) {
      const RecordField& field = record_type->fields[i];
      if (!found[i] || found[i]->kind == JsonKind::kNull) {
        if (field.optional() || made.get().record()->has(i)) continue;
        return fail("required field " + std::string(record_type->name) + "$" +
                    std::string(field.name) +
                    (found[i] ? " is null in JSON" : " is missing in JSON"));
      }
      auto v = value(*found[i], field.type);
      if (!v) return std::nullopt;
      made.get().record()->set(i, *v);
    }
    compute_defaults(call_.machine, made.get().record());
    return made.take();
  }

  NativeCall& call_;
  Heap& heap_;
  Function* key_function_;
};

Value from_json_native(NativeCall& call) {
  RecordResult result(call, "from_json_result");
  auto [type, type_value] = call.typed(1);
  const TypeType* wanted = as_type_type(type);
  if (!wanted) {
    complain(call, "from_json() needs a type");
    result.flag("valid", false);
    return result.take();
  }
  JsonValue json;
  JsonReader reader(call.text(0));
  std::string error;
  std::optional<Value> value;
  if (reader.read(json)) {
    Function* key_function = call.callee(2);
    FromJson conversion(call, key_function->name == "from_json_default_key_mapper" ? nullptr
                                                                                   : key_function);
    value = conversion.value(json, wanted->of);
    error = conversion.error;
  } else {
    error = "JSON parse error: " + reader.error();
  }
  result.flag("valid", value.has_value());
  if (value)
    result.set("v", boxed(call, wanted->of, *value));
  else
    result.set("err", error);
  return result.take();
}

}  // namespace

std::optional<Value> value_from_json(NativeCall& call, std::string_view text, const Type* type,
                                     std::string& error) {
  JsonValue json;
  JsonReader reader(text);
  if (!reader.read(json)) {
    error = "JSON parse error: " + reader.error();
    return std::nullopt;
  }
  FromJson conversion(call, nullptr);
  std::optional<Value> value = conversion.value(json, type);
  error = conversion.error;
  return value;
}

void register_from_json(NativeRegistry& registry) {
  registry.add({R"(
## Reads JSON as a value of a type: numbers as numbers, times (seconds since the epoch) and intervals (seconds); strings as
## strings, addresses, subnets, enumerations, patterns and ports ("80/tcp"; ports also as objects with "port" and "proto");
## arrays as vectors and sets; objects as records and tables. Fields of a record that are optional or have a default may be missing.
##
## t: The type.
##
## key_func: Turns names of members into names of fields.
##
## Returns: The value, or what is wrong.
##
## Example: print from_json("[1, 2]", index_vec)$v;   # [1, 2]
global from_json: function(s: string, t: any, key_func: string_mapper &default=from_json_default_key_mapper): from_json_result;
)",
                from_json_native, kCallsScripts});
}

}  // namespace avocet
