#include "input/input_manager.h"

#include "input/stream.h"
#include "value/record.h"
#include "value/table.h"
#include "vm/computed_defaults.h"

namespace avocet {

namespace {

// Events waiting at which a long read lets them be handled.
constexpr size_t kEventsWaiting = 1024;

}  // namespace

std::string InputManager::unset_complaint(const std::string& column) {
  return "column '" + column +
         "' is not set: give it a value, or make the field &optional; the line is ignored";
}

// What readers see of the manager, for one stream.
class InputManager::Sink final : public RowSink {
 public:
  Sink(InputManager& manager, Stream& stream) : manager_(manager), stream_(stream) {}

  bool row(std::span<const InputCell> cells, size_t line) override {
    return manager_.take_row(stream_, cells, line);
  }
  bool is_closed() const override { return stream_.removed && stream_.was_read; }
  void warn(std::string_view message, size_t line) override {
    manager_.complain(stream_, Level::kWarning, message, line);
  }
  void remark(std::string_view message, size_t line) override {
    manager_.machine_.host().warn(Span{}, placed(stream_, message, line));
  }
  bool option_value(std::string_view id, std::string_view text, const TextFormat& format,
                    size_t line) override {
    return manager_.option_value(stream_, id, text, format, line);
  }
  void process_finished(int exit_code, bool by_signal) override {
    stream_.exit = Stream::Exit{exit_code, by_signal};
  }
  void file_bytes(std::string_view bytes) override {
    if (manager_.file_sink_) manager_.file_sink_->bytes(stream_.info.source, bytes);
  }

