#include "logging/log_manager.h"

#include <limits>
#include <utility>

#include "logging/delay.h"
#include "logging/log_file.h"
#include "logging/rotation.h"
#include "logging/stream.h"
#include "logging/threaded_writer.h"
#include "value/table.h"

namespace avocet {

namespace {

constexpr int64_t kMaxStreamId = 1 << 20;

}  // namespace

WriterFactory threaded_writers() {
  auto threads = std::make_shared<WriterThreads>();
  return [threads](const WriterRegistry::Kind& kind,
                   const WriterInfo& info) -> std::unique_ptr<LogWriter> {
    // What logs share stays on one thread, and in one order.
    if (info.stream) return kind.make();
    return std::make_unique<ThreadedWriter>(kind.make(), threads);
  };
}

LogManager::LogManager(Machine& machine, const WriterRegistry& writers, LogOptions options)
    : machine_(machine), writers_(writers), options_(std::move(options)), builder_(*this),
      next_delay_(std::numeric_limits<double>::infinity()), next_rotation_(next_delay_) {
  machine_.set_service(this);
  if (options_.json_stream) stream_ = std::make_shared<LogFile>();
  if (!options_.make_writer) options_.make_writer = threaded_writers();
}

LogManager::~LogManager() {
  finish();
  machine_.set_service<LogManager>(nullptr);
}

LogManager::Stream* LogManager::find(int64_t id) {
  return id >= 0 && size_t(id) < streams_.size() ? streams_[size_t(id)].get() : nullptr;
}

std::string LogManager::id_text(int64_t id) const {
  if (!ids_) return std::to_string(id);
  return std::string(ids_->label_of(id));
}

uint64_t LogManager::number_of(const DelayedWrite& write) { return write.number; }

bool LogManager::complain(std::string_view message) {
  machine_.host().tell(Severity::kWarning, message);
  return false;
}

bool LogManager::no_stream(int64_t id) { return complain("there is no log stream " + id_text(id)); }

bool LogManager::refuse(std::string_view message) {
  machine_.host().tell(Severity::kError, message);
  return false;
}

double LogManager::now() const {
  double network = machine_.network_time();
  if (network > 0) return network;
  if (options_.begin_time) return *options_.begin_time;
  if (!options_.wall_clock) return network;
  return options_.wall_clock();
}

// ---- Streams --------------------------------------------------------------------------

bool LogManager::create_stream(int64_t id, Record* record) {
  if (!ids_) ids_ = as_enum(machine_.program().find_type("Log::ID"));
  if (id < 0 || id > kMaxStreamId) return complain("stream id out of range");
  if (policy_ == kNoFunction) policy_ = machine_.program().find_function("Log::log_stream_policy");
  if (const Value* most = machine_.find_global("Log::max_log_record_size")) max_row_ = most->u;
  read_rotation_base();

  Value columns = field(record, "columns");
  const Type* type = columns.is_null() ? nullptr : columns.box()->type;
  const TypeType* type_value = type ? as_type_type(type) : nullptr;
  const RecordType* record_type = type_value ? as_record(type_value->of) : nullptr;
  if (!record_type) return refuse("the columns of stream " + id_text(id) + " are no record type");
  for (const RecordField& f : record_type->fields)
    if (f.logged() && !is_loggable(f.type))
      return refuse("field '" + std::string(f.name) + "' of stream " + id_text(id) +
                    " cannot be logged: " + to_string(f.type));

  auto stream = std::make_shared<Stream>();
  stream->id = id;
  stream->columns = record_type;
  if (Value ev = field(record, "ev"); !ev.is_null() && ev.box()->type->kind == TypeKind::kFunction)
    stream->event = ev.box()->value.function()->id;
  stream->policy = Owned(retained(field(record, "policy")));
  const Program& program = machine_.program();
  const FunctionType* event_type =
      stream->event == kNoFunction ? nullptr : program.functions[stream->event].type;
  const FunctionType* policy_type =
      stream->policy.get().is_null() ? nullptr : stream->policy.get().function()->type;
  if (!takes_records(event_type, 0, record_type, "the event of stream " + id_text(id)) ||
      !takes_records(policy_type, 0, record_type, "the policy of stream " + id_text(id)))
    return false;
  stream->limits = {field(record, "max_field_string_bytes").u,
                    field(record, "max_total_string_bytes").u,
                    field(record, "max_field_container_elements").u,
                    field(record, "max_total_container_elements").u};
  stream->max_delay = field(record, "max_delay_interval").d;
  stream->max_delayed = field(record, "max_delay_queue_size").u;
  if (find(id)) complain("stream " + id_text(id) + " is created a second time");
  if (size_t(id) >= streams_.size()) streams_.resize(size_t(id) + 1);
  streams_[size_t(id)] = std::move(stream);
  return true;
}

bool LogManager::remove_stream(int64_t id) {
  if (!find(id)) return no_stream(id);
  if (building_) return complain("a default value removes a stream while a row is being made");
  // Scripts that hear of the ends of its logs find it removed, and may remove others.
  std::shared_ptr<Stream> stream = std::move(streams_[size_t(id)]);
  stream->removed = true;
  stream->delayed.clear();
  std::erase_if(delays_, [id](const auto& delay) { return delay.second->stream->id == id; });
  Outputs ending;
  for (const auto& [key, output] : outputs_)
    if (output->stream == id) ending.push_back(output);
  std::erase_if(outputs_, [id](const auto& output) { return output.second->stream == id; });
  end_outputs(ending);
  return true;
}

bool LogManager::set_enabled(int64_t id, bool enabled) {
  Stream* stream = find(id);
  if (!stream) return no_stream(id);
  stream->enabled = enabled;
  return true;
}

bool LogManager::add_filter(int64_t id, Record* record) {
  Stream* stream = find(id);
  if (!stream)
    return complain("cannot add a filter to stream " + id_text(id) + ", which does not exist");
  auto filter = std::make_shared<Filter>();
  if (!read_filter(*filter, *stream, record)) return false;
  drop_filter(*stream, filter->name);
  stream->filters.push_back(std::move(filter));
  return true;
}

bool LogManager::remove_filter(int64_t id, std::string_view name) {
  Stream* stream = find(id);
  if (!stream) return no_stream(id);
  if (drop_filter(*stream, name) == 0)
    complain("stream " + id_text(id) + " has no filter '" + std::string(name) + "' to remove");
  return true;
}

// Its logs stay open: a filter of the same name goes on with them.
size_t LogManager::drop_filter(Stream& stream, std::string_view name) {
  return std::erase_if(stream.filters, [&](const auto& filter) {
    if (filter->name == name) filter->removed = true;
    return filter->name == name;
  });
}

bool LogManager::set_buffered(int64_t id, bool buffered) {
  Stream* stream = find(id);
  if (!stream) return false;
  stream->buffered = buffered;
  for (auto& [key, output] : outputs_)
    if (output->stream == id && !output->failed)
      check(*output, output->writer->set_buffered(buffered));
  return true;
}

bool LogManager::flush(int64_t id) {
  if (!find(id)) return false;
  for (auto& [key, output] : outputs_)
    if (output->stream == id && !output->failed) check(*output, output->writer->flush());
  return true;
}

void LogManager::flush_all() {
  for (auto& [key, output] : outputs_) {
    if (output->failed || !output->gathered) continue;
    output->gathered = false;
    check(*output, output->writer->flush());
  }
}

void LogManager::end_outputs(const Outputs& ending) {
  Outputs rotated, closed;
  for (const auto& output : ending) {
    output->is_over = true;
    // Whoever rotates it ends it.
    if (output->is_rotating) continue;
    if (!output->failed && output->rotation_interval > 0) rotated.push_back(output);
    closed.push_back(output);
  }
  rotate_each(rotated, Ending::kTerminating);
  for (const auto& output : closed)
    if (!output->failed) check(*output, output->writer->finish(now()));
}

void LogManager::finish() {
  if (finished_) return;
  release_delays();
  finished_ = true;
  // Scripts that hear of the ends may remove streams.
  Outputs ending;
  for (auto& [key, output] : std::exchange(outputs_, {})) ending.push_back(output);
  end_outputs(ending);
  delays_.clear();
}

std::vector<LogManager::StreamCount> LogManager::stream_counts() const {
  std::vector<StreamCount> counts;
  for (const auto& stream : streams_)
    if (stream) counts.push_back({id_text(stream->id), stream->writes});
  return counts;
}

std::vector<LogManager::OutputCount> LogManager::output_counts() const {
  const EnumType* writers = as_enum(machine_.program().find_type("Log::Writer"));
  std::vector<OutputCount> counts;
  for (const auto& [key, output] : outputs_)
    counts.push_back({id_text(output->stream), output->filter, output->path,
                      std::string(writers->label_of(output->writer_id)), output->writes,
                      output->discarded, output->truncation.strings,
                      output->truncation.containers});
  return counts;
}

// ---- Rows -----------------------------------------------------------------------------

bool LogManager::write(int64_t id, const Type* type, Value v) {
  // Policies may remove the stream or its filters: both stay until the write is done.
  if (!find(id)) return no_stream(id);
  std::shared_ptr<Stream> stream = streams_[size_t(id)];
  if (!stream->enabled || finished_) return true;
  ++stream->writes;
  const RecordType* record_type = as_record(type);
  if (!record_type || v.is_null())
    return refuse("what is logged to " + id_text(id) + " is no record");
  if (building_) return complain("a default value writes to a log while a row is being made");

  Owned kept;
  Record* record = v.record();
  if (record->type() != stream->columns) {
    std::string error;
    record = coerced(stream->columns, record->type(), record, error);
    if (!record)
      return refuse("a record of another type was logged to " + id_text(id) + ": " + error);
    kept = Owned(Value::of(record));
  } else {
    kept = Owned(retained(v));
  }
  raise_event(*stream, record);
  Verdict verdict = Verdict::kPass;
  DelayedWrite* delayed = nullptr;
  if (policy_ != kNoFunction && !machine_.program().functions[policy_].bodies.empty()) {
    ActiveWrite active{stream, record};
    active_.push_back(&active);
    if (!passes_stream_policies(*stream, record)) verdict = Verdict::kVeto;
    active_.pop_back();
    delayed = active.delayed;
  }
  if (stream->removed) return true;
  if (!delayed || verdict == Verdict::kVeto) {
    if (delayed) forget_delay(*delayed);
    write_to_filters(*stream, record, verdict);
  } else if (delayed->references == 0) {
    release_write(*delayed);
  } else {
    enqueue_delay(*delayed);
    trim_delays(*stream);
  }
  return true;
}

void LogManager::write_to_filters(Stream& stream, Record* record, Verdict verdict) {
  if (!active_.empty()) active_.push_back(nullptr);
  // Filters that a policy adds are not asked any more.
  for (size_t i = 0, count = stream.filters.size(); i < count && i < stream.filters.size(); ++i) {
    std::shared_ptr<Filter> filter = stream.filters[i];
    write_to(stream, *filter, record, verdict);
    if (stream.removed) break;
    // The next one has moved up.
    if (filter->removed && (i >= stream.filters.size() || stream.filters[i] != filter))
      --i, --count;
  }
  if (!active_.empty()) active_.pop_back();
}

void LogManager::raise_event(Stream& stream, Record* record) {
  if (stream.event == kNoFunction || !machine_.wants(stream.event)) return;
  const FunctionType* type = machine_.program().functions[stream.event].type;
  if (type->parameters.size() != 1) return;
  Value taken[] = {argument(type->parameters[0].type, stream.columns, Value::of(record))};
  machine_.raise(stream.event, taken);
}

bool LogManager::passes_stream_policies(Stream& stream, Record* record) {
  Owned rec(argument(machine_.program().functions[policy_].type->parameters[0].type, stream.columns,
                     Value::of(record)));
  Value arguments[] = {rec.get(), Value::of_int(stream.id)};
  return machine_.run_hook(policy_, arguments);
}

bool LogManager::passes_policy(Stream& stream, Filter& filter, Record* record) {
  Value hook = !filter.policy.get().is_null() ? filter.policy.get() : stream.policy.get();
  if (hook.is_null()) return true;
  FunctionId id = hook.function()->id;
  if (machine_.program().functions[id].bodies.empty()) return true;
  Owned rec(argument(hook.function()->type->parameters[0].type, stream.columns, Value::of(record)));
  Value arguments[] = {rec.get(), Value::of_int(stream.id), filter.record.get()};
  return machine_.run_hook(id, arguments);
}

// Policies of filters hear of records that may not be written, too.
void LogManager::write_to(Stream& stream, Filter& filter, Record* record, Verdict verdict) {
  if (!filter.log_local || !passes_policy(stream, filter, record)) return;
  if (verdict == Verdict::kVeto) return;
  // The decision still holds for this record, but a log may be gone.
  if (stream.removed || finished_) return;
  Output* output = filter.output;
  if (!output || !filter.path_is_fixed) {
    std::string path = path_for(stream, filter, record);
    if (stream.removed || finished_) return;
    output = output_for(stream, filter, path);
    if (!output) return;
  }
  if (output->failed) {
    ++output->discarded;
    return;
  }
  Returned extension;
  if (filter.extension) {
    Owned path(Value::of(make_string(machine_.heap(), output->path)));
    Value arguments[] = {path.get()};
    machine_.run(filter.ext_func.get().function(), arguments, &extension);
    if (stream.removed || finished_) return;
  }
  building_ = true;
  builder_.begin(stream.limits);
  Value ext = extension.get();
  if (filter.extension) builder_.add(filter.ext_plan, ext.is_null() ? nullptr : ext.record());
  builder_.add(filter.plan, record);
  std::span<const Cell> row = builder_.finish();
  bool fits = builder_.size() <= max_row_;
  if (fits) check(*output, output->writer->write(row));
  building_ = false;
  if (!fits) {
    ++output->discarded;
    return raise_weird(stream, "log_record_too_large");
  }
  output->has_rows = output->gathered = true;
  ++output->writes;
  ++rows_;
  if (RowBuilder::Truncation cut = builder_.truncation(); cut.strings || cut.containers) {
    output->truncation.strings += cut.strings;
    output->truncation.containers += cut.containers;
    report_truncation(stream, cut);
  }
}

void LogManager::report_truncation(Stream& stream, const RowBuilder::Truncation& what) {
  if (what.strings) raise_weird(stream, "log_string_field_truncated");
  if (what.containers) raise_weird(stream, "log_container_field_truncated");
}

void LogManager::raise_weird(Stream& stream, std::string_view name) {
  FunctionId weird = machine_.program().find_function("net_weird");
  if (weird == kNoFunction || !machine_.wants(weird)) return;
  Heap& heap = machine_.heap();
  Value arguments[] = {Value::of(make_string(heap, name)),
                       Value::of(make_string(heap, id_text(stream.id))),
                       Value::of(make_string(heap, ""))};
  machine_.raise(weird, arguments);
}

// ---- Logs -----------------------------------------------------------------------------

std::string LogManager::path_for(Stream& stream, Filter& filter, Record* record) {
  if (filter.path_func.get().is_null()) {
    filter.path_is_fixed = true;
    return filter.path;
  }
  Function* function = filter.path_func.get().function();
  Owned rec(argument(function->type->parameters[2].type, stream.columns, Value::of(record)));
  if (rec.get().is_null()) return {};
  Owned path(Value::of(make_string(machine_.heap(), filter.path)));
  Value arguments[] = {Value::of_int(stream.id), path.get(), rec.get()};
  Returned result;
  if (!machine_.run(function, arguments, &result) || result.get().is_null()) return {};
  std::string chosen(result.get().string()->view());
  // What the default function says once it says for ever.
  if (filter.path.empty()) filter.path = chosen;
  filter.path_is_fixed = function->name == "Log::default_path_func";
  return chosen;
}

LogManager::Output* LogManager::output_for(Stream& stream, Filter& filter,
                                           const std::string& path) {
  if (path.empty()) {
    if (!std::exchange(filter.lacks_path, true))
      complain("filter '" + filter.name + "' of stream " + id_text(stream.id) +
               " has no path: what it would write is lost");
    return nullptr;
  }
  if (filter.output && filter.output_path == path) return filter.output;
  filter.output = open_output(stream, filter, path);
  filter.output_path = path;
  return filter.output;
}

// The path itself, or one with a number behind it if another filter has it. `existing`: the
// filter's own log.
std::string LogManager::free_path(int64_t writer, const std::string& path, const Filter& filter,
                                  Output*& existing) {
  std::string candidate = path;
  for (int number = 2;; ++number) {
    auto found = outputs_.find({writer, candidate + filter.part});
    if (found == outputs_.end()) return candidate;
    Output& output = *found->second;
    if (output.filter == filter.name && output.stream == filter.stream &&
        output.same_fields(filter)) {
      existing = &output;
      return candidate;
    }
    candidate = path + "-" + std::to_string(number);
  }
}

LogManager::Output* LogManager::open_output(Stream& stream, Filter& filter,
                                            const std::string& path) {
  Output* existing = nullptr;
  std::string chosen = free_path(filter.writer, path, filter, existing);
  if (existing) return existing;
  if (chosen != path)
    complain("Write using filter '" + filter.name + "' on path '" + path +
             "' changed to use new path '" + chosen + "' to avoid conflict with filter '" +
             outputs_.find({filter.writer, path + filter.part})->second->filter + "'");

  auto output = std::make_shared<Output>();
  output->stream = stream.id;
  output->filter = filter.name;
  output->path = chosen;
  output->fields = filter.ext_plan.fields();
  output->fields.insert(output->fields.end(), filter.plan.fields().begin(),
                        filter.plan.fields().end());
  output->writer_id = filter.writer;
  output->rotation_interval = filter.rotation_interval;
  output->postprocessor = Owned(retained(filter.postprocessor.get()));
  WriterInfo info = writer_info(filter, chosen, *filter.kind);
  output->open_time = info.open_time;
  output->writer = options_.make_writer(*filter.kind, info);
  Output& made = *output;
  outputs_[{filter.writer, chosen + filter.part}] = std::move(output);
  if (chosen.find('\0') == std::string::npos)
    check(made, made.writer->open(info, made.fields));
  else
    refuse(give_up(made, Error{"a path cannot hold a byte of value 0"}));
  if (!made.failed && !stream.buffered) check(made, made.writer->set_buffered(false));
  plan_rotation(made);
  return &made;
}

// What goes wrong with files is nothing that scripts did, whichever of them wrote last.
void LogManager::check(Output& output, const Outcome& outcome) {
  if (outcome.ok()) return;
  RuntimeError error;
  error.message = give_up(output, outcome.error());
  machine_.host().report(error);
}

std::string LogManager::give_up(Output& output, const Error& why) {
  output.failed = true;
  lost_rows_ = true;
  return "log " + output.path + ": " + why.message + "; it is not written any more";
}

WriterInfo LogManager::writer_info(const Filter& filter, const std::string& path,
                                   const WriterRegistry::Kind& kind) {
  WriterInfo info;
  info.path = path;
  info.filter = filter.name;
  info.folder = log_folder();
  info.open_time = now();
  info.network_time = machine_.network_time();
  info.rotation_interval = filter.rotation_interval;
  info.rotation_base = rotation_base_;
  if (Value function = filter.postprocessor.get(); !function.is_null())
    info.postprocessor = function.function()->name;
  info.options = kind_options(kind);
  info.config = filter.config;
  if (options_.force_json || stream_) info.config["use_json"] = "T";
  info.stream = stream_;
  info.database = options_.database;
  return info;
}

WriterConfig LogManager::kind_options(const WriterRegistry::Kind& kind) const {
  WriterConfig options;
  for (const std::string& option : kind.options)
    if (machine_.find_global(kind.module + "::" + option))
      options[option] = option_text(kind.module + "::" + option);
  return options;
}

std::string LogManager::log_folder() const {
  std::string folder = option_text("Log::default_logdir");
  return folder.empty() ? options_.folder : folder;
}

std::string LogManager::option_text(std::string_view name) const {
  const Program& program = machine_.program();
  auto found = program.global_ids.find(name);
  if (found == program.global_ids.end() || !machine_.global_is_set(found->second)) return {};
  const Type* type = program.globals[found->second].type;
  Value v = machine_.global(found->second);
  if (type->kind == TypeKind::kString) return std::string(v.string()->view());
  return to_string(type, v);
}

}  // namespace avocet
