// The functions of module Storage: keys and values kept in databases.
//
// A value is stored as JSON, marked with the form's name and version. The functions of
// Storage::Async do the same as those of Storage::Sync; their answers come once the events at hand
// are handled.

#include <sys/stat.h>

#include <chrono>

#include "builtin/entries.h"
#include "builtin/json_values.h"
#include "builtin/sketch.h"
#include "builtin/state.h"
#include "builtin/store_database.h"
#include "event/event_queue.h"
#include "value/json.h"

namespace avocet {

namespace {

constexpr std::string_view kForm = "JSONv1;";

// In the order of Storage::ReturnCode.
enum class Code : int64_t {
  kSuccess,
  kValueTypeMismatch,
  kKeyTypeMismatch,
  kNotConnected,
  kTimeout,
  kConnectionLost,
  kOperationFailed,
  kKeyNotFound,
  kKeyExists,
  kConnectionFailed,
  kDisconnectionFailed,
  kInitializationFailed,
  kInProgress,
};

// What scripts hold: a database and the types of what it keeps.
struct BackendHandle : Opaque {
  using Opaque::Opaque;
  ~BackendHandle() override { stop_refreshing(); }
  size_t byte_size() const override { return sizeof *this; }
  std::string describe() const override { return "<opaque of BackendHandleVal>"; }

  StoreDatabase database;
  const Type* key_type = nullptr;
  const Type* value_type = nullptr;
  bool forced_sync = false;
  double last_expiry = 0;
  std::string label;  // of metrics

  // Metrics about the database are brought up to date while it is open.
  template <class F> void refresh_with(const Metrics& metrics, F refresh) {
    refreshers_ = metrics.refreshers;
    (*refreshers_)[this] = refresh;
  }
  void stop_refreshing() {
    if (refreshers_) refreshers_->erase(this);
  }

 private:
  std::shared_ptr<Metrics::Refreshers> refreshers_;
};

enum class Mode { kSync, kAsync };

struct Result {
  Code code = Code::kSuccess;
  std::string error = {};
  const Type* type = nullptr;  // of the value; null: none
  Value value = Value::null();
};

constexpr const char* kBackendLabel = "Storage::STORAGE_BACKEND_SQLITE";

class StorageMetrics {
 public:
  explicit StorageMetrics(NativeCall& call) : metrics_(state_of(call).metrics) {}

  void opened() { add(MetricKind::kCounter, "storage_backends_opened", "", {}, {}, 1); }
  void begin(const BackendHandle& handle) {
    for (const char* operation : {"put", "get", "erase"})
      for (const char* result : {"success", "fail", "error", "timeout"})
        count(handle, operation, result, 0);
    amount(handle, "data_written", "bytes", 0);
    amount(handle, "data_read", "bytes", 0);
    amount(handle, "expired_entries", "", 0);
  }
  void result(const BackendHandle& handle, const char* operation, Code code) {
    bool fail = code == Code::kKeyNotFound || code == Code::kKeyExists;
    count(handle, operation, code == Code::kSuccess ? "success" : fail ? "fail" : "error", 1);
  }
  // How long an operation took, among the bounds that scripts set.
  void latency(NativeCall& call, const BackendHandle& handle, const char* operation, double took) {
    MetricOptions options{"zeek",
                          "storage_backend_operation_latency",
                          "seconds",
                          "Storage",
                          {"config", "operation", "type"}};
    if (const Value* bounds = call.machine.find_global("Storage::latency_metric_bounds")) {
      const Vector* vector = bounds->vector();
      for (uint32_t i = 0; i < vector->size; ++i) options.bounds.push_back(vector->items[i].d);
    }
    auto* family = metrics_.family(MetricKind::kHistogram, std::move(options));
    if (family) family->observe(family->at({handle.label, operation, kBackendLabel}), took);
  }
  void amount(const BackendHandle& handle, std::string_view what, std::string_view unit, double n) {
    add(MetricKind::kCounter, "storage_backend_" + std::string(what), unit, {"config", "type"},
        {handle.label, kBackendLabel}, n);
  }

