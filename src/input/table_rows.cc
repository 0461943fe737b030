// Rows that go into tables: what is new, what changed, what is no longer there.

#include "input/stream.h"
#include "value/record.h"
#include "value/table.h"

namespace avocet {

namespace {

// The text of some cells, so that no two different rows have the same.
std::string text_of(std::span<const InputCell> cells) {
  std::string text;
  for (const InputCell& cell : cells) {
    text += cell.is_set ? '+' : '-';
    text += std::to_string(cell.text.size()) + ':';
    text.append(cell.text);
    text += std::to_string(cell.protocol.size()) + ':';
    text.append(cell.protocol);
  }
  return text;
}

}  // namespace

bool InputManager::row_into_table(Stream& stream, std::span<const InputCell> cells,
                                  std::vector<Conversion>& values, size_t line) {
  size_t at = 0;
  std::string missing;
  Owned index_owner(Value::of(make_filled(stream.index, values, at, missing)));
  Owned value_owner;
  if (!index_owner.get().is_null() && stream.value)
    value_owner = Owned(Value::of(make_filled(stream.value, values, at, missing)));
  // An index needs all of its fields.
  for (size_t i = 0; i < stream.index_fields && missing.empty(); ++i)
    if (!values[i].ok()) missing = stream.fields[i].name;
  if (!missing.empty()) {
    complain(stream, Level::kWarning, unset_complaint(missing), line);
    return false;
  }

  std::string key = text_of(cells.subspan(0, stream.index_fields));
  std::string text = text_of(cells.subspan(stream.index_fields));
  auto known = stream.entries.find(key);
  bool seen_before = known != stream.entries.end() &&
                     (known->second.read < stream.reads || stream.info.mode == InputMode::kStream);
  if (seen_before && known->second.text == text && stream.info.mode != InputMode::kStream) {
    known->second.read = stream.reads;
    return true;
  }
  Change change = seen_before ? Change::kChanged : Change::kNew;
  Record* index = index_owner.get().record();
  if (!agrees(stream, change, index, value_owner.get())) {
    if (seen_before) known->second.read = stream.reads;
    return true;
  }

  Table* table = stream.destination.get().table();
  std::vector<Value> keys = table_keys(stream, index);
  const Type* yield = table->type->value;
  // Events tell what was there before.
  Owned before;
  Value plain_before = Value::null();
  Value* place = change == Change::kChanged && yield ? peek_value(table, keys.data()) : nullptr;
  if (place && yield->managed()) before = Owned(retained(*place));
  if (place) plain_before = *place;
  Value stored = Value::null();
  if (stream.value && stream.want_record)
    stored = retained(value_owner.get());
  else if (stream.value)
    stored = argument(yield, stream.value->fields[0].type,
                      field(value_owner.get().record(), stream.value->fields[0].name));
  Value shown = change == Change::kChanged && place ? plain_before : stored;
  Owned kept;
  if (yield && yield->managed()) kept = Owned(retained(shown));
  if (!machine_.store(table, keys.data(), stored)) return false;

  if (known == stream.entries.end()) {
    known = stream.entries.emplace(key, Stream::Entry()).first;
    stream.order.push_back(key);
  }
  known->second.text = std::move(text);
  known->second.read = stream.reads;
  known->second.index = Owned(retained(Value::of(index)));
  raise_change(stream, change, index, shown);
  return true;
}

// The slots of the table's keys, lent by the record.
std::vector<Value> InputManager::table_keys(Stream& stream, Record* index) {
  std::vector<Value> keys;
  for (const RecordField& f : stream.index->fields) keys.push_back(field(index, f.name));
  return keys;
}

// What the predicate says; T without one. `value` is the record, of a removed entry what the table
// holds.
bool InputManager::agrees(Stream& stream, Change change, Record* index, Value value) {
  if (stream.predicate.get().is_null()) return true;
  Function* predicate = stream.predicate.get().function();
  const FunctionType* type = predicate->type;
  std::vector<Owned> owners;
  std::vector<Value> arguments = {Value::of_int(int64_t(change))};
  auto add = [&](const Type* parameter, const Type* of, Value v) {
    Value made = argument(parameter, of, v);
    arguments.push_back(made);
    if (parameter->managed()) owners.emplace_back(made);
  };
  add(type->parameters[1].type, stream.index, Value::of(index));
  if (stream.value && type->parameters.size() > 2) {
    bool is_record = change != Change::kRemoved || stream.want_record;
    if (stream.want_record) {
      add(type->parameters[2].type, stream.value, value);
    } else {
      const Type* single = stream.value->fields[0].type;
      add(type->parameters[2].type, single,
          is_record ? field(value.record(), stream.value->fields[0].name) : value);
    }
  }
  Returned result;
  return machine_.run(predicate, arguments, &result) && result.get().b();
}

void InputManager::raise_change(Stream& stream, Change change, Record* index, Value value) {
  if (stream.event == kNoFunction || !machine_.wants(stream.event)) return;
  const FunctionType* type = machine_.program().functions[stream.event].type;
  std::vector<Value> taken = {
      argument(type->parameters[0].type, stream.description_type, stream.description.get()),
      Value::of_int(int64_t(change)),
      argument(type->parameters[2].type, stream.index, Value::of(index))};
  if (stream.value) {
    const Type* shown = stream.want_record ? stream.value : stream.value->fields[0].type;
    taken.push_back(argument(type->parameters[3].type, shown, value));
  }
  machine_.raise(stream.event, taken);
}

// The read has ended: entries that it did not see go.
void InputManager::remove_missing(Stream& stream) {
  std::vector<std::string> left;
  for (std::string& key : stream.order) {
    auto found = stream.entries.find(key);
    if (found->second.read == stream.reads) {
      left.push_back(std::move(key));
      continue;
    }
    Owned index(retained(found->second.index.get()));
    Table* table = stream.destination.get().table();
    std::vector<Value> keys = table_keys(stream, index.get().record());
    Value* place = peek_value(table, keys.data());
    const Type* yield = table->type->value;
    Value value = place && yield ? *place : Value::null();
    Owned kept;
    if (yield && yield->managed()) kept = Owned(retained(value));
    if (place && !agrees(stream, Change::kRemoved, index.get().record(), value)) {
      left.push_back(std::move(key));
      continue;
    }
    if (place) {
      machine_.erase(table, keys.data());
      raise_change(stream, Change::kRemoved, index.get().record(), value);
    }
    stream.entries.erase(found);
  }
  stream.order = std::move(left);
}

}  // namespace avocet
