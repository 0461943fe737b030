// Reading what scripts say: the records Log::Stream and Log::Filter, and records logged under
// another type.

#include <algorithm>

#include "logging/stream.h"
#include "value/adapted.h"
#include "value/table.h"
#include "value/vector.h"

namespace avocet {

namespace {

// Whether the argument is a record of fields that the columns have, too.
bool takes_part_of(const FunctionType* function, size_t index, const RecordType* columns) {
  if (!function || index >= function->parameters.size()) return false;
  const RecordType* part = as_record(function->parameters[index].type);
  if (!part) return false;
  return std::all_of(part->fields.begin(), part->fields.end(), [&](const RecordField& wanted) {
    int at = columns->find(wanted.name);
    if (at < 0) return wanted.optional();
    const RecordField& given = columns->fields[size_t(at)];
    return same_type(given.type, wanted.type) && (wanted.optional() || !given.optional());
  });
}

}  // namespace

bool LogManager::Output::same_fields(const Filter& of) const {
  size_t extra = of.ext_plan.columns();
  if (fields.size() != extra + of.plan.columns()) return false;
  for (size_t i = 0; i < fields.size(); ++i) {
    const LogField& wanted = i < extra ? of.ext_plan.fields()[i] : of.plan.fields()[i - extra];
    if (fields[i].name != wanted.name || fields[i].type != wanted.type) return false;
  }
  return true;
}

bool LogManager::make_field(Record* record, uint32_t index, Value& value) {
  const FieldShape& shape = record->shape->fields[index];
  switch (shape.init) {
  case FieldInit::kNone: return false;
  case FieldInit::kConstant: value = shape.value; return true;
  case FieldInit::kRecord:
  case FieldInit::kTable:
  case FieldInit::kVector: value = make_lazy_field(machine_.heap(), record, index); return true;
  case FieldInit::kFunction: {
    Returned result;
    if (!machine_.run(shape.function, {}, &result)) return false;
    record->set(index, result.take());
    value = record->at(index);
    return true;
  }
  }
  UNREACHABLE();
}

bool LogManager::has_field(Record* record, std::string_view name) {
  int index = record->type()->find(name);
  return index >= 0 && record->has(uint32_t(index));
}

Value LogManager::field(Record* record, std::string_view name) {
  int index = record->type()->find(name);
  if (index < 0) return Value::null();
  if (record->stored(uint32_t(index))) return record->at(uint32_t(index));
  Value value = Value::null();
  return make_field(record, uint32_t(index), value) ? value : Value::null();
}

std::string LogManager::text_field(Record* record, std::string_view name) {
  Value v = field(record, name);
  return v.is_null() ? std::string() : std::string(v.string()->view());
}

namespace {

// What `--sqlite` replaces, and by what.
constexpr std::string_view kTextWriter = "Log::WRITER_ASCII";
constexpr std::string_view kDatabaseWriter = "Log::WRITER_SQLITE";

std::set<std::string, std::less<>> names_in(Table* table) {
  std::set<std::string, std::less<>> names;
  uint32_t position = 0;
  TableEntry entry;
  while (next_entry(table, position, entry)) names.emplace(entry.keys[0].string()->view());
  return names;
}

WriterConfig pairs_in(Table* table) {
  WriterConfig pairs;
  uint32_t position = 0;
  TableEntry entry;
  while (next_entry(table, position, entry))
    pairs.emplace(entry.keys[0].string()->view(), entry.value->string()->view());
  return pairs;
}

}  // namespace

bool LogManager::read_filter(Filter& filter, Stream& stream, Record* record) {
  filter.name = text_field(record, "name");
  filter.stream = stream.id;
  filter.record = Owned(retained(Value::of(record)));
  filter.writer = field(record, "writer").i;
  const EnumType* writers = as_enum(machine_.program().find_type("Log::Writer"));
  std::string label(writers ? writers->label_of(filter.writer) : std::string_view());
  const WriterRegistry::Kind* asked = writers_.find(label);
  if (!asked)
    return complain("filter '" + filter.name + "' uses " + label +
                    ", a writer that does not exist");
  bool is_replaced = !options_.database.empty() && label == kTextWriter;
  filter.kind = is_replaced ? writers_.find(kDatabaseWriter) : asked;
  filter.path = text_field(record, "path");
  filter.policy = Owned(retained(field(record, "policy")));
  filter.path_func = Owned(retained(adapted(field(record, "path_func"))));
  filter.ext_func = Owned(retained(adapted(field(record, "ext_func"))));
  auto type_of = [](const Owned& function) {
    return function.get().is_null() ? nullptr : function.get().function()->type;
  };
  if (!takes_records(type_of(filter.policy), 0, stream.columns,
                     "the policy of filter '" + filter.name + "'") ||
      (!takes_part_of(type_of(filter.path_func), 2, stream.columns) &&
       !takes_records(type_of(filter.path_func), 2, stream.columns,
                      "the path_func of filter '" + filter.name + "'")))
    return false;
  filter.postprocessor = Owned(retained(field(record, "postprocessor")));
  filter.rotation_interval = field(record, "interv").d;
  if (has_field(record, "log_local")) filter.log_local = field(record, "log_local").b();
  if (Value config = field(record, "config"); !config.is_null())
    filter.config = pairs_in(config.table());
  if (auto part = filter.config.find(filter.kind->part); part != filter.config.end())
    filter.part = '\n' + part->second;
  for (const auto& [key, value] : filter.config)
    if (!asked->looks_at(key))
      complain("the config of filter '" + filter.name + "' of stream " + id_text(stream.id) +
               " says something about '" + key + "', at which " + label + " does not look");

  std::set<std::string, std::less<>> include, exclude;
  ColumnSelection selection;
  if (has_field(record, "include")) {
    include = names_in(field(record, "include").table());
    selection.include = &include;
  }
  if (has_field(record, "exclude")) {
    exclude = names_in(field(record, "exclude").table());
    selection.exclude = &exclude;
  }
  if (has_field(record, "scope_sep")) selection.separator = text_field(record, "scope_sep");
  WriterConfig renamed;
  if (Value map = field(record, "field_name_map"); !map.is_null()) renamed = pairs_in(map.table());
  selection.rename = [&renamed](const std::string& name) {
    auto found = renamed.find(name);
    return found == renamed.end() ? name : found->second;
  };

  if (Value function = filter.ext_func.get(); !function.is_null()) {
    const Type* result = function.function()->type->result;
    if (const RecordType* extension = as_record(result)) {
      // These columns are always there.
      ColumnSelection added = selection;
      added.include = added.exclude = nullptr;
      added.prefix = text_field(record, "ext_prefix");
      filter.ext_plan.add(extension, added);
      filter.extension = filter.ext_plan.columns() > 0;
    }
  }
  std::set<std::string, std::less<>> columns;
  selection.all = &columns;
  filter.plan.add(stream.columns, selection);
  bool is_told = false;
  for (const auto* names : {&include, &exclude})
    for (const std::string& name : *names)
      if (!columns.contains(name))
        is_told = !complain("filter '" + filter.name + "' of stream " + id_text(stream.id) +
                            " names '" + name + "', which is no column of it");
  if (filter.plan.columns() == 0)
    return !is_told && complain("filter '" + filter.name + "' leaves no column of stream " +
                                id_text(stream.id));
  return true;
}

bool LogManager::takes_records(const FunctionType* function, size_t index,
                               const RecordType* columns, std::string_view what) {
  if (!function) return true;
  const Type* parameter =
      index < function->parameters.size() ? function->parameters[index].type : nullptr;
  if (parameter && (parameter->kind == TypeKind::kAny || same_type(parameter, columns)))
    return true;
  return refuse(std::string(what) + " takes " + (parameter ? to_string(parameter) : "no record") +
                ", but the records of the stream are " + to_string(columns));
}

// An owned value for a parameter: boxed where the parameter is any.
Value LogManager::argument(const Type* parameter, const Type* type, Value v) {
  const RecordType* part = as_record(parameter);
  if (part && !same_type(part, type)) {
    std::string error;
    return Value::of(coerced(part, as_record(type), v.record(), error));
  }
  retain(v);
  if (parameter->kind != TypeKind::kAny) return v;
  return Value::of(make_box(machine_.heap(), type, v));
}

// ---- Records of other types -----------------------------------------------------------

Value LogManager::coerced_value(const Type* to, const Type* from, Value v, std::string& error) {
  if (same_type(to, from)) return to->managed() ? retained(v) : v;
  const RecordType* to_record = as_record(to);
  const RecordType* from_record = as_record(from);
  if (to_record && from_record) {
    Record* made = coerced(to_record, from_record, v.record(), error);
    return made ? Value::of(made) : Value::null();
  }
  if (to->kind == TypeKind::kDouble && from->kind == TypeKind::kCount)
    return Value::of_double(double(v.u));
  if (to->kind == TypeKind::kDouble && from->kind == TypeKind::kInt)
    return Value::of_double(double(v.i));
  if (to->kind == TypeKind::kInt && from->kind == TypeKind::kCount) return v;
  const TableType* to_table = as_table(to);
  const TableType* from_table = as_table(from);
  if (to_table && from_table && from_table->unspecified())
    return Value::of(make_table(machine_.heap(), to_table));
  const VectorType* from_vector = as_vector(from);
  if (as_vector(to) && from_vector && from_vector->element->kind == TypeKind::kVoid)
    return Value::of(make_vector(machine_.heap(), as_vector(to)));
  error = to_string(from) + " instead of " + to_string(to);
  return Value::null();
}

// A record of type `to` with what `record` has, or null with `error` set.
Record* LogManager::coerced(const RecordType* to, const RecordType* from, Record* record,
                            std::string& error) {
  // A type without a name may have had no value so far.
  Record* made = make_record(machine_.heap(), const_cast<Program&>(machine_.program()).shape(to));
  Owned owner(Value::of(made));
  for (uint32_t i = 0; i < to->fields.size(); ++i) {
    const RecordField& wanted = to->fields[i];
    int index = from->find(wanted.name);
    Value v = Value::null();
    bool present = index >= 0 && record->has(uint32_t(index)) &&
                   (record->stored(uint32_t(index)) ? (v = record->at(uint32_t(index)), true)
                                                    : make_field(record, uint32_t(index), v));
    if (present) {
      Value value = coerced_value(wanted.type, from->fields[size_t(index)].type, v, error);
      if (!error.empty()) {
        error = "field '" + std::string(wanted.name) + "': " + error;
        return nullptr;
      }
      made->set(i, value);
    } else if (!wanted.optional() && !made->has(i)) {
      error = "field '" + std::string(wanted.name) + "' is missing";
      return nullptr;
    }
  }
  return owner.take().record();
}

}  // namespace avocet
