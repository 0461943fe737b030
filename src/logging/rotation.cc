// Rotation: logs that are closed after a while, get a name that says when they were, and are handed
// to a postprocessor.

#include <time.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "base/never.h"
#include "logging/number_text.h"
#include "logging/rotation.h"
#include "logging/stream.h"

namespace avocet {

std::optional<double> rotation_base(std::string_view text) {
  unsigned hours = 0, minutes = 0;
  char rest = 0;
  std::string copy(text);
  if (std::sscanf(copy.c_str(), "%u:%u%c", &hours, &minutes, &rest) != 2 || hours > 23 ||
      minutes > 59)
    return std::nullopt;
  return hours * 3600.0 + minutes * 60.0;
}

double next_rotation(double now, double interval, double base) {
  time_t whole = time_t(now);
  tm parts{};
  localtime_r(&whole, &parts);
  parts.tm_hour = parts.tm_min = parts.tm_sec = 0;
  parts.tm_isdst = -1;
  double start = double(mktime(&parts)) + base;
  double next = start + std::ceil((now - start) / interval) * interval;
  return next <= now ? next + interval : next;
}

void LogManager::read_rotation_base() {
  const std::string text = option_text("log_rotate_base_time");
  std::optional<double> base = rotation_base(text);
  rotation_base_ = base.value_or(0);
  if (!base && !std::exchange(told_base_, true))
    machine_.host().tell(Severity::kWarning,
                         "log_rotate_base_time is \"" + text +
                             "\", but no time of the day such as \"6:30\": logs rotate as with "
                             "\"0:00\"");
}

// ---- When -----------------------------------------------------------------------------

void LogManager::plan_rotation(Output& output) {
  double now = machine_.network_time();
  if (output.rotation_interval <= 0) return;
  // Without a time yet, the first one that comes decides.
  output.next_rotation =
      now > 0 ? avocet::next_rotation(now, output.rotation_interval, rotation_base_) : 0;
  next_rotation_ = std::min(next_rotation_, output.next_rotation);
}

void LogManager::rotate_all_due(double now) {
  next_rotation_ = kNever;
  // Postprocessors may write, and so open logs.
  Outputs due;
  for (auto& [key, output] : outputs_) {
    if (output->rotation_interval <= 0 || output->failed) continue;
    if (output->next_rotation != 0 && output->next_rotation <= now) due.push_back(output);
    if (output->next_rotation <= now)
      plan_rotation(*output);
    else
      next_rotation_ = std::min(next_rotation_, output->next_rotation);
  }
  rotate_each(due, Ending::kGoesOn);
}

void LogManager::rotate_each(const Outputs& outputs, Ending ending) {
  if (outputs.empty()) return;
  LogOptions::RotationTurns turns;
  if (options_.share_rotation) {
    std::vector<LogWriter*> writers;
    for (const auto& output : outputs) writers.push_back(output->writer.get());
    turns = options_.share_rotation(writers, now());
  }
  for (size_t i = 0; i < outputs.size(); ++i) {
    Output& output = *outputs[i];
    // What scripts do meanwhile may end it.
    if (output.is_over && ending == Ending::kGoesOn) continue;
    std::optional<double> turn;
    if (options_.share_rotation)
      turn = turns[i];
    else if (output.has_rows)
      turn = output.open_time;
    output.has_rows = false;
    output.open_time = now();
    if (turn) rotate(output, ending, *turn);
  }
}

// ---- How ------------------------------------------------------------------------------

Record* LogManager::rotation_record(std::string_view type, const Rotation& rotation) {
  const RecordType* record_type = as_record(machine_.program().find_type(type));
  if (!record_type) return nullptr;
  Record* record = make_record(machine_.heap(), record_type);
  auto set = [&](std::string_view name, Value v) {
    int index = record_type->find(name);
    if (index >= 0)
      record->set(uint32_t(index), v);
    else if (name == "fname" || name == "path" || name == "postprocessor")
      release(v);
  };
  Heap& heap = machine_.heap();
  set("writer", Value::of_int(rotation.writer));
  set("fname", Value::of(make_string(heap, rotation.file)));
  set("path", Value::of(make_string(heap, rotation.path)));
  set("open", Value::of_double(rotation.open));
  set("close", Value::of_double(rotation.close));
  set("terminating", Value::of_bool(rotation.ending == Ending::kTerminating));
  return record;
}

static std::string in_folder(const std::string& folder, const std::string& name) {
  if (folder.empty()) return name;
  return folder + (folder.ends_with('/') ? "" : "/") + name;
}

// Folder and name that the script's function wants, or the usual ones.
std::string LogManager::rotated_name(const Rotation& rotation, Function* postprocessor) {
  std::string folder = log_folder();
  Owned info(Value::of(rotation_record("Log::RotationFmtInfo", rotation)));
  Value arguments[] = {info.get()};
  if (Record* record = info.get().record(); record && postprocessor)
    if (int index = record->type()->find("postprocessor"); index >= 0)
      record->set(uint32_t(index), retained(Value::of(postprocessor)));
  Returned result;
  bool called = run_named("Log::rotation_format_func", arguments, &result);
  std::string name = rotated_log_name(rotation.path, rotation.open);
  if (called && !result.get().is_null()) {
    Record* path = result.get().record();
    name = text_field(path, "file_basename");
    if (std::string own = text_field(path, "dir"); !own.empty()) folder = own;
  } else {
    refuse("Failed to call Log::rotation_format_func for path " + rotation.path +
           " continuing with rotation to: " + (folder.empty() ? "." : folder) + "/" + name);
  }
  if ((folder + name).find('\0') != std::string::npos) {
    refuse("the function that names rotated logs gives log " + rotation.path +
           " a name with a byte of value 0: it gets the usual one");
    folder = log_folder();
    name = rotated_log_name(rotation.path, rotation.open);
  }
  std::string full = in_folder(folder, name);
  // The name may bring folders along, too: "%Y/%m/%d".
  std::filesystem::path own = std::filesystem::path(full).parent_path();
  if (own.empty()) return full;
  std::error_code trouble;
  std::filesystem::create_directories(own, trouble);
  if (!trouble) return full;
  complain("cannot make the folder " + own.string() + " for rotated logs: " + trouble.message());
  bool is_plain = name.find('/') == std::string::npos;
  return in_folder(log_folder(), is_plain ? name : rotated_log_name(rotation.path, rotation.open));
}

// The caller holds the output: scripts may remove its stream, but it ends with its new name then.
void LogManager::rotate(Output& output, Ending ending, double open) {
  Rotation rotation;
  rotation.writer = output.writer_id;
  rotation.path = output.path;
  rotation.open = open;
  rotation.close = now();
  rotation.ending = ending;
  Owned postprocessor(retained(output.postprocessor.get()));
  output.is_rotating = true;
  std::string name = rotated_name(rotation, postprocessor.get().function());
  output.is_rotating = false;
  output.has_rows = false;
  if (output.failed) return;
  Result<RotatedLog> log = output.writer->rotate(name, rotation.open, rotation.close);
  check(output, log ? Outcome() : Outcome(log.error()));
  bool ends_here = output.is_over && ending == Ending::kGoesOn;
  if (ends_here && !output.failed) check(output, output.writer->finish(now()));
  if (!log) return;
  if (!log->trouble.empty())
    complain("log " + output.path + ": " + log->trouble + "; " +
             (log->file.empty() ? "the next row begins a new one" : "it is called " + log->file));
  if (log->file.empty()) return;
  // Behind the name comes the extension, or first the number of a name that was free.
  if (log->file.starts_with(name + "-"))
    complain("there is a log of the name " + name + " already; what was rotated is called " +
             log->file);
  rotation.file = log->file;
  postprocess(rotation, postprocessor.get().function());
}

void LogManager::postprocess(const Rotation& rotation, Function* postprocessor) {
  Owned info(Value::of(rotation_record("Log::RotationInfo", rotation)));
  Value arguments[] = {info.get()};
  Returned result;
  bool ran = postprocessor ? machine_.run(postprocessor, arguments, &result)
                           : run_named("Log::__default_rotation_postprocessor", arguments, &result);
  note_failed_postprocessor(rotation, ran, result.get());
}

// What a postprocessor that came to its end says of itself; an error was told where it was made.
void LogManager::note_failed_postprocessor(const Rotation& rotation, bool ran, Value result) {
  if (ran && !result.u)
    complain("the postprocessor of log " + rotation.path + " says that it failed with " +
             rotation.file);
}

// A function, or a global that holds one. False: there is none, or it failed.
bool LogManager::run_named(std::string_view name, std::span<const Value> arguments,
                           Returned* result) {
  const Program& program = machine_.program();
  auto global = program.global_ids.find(name);
  if (global != program.global_ids.end() &&
      program.globals[global->second].type->kind == TypeKind::kFunction &&
      machine_.global_is_set(global->second))
    return machine_.run(machine_.global(global->second).function(), arguments, result);
  FunctionId id = program.find_function(name);
  return id != kNoFunction && machine_.run(id, arguments, result);
}

// ---- What an earlier run left ----------------------------------------------------------

void LogManager::rotate_leftovers() {
  for (const WriterRegistry::Kind& kind : writers_.kinds()) {
    if (!kind.take_leftovers) continue;
    WriterInfo info;
    info.folder = log_folder();
    info.options = kind_options(kind);
    const EnumType* labels = as_enum(machine_.program().find_type("Log::Writer"));
    const EnumLabel* label = labels ? labels->find(kind.label) : nullptr;
    if (!label) continue;
    for (const LeftoverLog& left : kind.take_leftovers(info)) {
      if (!left.trouble.empty()) complain(left.trouble);
      if (left.file.empty()) continue;
      Rotation rotation;
      rotation.writer = label->value;
      rotation.file = left.file;
      rotation.path = left.path;
      rotation.open = left.open;
      rotation.close = left.close;
      Owned record(Value::of(rotation_record("Log::RotationInfo", rotation)));
      Value arguments[] = {record.get()};
      std::string function = left.postprocessor;
      if (function.empty() || !run_named(function, arguments, nullptr))
        postprocess(rotation, nullptr);
    }
  }
}

}  // namespace avocet
