// Reading what scripts say: the records Input::TableDescription and its kin.

#include "event/wake_set.h"
#include "input/background_programs.h"
#include "input/environment.h"
#include "input/stream.h"
#include "value/adapted.h"
#include "value/record.h"
#include "value/table.h"

namespace avocet {

namespace {

// A value of type any as the type it stands for; null if it is none.
const RecordType* record_type_of(Value boxed) {
  if (boxed.is_null()) return nullptr;
  const TypeType* type = as_type_type(boxed.box()->type);
  return type ? as_record(type->of) : nullptr;
}

FunctionId event_of(Value boxed) {
  if (boxed.is_null() || boxed.box()->type->kind != TypeKind::kFunction) return kNoFunction;
  return boxed.box()->value.function()->id;
}

ReaderConfig pairs_in(Table* table) {
  ReaderConfig pairs;
  uint32_t position = 0;
  TableEntry entry;
  while (next_entry(table, position, entry))
    pairs.emplace(entry.keys[0].string()->view(), entry.value->string()->view());
  return pairs;
}

bool takes(const Type* parameter, const Type* argument) {
  return parameter->kind == TypeKind::kAny || same_type(parameter, argument);
}

}  // namespace

Value InputManager::field(Record* record, std::string_view name) {
  int index = record->type()->find(name);
  if (index < 0 || !record->has(uint32_t(index))) return Value::null();
  uint32_t at = uint32_t(index);
  if (record->stored(at)) return record->at(at);
  const FieldShape& shape = record->shape->fields[at];
  if (shape.init != FieldInit::kFunction) return make_lazy_field(machine_.heap(), record, at);
  Returned result;
  if (!machine_.run(shape.function, {}, &result)) return Value::null();
  record->set(at, result.take());
  return record->at(at);
}

std::string InputManager::text_field(Record* record, std::string_view name) {
  Value v = field(record, name);
  return v.is_null() ? std::string() : std::string(v.string()->view());
}

std::string InputManager::option_text(std::string_view name) const {
  const Program& program = machine_.program();
  auto found = program.global_ids.find(name);
  if (found == program.global_ids.end() || !machine_.global_is_set(found->second)) return {};
  const Type* type = program.globals[found->second].type;
  Value v = machine_.global(found->second);
  if (type->kind == TypeKind::kString) return std::string(v.string()->view());
  return to_string(type, v);
}

// What all kinds of descriptions have. Null after a refusal.
std::unique_ptr<InputManager::Stream> InputManager::read_description(Record* description) {
  auto stream = std::make_unique<Stream>();
  stream->name = text_field(description, "name");
  stream->info.name = stream->name;
  stream->info.source = text_field(description, "source");
  stream->info.environment = machine_.try_service<Environment>();
  stream->info.programs = machine_.try_service<BackgroundPrograms>();
  stream->info.wakes = machine_.try_service<WakeSet>();
  stream->info.mode = InputMode(field(description, "mode").u);
  stream->description = Owned(retained(Value::of(description)));
  stream->description_type = description->type();
  if (stream->info.source.find('\0') != std::string::npos) {
    refuse("the source of input stream '" + stream->name + "' has a NUL inside");
    return nullptr;
  }
  if (find(stream->name)) {
    refuse("there is an input stream '" + stream->name + "' already");
    return nullptr;
  }
  const EnumType* readers = as_enum(machine_.program().find_type("Input::Reader"));
  std::string label(readers ? readers->label_of(field(description, "reader").i)
                            : std::string_view());
  const ReaderRegistry::Kind* kind = readers_.find(label);
  if (!kind) {
    refuse("input stream '" + stream->name + "' uses " + label + ", a reader that does not exist");
    return nullptr;
  }
  stream->reader_label = label;
  for (const std::string& option : kind->options)
    stream->info.options[option] = option_text(kind->module + "::" + option);
  if (Value config = field(description, "config"); !config.is_null())
    stream->info.config = pairs_in(config.table());
  stream->reader = kind->make();
  if (description->type()->find("want_record") >= 0)
    stream->want_record = field(description, "want_record").b();
  if (Value error = field(description, "error_ev"); !error.is_null()) {
    stream->error_event = event_of(error);
    const FunctionType* type = as_function(error.box()->type);
    const Type* string = machine_.program().types.basic(TypeKind::kString);
    bool fits = type && type->flavor == Flavor::kEvent && type->parameters.size() == 3 &&
                takes(type->parameters[0].type, description->type()) &&
                same_type(type->parameters[1].type, string) &&
                type->parameters[2].type->kind == TypeKind::kEnum;
    if (!fits) {
      refuse("error_ev of input stream '" + stream->name +
             "' must be an event with the parameters (description, message: string, level: "
             "Reporter::Level)");
      return nullptr;
    }
  }
  return stream;
}

bool InputManager::add_fields(Stream& stream, const RecordType* type, const std::string& prefix) {
  for (const RecordField& f : type->fields) {
    std::string name = prefix + std::string(f.name);
    if (const RecordType* nested = as_record(f.type)) {
      if (!add_fields(stream, nested, name + ".")) return false;
      continue;
    }
    bool readable = is_readable(f.type);
    if (!readable && option_text("Input::accept_unsupported_types") != "T")
      return refuse("input stream '" + stream.name + "': field " + name + " is of type " +
                    to_string(f.type) + ", which cannot be read");
    InputField made;
    made.name = name;
    made.type = f.type;
    made.optional = f.optional() || f.has_default() || !readable;
    made.type_column = f.type_column;
    stream.fields.push_back(std::move(made));
  }
  return true;
}

// `arguments`: the types of what the event is given after the description and the kind of change.
bool InputManager::check_event(Stream& stream, const FunctionType* type,
                               std::vector<const Type*> arguments) {
  bool fits = type && type->flavor == Flavor::kEvent &&
              type->parameters.size() == arguments.size() + 2 &&
              takes(type->parameters[0].type, stream.description_type) &&
              type->parameters[1].type->kind == TypeKind::kEnum;
  for (size_t i = 0; fits && i < arguments.size(); ++i)
    fits = takes(type->parameters[i + 2].type, arguments[i]);
  if (fits) return true;
  std::string wanted = to_string(stream.description_type) + ", Input::Event";
  for (const Type* argument : arguments) wanted += ", " + to_string(argument);
  return refuse("ev of input stream '" + stream.name +
                "' must be an event with parameters of the types (" + wanted + ")");
}

bool InputManager::add_event(Record* description) {
  std::unique_ptr<Stream> stream = read_description(description);
  if (!stream) return false;
  stream->columns = record_type_of(field(description, "fields"));
  if (!stream->columns)
    return refuse("fields of input stream '" + stream->name + "' must be a record type");
  Value ev = field(description, "ev");
  stream->event = event_of(ev);
  std::vector<const Type*> arguments;
  if (stream->want_record)
    arguments.push_back(stream->columns);
  else
    for (const RecordField& f : stream->columns->fields) arguments.push_back(f.type);
  const FunctionType* type = ev.is_null() ? nullptr : as_function(ev.box()->type);
  return check_event(*stream, type, std::move(arguments)) &&
         add_fields(*stream, stream->columns, "") && open(std::move(stream));
}

bool InputManager::add_analysis(Record* description) {
  std::unique_ptr<Stream> stream = read_description(description);
  if (!stream) return false;
  stream->kind = Stream::Kind::kAnalysis;
  return open(std::move(stream));
}

bool InputManager::add_table(Record* description) {
  std::unique_ptr<Stream> stream = read_description(description);
  if (!stream) return false;
  stream->kind = Stream::Kind::kTable;
  if (!read_destination(*stream, description)) return false;
  const Type* shown = !stream->value        ? nullptr
                      : stream->want_record ? static_cast<const Type*>(stream->value)
                                            : stream->value->fields[0].type;
  if (Value ev = field(description, "ev"); !ev.is_null()) {
    std::vector<const Type*> arguments = {stream->index};
    if (shown) arguments.push_back(shown);
    stream->event = event_of(ev);
    if (!check_event(*stream, as_function(ev.box()->type), std::move(arguments))) return false;
  }
  if (Value predicate = adapted(field(description, "pred")); !predicate.is_null()) {
    const FunctionType* type = predicate.function()->type;
    bool fits = type->parameters.size() == (shown ? 3u : 2u) &&
                takes(type->parameters[1].type, stream->index) &&
                (!shown || takes(type->parameters[2].type, shown)) &&
                type->result->kind == TypeKind::kBool;
    if (!fits)
      return refuse("pred of input stream '" + stream->name +
                    "' does not take the kind of change, idx and val of the stream");
    stream->predicate = Owned(retained(predicate));
  }
  if (!add_fields(*stream, stream->index, "")) return false;
  stream->index_fields = stream->fields.size();
  if (stream->value && !add_fields(*stream, stream->value, "")) return false;
  return open(std::move(stream));
}

// The table, and whether idx and val fit it.
bool InputManager::read_destination(Stream& stream, Record* description) {
  auto complaint = [&](std::string_view what) {
    return refuse("input stream '" + stream.name + "': " + std::string(what));
  };
  stream.index = record_type_of(field(description, "idx"));
  if (!stream.index) return complaint("idx must be a record type");
  Value val = field(description, "val");
  stream.value = record_type_of(val);
  if (!val.is_null() && !stream.value) return complaint("val must be a record type");
  Value destination = field(description, "destination");
  const TableType* table = destination.is_null() ? nullptr : as_table(destination.box()->type);
  if (!table || table->unspecified()) return complaint("destination must be a table or a set");
  stream.destination = Owned(retained(destination.box()->value));

  bool keys_fit = table->keys.size() == stream.index->fields.size();
  for (size_t i = 0; keys_fit && i < table->keys.size(); ++i)
    keys_fit = same_type(table->keys[i], stream.index->fields[i].type);
  if (!keys_fit)
    return complaint("the fields of idx, " + to_string(stream.index) +
                     ", are not the keys of the destination, " + to_string(table));
  if (table->is_set() != !stream.value)
    return complaint(table->is_set() ? "a set as destination needs no val"
                                     : "a table as destination needs a val");
  if (!stream.value) return true;
  if (!stream.want_record && stream.value->fields.size() != 1)
    return complaint("without want_record, val must have one field");
  const Type* stored =
      stream.want_record ? static_cast<const Type*>(stream.value) : stream.value->fields[0].type;
  if (!takes(table->value, stored))
    return complaint("the destination holds " + to_string(table->value) + ", not " +
                     to_string(stored));
  return true;
}

}  // namespace avocet