 private:
  InputManager& manager_;
  Stream& stream_;
};

InputManager::InputManager(Machine& machine, EventQueue& queue, const ReaderRegistry& readers)
    : machine_(machine), queue_(queue), readers_(readers) {
  machine_.set_service(this);
}

InputManager::~InputManager() { machine_.set_service<InputManager>(nullptr); }

InputManager::Stream* InputManager::find(std::string_view name) {
  for (auto& stream : streams_)
    if (stream->name == name && !stream->removed) return stream.get();
  return nullptr;
}

bool InputManager::open(std::unique_ptr<Stream> stream) {
  Outcome opened = stream->reader->open(stream->info, stream->fields);
  if (!opened) {
    complain(*stream, Level::kError, opened.error().message);
    return false;
  }
  streams_.push_back(std::move(stream));
  due_ = true;
  return true;
}

bool InputManager::remove(std::string_view name) {
  Stream* stream = find(name);
  if (!stream) return refuse("there is no input stream '" + std::string(name) + "' to remove");
  // What was asked for is read first.
  stream->removed = true;
  if (!running_) forget_removed();
  return true;
}

bool InputManager::force_update(std::string_view name) {
  Stream* stream = find(name);
  if (!stream) return refuse("there is no input stream '" + std::string(name) + "' to update");
  if (stream->failed) return false;
  stream->due = due_ = true;
  return true;
}

// ---- Reading --------------------------------------------------------------------------

void InputManager::run() {
  if (running_) return;
  running_ = true;
  // What handlers ask for meanwhile is read as well.
  while (due_) {
    due_ = false;
    for (size_t i = 0; i < streams_.size(); ++i) {
      std::shared_ptr<Stream> stream = streams_[i];
      if (!stream->due || stream->failed) continue;
      stream->due = false;
      read(*stream);
      queue_.drain();
    }
    forget_removed();
  }
  running_ = false;
}

void InputManager::poll() {
  for (auto& stream : streams_)
    if (stream->reading && !stream->failed) stream->due = due_ = true;
  if (due_) run();
}

void InputManager::tick(double now) {
  bool look = now >= next_look_;
  if (look) {
    const Value* heartbeat = machine_.find_global("Threading::heartbeat_interval");
    next_look_ = now + (heartbeat ? heartbeat->d : 1.0);
  }
  for (auto& stream : streams_) {
    if (stream->failed || stream->over) continue;
    bool streams = stream->info.mode == InputMode::kStream;
    bool changed = look && stream->info.mode == InputMode::kReread && stream->reader->changed();
    if (streams || changed) stream->due = due_ = true;
  }
  poll();
}

bool InputManager::settled() const {
  for (const auto& stream : streams_) {
    if (stream->failed || stream->over) continue;
    if (stream->due || (stream->reading && stream->info.mode != InputMode::kStream)) return false;
  }
  return true;
}

void InputManager::read(Stream& stream) {
  if (!stream.reading) ++stream.reads;
  stream.reading = true;
  Sink sink(*this, stream);
  Result<ReadState> state = stream.reader->read(sink);
  if (state) return end_of_read(stream, *state);
  stream.failed = true;
  stream.reading = false;
  stream.was_read = true;
  complain(stream, Level::kError, state.error().message, stream.reader->error_line());
}

void InputManager::end_of_read(Stream& stream, ReadState state) {
  if (stream.info.mode == InputMode::kStream || state != ReadState::kMore) stream.was_read = true;
  if (state == ReadState::kMissing) stream.reading = false;
  if (state != ReadState::kDone) return;
  stream.reading = false;
  end_complaints(stream);
  stream.over = stream.info.mode == InputMode::kStream;
  if (stream.kind == Stream::Kind::kAnalysis) {
    if (file_sink_) file_sink_->end(stream.info.source);
    return;
  }
  if (stream.kind == Stream::Kind::kTable && !stream.over) remove_missing(stream);
  tell_end(stream);
}

void InputManager::tell_end(Stream& stream) {
  const TypeTable& types = machine_.program().types;
  const Type* string = types.basic(TypeKind::kString);
  Owned name(Value::of(make_string(machine_.heap(), stream.name)));
  Owned source(Value::of(make_string(machine_.heap(), stream.info.source)));
  raise_named("Input::end_of_data", {{string, name.get()}, {string, source.get()}});
  if (!stream.exit) return;
  raise_named("InputRaw::process_finished",
              {{string, name.get()},
               {string, source.get()},
               {types.basic(TypeKind::kCount), Value::of_count(uint64_t(stream.exit->code))},
               {types.basic(TypeKind::kBool), Value::of_bool(stream.exit->by_signal)}});
  stream.exit.reset();
}

void InputManager::forget_removed() {
  std::erase_if(streams_, [](const auto& stream) {
    return stream->removed && (stream->was_read || stream->failed);
  });
}

// ---- Rows -----------------------------------------------------------------------------

bool InputManager::take_row(Stream& stream, std::span<const InputCell> cells, size_t line) {
  std::vector<Conversion> values;
  bool good = convert_row(stream, cells, line, values);
  if (good && stream.kind == Stream::Kind::kEvents)
    raise_row(stream, values, line);
  else if (good && stream.kind == Stream::Kind::kTable)
    good = row_into_table(stream, cells, values, line);
  for (size_t i = 0; i < values.size(); ++i)
    if (stream.fields[i].type->managed()) release(values[i].value);
  if (good) end_complaints(stream);
  if (queue_.pending() >= kEventsWaiting) queue_.drain();
  return good;
}

// Values of fields that are not set are null, with a trouble of one blank.
bool InputManager::convert_row(Stream& stream, std::span<const InputCell> cells, size_t line,
                               std::vector<Conversion>& values) {
  for (size_t i = 0; i < stream.fields.size(); ++i) {
    const InputField& field = stream.fields[i];
    if (i >= cells.size() || !cells[i].is_set || !is_readable(field.type)) {
      values.emplace_back().trouble = " ";
      continue;
    }
    values.push_back(convert(machine_.heap(), field.type, cells[i], stream.reader->format()));
    Conversion& value = values.back();
    if (!value.ok()) {
      const std::string& unset = stream.reader->format().unset_field;
      if (cells[i].text.empty() && !unset.empty())
        value.trouble += ", or '" + unset + "' where there is none";
      complain(stream, Level::kWarning,
               "column '" + field.name + "': " + value.trouble + "; the line is ignored", line);
      return false;
    }
    if (!value.remark.empty())
      complain(stream, Level::kWarning, "column '" + field.name + "': " + value.remark, line);
  }
  return true;
}

// A record of the values from `at` on; takes them over. Null with the name of a field that may not
// be missing.
Record* InputManager::make_filled(const RecordType* type, std::vector<Conversion>& values,
                                  size_t& at, std::string& missing) {
  Record* record = make_record(machine_.heap(), type);
  Owned owner(Value::of(record));
  for (uint32_t i = 0; i < type->fields.size(); ++i) {
    const RecordField& field = type->fields[i];
    if (const RecordType* nested = as_record(field.type)) {
      size_t begin = at;
      std::string missing_inside;
      Record* inner = make_filled(nested, values, at, missing_inside);
      bool any = !field.optional();
      for (size_t k = begin; k < at; ++k) any |= values[k].ok();
      if (inner && any)
        record->set(i, Value::of(inner));
      else if (inner)
        release(Value::of(inner));
      else if (any && missing.empty())
        missing = std::string(field.name) + "." + missing_inside;
      continue;
    }
    Conversion& value = values[at++];
    if (value.ok()) {
      record->set(i, value.value);
      // Whoever else reads it retains it.
      if (field.type->managed()) retain(value.value);
    } else if (!field.optional() && !field.has_default() && is_readable(field.type)) {
      if (missing.empty()) missing = std::string(field.name);
    }
  }
  if (!missing.empty()) return nullptr;
  compute_defaults(machine_, record);
  return owner.take().record();
}

void InputManager::raise_row(Stream& stream, std::vector<Conversion>& values, size_t line) {
  size_t at = 0;
  std::string missing;
  Record* record = make_filled(stream.columns, values, at, missing);
  if (!record) return complain(stream, Level::kWarning, unset_complaint(missing), line);
  Owned owner(Value::of(record));
  if (!machine_.wants(stream.event)) return;
  const FunctionType* type = machine_.program().functions[stream.event].type;
  std::vector<Value> taken = {
      argument(type->parameters[0].type, stream.description_type, stream.description.get()),
      Value::of_int(int64_t(Change::kNew))};
  if (stream.want_record) {
    taken.push_back(argument(type->parameters[2].type, stream.columns, Value::of(record)));
  } else {
    for (uint32_t i = 0; i < stream.columns->fields.size(); ++i)
      taken.push_back(
          argument(type->parameters[i + 2].type, stream.columns->fields[i].type,
                   record->has(i) ? field(record, stream.columns->fields[i].name) : Value::null()));
  }
  machine_.raise(stream.event, taken);
}

// ---- Words ----------------------------------------------------------------------------

void InputManager::complain(Stream& stream, Level level, std::string_view message, size_t line) {
  // One of a row is enough.
  if (message == stream.last_complaint) {
    ++stream.unsaid;
    return;
  }
  end_complaints(stream);
  stream.last_complaint = message;
  std::string text = placed(stream, message, line);
  // What a call of a script asks for in vain is told where that is.
  if (level == Level::kError)
    machine_.host().tell(Severity::kError, text);
  else
    machine_.host().warn(Span{}, text);
  if (stream.error_event == kNoFunction || !machine_.wants(stream.error_event)) return;
  const FunctionType* type = machine_.program().functions[stream.error_event].type;
  const EnumType* levels = as_enum(type->parameters[2].type);
  const EnumLabel* label =
      levels ? levels->find(level == Level::kError ? "Reporter::ERROR" : "Reporter::WARNING")
             : nullptr;
  Value taken[] = {
      argument(type->parameters[0].type, stream.description_type, stream.description.get()),
      Value::of(make_string(machine_.heap(), message)), Value::of_int(label ? label->value : 0)};
  machine_.raise(stream.error_event, taken);
}

std::string InputManager::placed(const Stream& stream, std::string_view message, size_t line) {
  std::string text = stream.info.source;
  if (line > 0) text += ":" + std::to_string(line);
  return text + ": " + std::string(message) + " (input stream '" + stream.name + "')";
}

void InputManager::end_complaints(Stream& stream) {
  if (stream.unsaid > 0)
    machine_.host().warn(
        Span{}, placed(stream, "the same " + std::to_string(stream.unsaid) + " times more", 0));
  stream.last_complaint.clear();
  stream.unsaid = 0;
}

bool InputManager::refuse(std::string_view message) {
  machine_.host().tell(Severity::kWarning, message);
  return false;
}

// A value of one count for a parameter: boxed where the parameter is any.
Value InputManager::argument(const Type* parameter, const Type* type, Value lent) {
  if (type->managed()) retain(lent);
  if (parameter->kind != TypeKind::kAny || type->kind == TypeKind::kAny) return lent;
  return Value::of(make_box(machine_.heap(), type, lent));
}

void InputManager::raise_named(std::string_view event,
                               std::vector<std::pair<const Type*, Value>> arguments) {
  FunctionId id = machine_.program().find_function(event);
  if (id == kNoFunction || !machine_.wants(id)) return;
  const FunctionType* type = machine_.program().functions[id].type;
  if (type->parameters.size() != arguments.size()) return;
  std::vector<Value> taken;
  for (size_t i = 0; i < arguments.size(); ++i)
    taken.push_back(argument(type->parameters[i].type, arguments[i].first, arguments[i].second));
  machine_.raise(id, taken);
}

bool InputManager::option_value(Stream& stream, std::string_view id, std::string_view text,
                                const TextFormat& format, size_t line) {
  const std::string named = "option '" + std::string(id) + "'";
  const Program& program = machine_.program();
  auto found = program.global_ids.find(id);
  if (found == program.global_ids.end() || !program.globals[found->second].is_option) {
    complain(stream, Level::kWarning,
             "there is no " + named + ": mend its name, or load the script that declares it", line);
    return false;
  }
  const Type* type = program.globals[found->second].type;
  if (!is_readable(type)) {
    complain(stream, Level::kWarning,
             named + " is of type " + to_string(type) + ", which cannot be read from a file", line);
    return false;
  }
  InputCell cell;
  cell.text = text;
  Conversion value = convert(machine_.heap(), type, cell, format);
  if (!value.ok()) {
    complain(stream, Level::kWarning, named + ": " + value.trouble, line);
    return false;
  }
  if (!value.remark.empty()) complain(stream, Level::kWarning, named + ": " + value.remark, line);
  Heap& heap = machine_.heap();
  const Type* string = program.types.basic(TypeKind::kString);
  Owned name(Value::of(make_string(heap, stream.name)));
  Owned source(Value::of(make_string(heap, stream.info.source)));
  Owned option(Value::of(make_string(heap, id)));
  raise_named(
      "InputConfig::new_value",
      {{string, name.get()}, {string, source.get()}, {string, option.get()}, {type, value.value}});
  if (type->managed()) release(value.value);
  return true;
}

}  // namespace avocet