 private:
  void count(const BackendHandle& handle, const char* operation, const char* result, double n) {
    add(MetricKind::kCounter, "storage_backend_operation_results", "",
        {"config", "operation", "result", "type"}, {handle.label, operation, result, kBackendLabel},
        n);
  }
  void add(MetricKind kind, std::string_view name, std::string_view unit,
           std::vector<std::string> labels, std::vector<std::string> values, double n) {
    auto* family = metrics_.family(kind, {"zeek", name, unit, "Storage", std::move(labels)});
    if (family) family->at(std::move(values)).value += n;
  }

  Metrics& metrics_;
};

// The size of a database is looked at when somebody collects metrics.
void set_sizes(Metrics& metrics, BackendHandle& handle) {
  auto set = [&](std::string_view unit, double value) {
    auto* family = metrics.family(
        MetricKind::kGauge,
        {"zeek", "storage_sqlite_database_size", unit, "Size of the database", {"config"}});
    if (family) family->at({handle.label}).value = value;
  };
  struct stat about {};
  bool known = stat(handle.database.path().c_str(), &about) == 0;
  set("bytes", known ? double(about.st_size) : 0);
  set("pages", double(handle.database.pages()));
}

Value record_of(NativeCall& call, Result result) {
  RecordResult made(call, "Storage::OperationResult");
  made.set("code", Value::of_int(int64_t(result.code)));
  if (!result.error.empty()) made.set("error_str", result.error);
  if (result.type) made.set("value", boxed(call, result.type, result.value));
  return made.take();
}

// Does something now, and gives the answer now or soon.
template <class F> Value perform(NativeCall& call, Mode mode, F operation) {
  if (mode == Mode::kSync) return record_of(call, operation());
  uint64_t ticket = 0;
  if (!call.suspend(&ticket)) return Value::null();
  auto& triggers = call.machine.service<EventQueue>().triggers();
  triggers.answer_soon(ticket, record_of(call, operation()));
  return Value::null();
}

// ---- Opening --------------------------------------------------------------------------

StoreDatabase::Options options_of(NativeCall& call, Record* sqlite) {
  auto seconds = [&](std::string_view name) {
    std::optional<Value> found = field_of(call, sqlite, name);
    return found ? found->d : 0;
  };
  StoreDatabase::Options options;
  options.path = std::string(text_of(call, sqlite, "database_path"));
  options.table = std::string(text_of(call, sqlite, "table_name"));
  options.busy_timeout = seconds("busy_timeout");
  options.pragma_timeout = seconds("pragma_timeout");
  options.pragma_wait = seconds("pragma_wait_on_busy");
  std::optional<Value> pragmas = field_of(call, sqlite, "pragma_commands");
  uint32_t position = 0;
  TableEntry entry;
  while (pragmas && next_entry(pragmas->table(), position, entry))
    options.pragmas.emplace_back(entry.keys[0].string()->view(), entry.value->string()->view());
  return options;
}

// What is missing to open a database with these options; empty: nothing.
std::string what_is_missing(const BackendHandle& handle, const StoreDatabase::Options& options) {
  if (!handle.key_type || !handle.value_type) return "keys and values need types";
  if (options.path.empty()) return "the options for SQLite lack database_path";
  if (options.table.empty()) return "the options for SQLite have an empty table_name";
  return {};
}

const Type* type_argument(NativeCall& call, size_t i) {
  const TypeType* type = as_type_type(call.typed(i).first);
  return type ? type->of : nullptr;
}

void raise_opened(NativeCall& call, Value backend, const Type* options_type, Value options) {
  FunctionId event = call.program().find_function("Storage::backend_opened");
  if (event == kNoFunction || !call.machine.wants(event)) return;
  Value arguments[] = {backend, boxed(call, options_type, retained(options))};
  call.machine.raise(event, arguments);
}

Result open(NativeCall& call) {
  auto [options_type, options] = call.typed(1);
  const auto* handle_type = static_cast<const OpaqueType*>(call.named_type("Storage::Handle"));
  auto* handle = make_object<BackendHandle>(call.heap(), handle_type);
  Result result{.type = handle_type, .value = Value::of(handle)};
  handle->key_type = type_argument(call, 2);
  handle->value_type = type_argument(call, 3);
  Record* record = as_record(options_type) ? options.record() : nullptr;
  std::optional<Value> sqlite = record ? field_of(call, record, "sqlite") : std::nullopt;
  StoreDatabase::Options how =
      sqlite ? options_of(call, sqlite->record()) : StoreDatabase::Options();
  if (std::string missing = what_is_missing(*handle, how); !missing.empty()) {
    result.code = Code::kInitializationFailed;
    result.error = missing;
    return result;
  }
  std::optional<Value> forced = field_of(call, record, "forced_sync");
  handle->forced_sync = forced && forced->b();
  handle->label = how.path + "-" + how.table;
  if (!handle->database.open(how)) {
    result.code = Code::kOperationFailed;
    result.error = "Failed to open backend " + std::string(kBackendLabel) +
                   ": SQLite call failed: " + handle->database.error();
    return result;
  }
  StorageMetrics metrics(call);
  metrics.opened();
  metrics.begin(*handle);
  handle->refresh_with(state_of(call).metrics, [handle](Metrics& all) { set_sizes(all, *handle); });
  raise_opened(call, call.args[0], options_type, options);
  return result;
}

// ---- Operations -----------------------------------------------------------------------

BackendHandle* handle_of(NativeCall& call) {
  return dynamic_cast<BackendHandle*>(call.args[0].as<Opaque>());
}

std::string stored_text(const Type* type, Value value) {
  std::string text(kForm);
  append_json(text, type, value);
  return text;
}

// Now and then, what is over goes.
void expire(NativeCall& call, BackendHandle& handle) {
  const Value* interval = call.machine.find_global("Storage::expire_interval");
  double now = call.network_time();
  if (now < handle.last_expiry + (interval ? interval->d : 15)) return;
  handle.last_expiry = now;
  if (uint64_t gone = handle.database.expire(now))
    StorageMetrics(call).amount(handle, "expired_entries", "", double(gone));
}

Result failed(BackendHandle& handle) { return {Code::kOperationFailed, handle.database.error()}; }

// What every operation begins with; its result, if the operation cannot be.
std::optional<Result> refuses(NativeCall& call, BackendHandle* handle) {
  if (!handle || !handle->database.is_open())
    return Result{Code::kNotConnected, "Backend is closed"};
  if (!same_type(call.typed(1).first, handle->key_type)) return Result{Code::kKeyTypeMismatch};
  expire(call, *handle);
  return std::nullopt;
}

template <class F> Result counted(NativeCall& call, const char* operation, F run) {
  BackendHandle* handle = handle_of(call);
  auto began = std::chrono::steady_clock::now();
  std::optional<Result> refused = refuses(call, handle);
  Result result = refused ? *refused : run(*handle);
  if (!handle || handle->label.empty()) return result;
  std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  StorageMetrics metrics(call);
  metrics.result(*handle, operation, result.code);
  metrics.latency(call, *handle, operation, took.count());
  return result;
}

Result put_entry(NativeCall& call) {
  return counted(call, "put", [&](BackendHandle& handle) -> Result {
    auto [value_type, value] = call.typed(2);
    if (!same_type(value_type, handle.value_type)) return {Code::kValueTypeMismatch};
    double lifetime = call.real(4);
    double expires = lifetime > 0 ? call.network_time() + lifetime : 0;
    std::string text = stored_text(value_type, value);
    auto outcome = handle.database.put(stored_text(handle.key_type, call.typed(1).second), text,
                                       expires, call.boolean(3), call.network_time());
    if (outcome == StoreDatabase::Outcome::kExists) return {Code::kKeyExists};
    if (outcome == StoreDatabase::Outcome::kFailed) return failed(handle);
    StorageMetrics(call).amount(handle, "data_written", "bytes", double(text.size()));
    return {};
  });
}

Result get_entry(NativeCall& call) {
  return counted(call, "get", [&](BackendHandle& handle) -> Result {
    std::string text;
    auto outcome = handle.database.get(stored_text(handle.key_type, call.typed(1).second),
                                       call.network_time(), text);
    if (outcome == StoreDatabase::Outcome::kMissing) return {Code::kKeyNotFound};
    if (outcome == StoreDatabase::Outcome::kFailed) return failed(handle);
    StorageMetrics(call).amount(handle, "data_read", "bytes", double(text.size()));
    if (!text.starts_with(kForm))
      return {Code::kOperationFailed, "the value was stored in another form"};
    std::string error;
    auto value = value_from_json(call, std::string_view(text).substr(kForm.size()),
                                 handle.value_type, error);
    if (!value) return {Code::kOperationFailed, error};
    return {.type = handle.value_type, .value = *value};
  });
}

Result erase_entry(NativeCall& call) {
  return counted(call, "erase", [&](BackendHandle& handle) -> Result {
    auto outcome = handle.database.erase(stored_text(handle.key_type, call.typed(1).second));
    return outcome == StoreDatabase::Outcome::kFailed ? failed(handle) : Result();
  });
}

Result close_backend(NativeCall& call) {
  BackendHandle* handle = handle_of(call);
  if (!handle || !handle->database.is_open()) return {Code::kNotConnected, "Backend is closed"};
  handle->stop_refreshing();
  handle->database.close();
  return {};
}

Mode asynchronous(NativeCall& call) {
  BackendHandle* handle = handle_of(call);
  return handle && handle->forced_sync ? Mode::kSync : Mode::kAsync;
}

}  // namespace

// All are declared where their types are: base/frameworks/storage.
void register_storage(NativeRegistry& registry) {
  auto add = [&](const std::string& name, NativeFunction sync, NativeFunction async) {
    registry.add_body("Storage::Sync::__" + name, sync, kCallsScripts);
    registry.add_body("Storage::Async::__" + name, async, kCallsScripts);
  };
  add(
      "open_backend",
      [](NativeCall& call) { return perform(call, Mode::kSync, [&] { return open(call); }); },
      [](NativeCall& call) { return perform(call, Mode::kAsync, [&] { return open(call); }); });
  add(
      "close_backend",
      [](NativeCall& call) {
        return perform(call, Mode::kSync, [&] { return close_backend(call); });
      },
      [](NativeCall& call) {
        return perform(call, asynchronous(call), [&] { return close_backend(call); });
      });
  add(
      "put",
      [](NativeCall& call) { return perform(call, Mode::kSync, [&] { return put_entry(call); }); },
      [](NativeCall& call) {
        return perform(call, asynchronous(call), [&] { return put_entry(call); });
      });
  add(
      "get",
      [](NativeCall& call) { return perform(call, Mode::kSync, [&] { return get_entry(call); }); },
      [](NativeCall& call) {
        return perform(call, asynchronous(call), [&] { return get_entry(call); });
      });
  add(
      "erase",
      [](NativeCall& call) {
        return perform(call, Mode::kSync, [&] { return erase_entry(call); });
      },
      [](NativeCall& call) {
        return perform(call, asynchronous(call), [&] { return erase_entry(call); });
      });

  registry.add_body(
      "Storage::is_open",
      [](NativeCall& call) -> Value {
        BackendHandle* handle = handle_of(call);
        return Value::of_bool(handle && handle->database.is_open());
      },
      kNoEffects);
  registry.add_body(
      "Storage::is_forced_sync",
      [](NativeCall& call) -> Value {
        BackendHandle* handle = handle_of(call);
        return Value::of_bool(handle && handle->forced_sync);
      },
      kNoEffects);
}

}  // namespace avocet
