#include "engine/engine.h"

#include <time.h>

#include <algorithm>
#include <utility>

#include "builtin/broker_stores.h"
#include "builtin/print.h"
#include "builtin/state.h"
#include "engine/batch_taking.h"
#include "engine/call_notes.h"
#include "engine/closer_look.h"
#include "engine/file_parts.h"
#include "engine/late_answers.h"
#include "engine/leaves.h"
#include "engine/loaded_places.h"
#include "engine/loader.h"
#include "engine/metrics_server.h"
#include "engine/script_options.h"
#include "engine/seed.h"
#include "engine/sources.h"
#include "engine/traffic.h"
#include "engine/worker_role.h"
#include "event/name_lookups.h"
#include "event/wake_set.h"
#include "file/files.h"
#include "input/background_programs.h"
#include "input/environment.h"
#include "input/input_manager.h"
#include "logging/log_manager.h"
#include "vm/growing_records.h"

namespace avocet {

namespace {

double clock_seconds() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return NetTime::from_parts(now.tv_sec, now.tv_nsec).seconds();
}

}  // namespace

// Members are destroyed from the last to the first: what uses stands behind what is used.
struct Engine::Parts final : Host {
  // What only holds memory may be left to the end of the process.
  ~Parts() override {
    if (!leaves_memory) return;
    (void)loader.release();
    (void)owned_program.release();
  }
  explicit Parts(Output& to) : output(to) {
    register_builtins(natives);
    register_protocols(protocols);
    declare_protocols(protocols, natives);
    register_writers(writers);
    register_readers(readers);
    machine.set_service(&control);
    machine.set_service(&builtin_state);
    machine.set_service(&environment);
    machine.set_service(&wakes);
    wakes.add_readable(lookups.descriptor());
    machine.set_service(&programs);
    machine.set_service(&broker_stores);
    machine.set_service(&queue);
    machine.set_service(&lookups);
    machine.set_service(&sources);
    machine.set_print(print_values);
  }

  // Host.
  void print(std::string_view text) override { output.print(text); }
  void report(const RuntimeError& error) override;
  void warn(Span span, std::string_view text) override { say(Severity::kWarning, span, text); }
  void inform(Span span, std::string_view text) override { say(Severity::kNote, span, text); }
  void tell(Severity severity, std::string_view message) override;

  void tell_of(Diagnostic& diagnostic, std::span<const StackEntry> stack);
  void say(Severity severity, Span span, std::string_view message);
  void show(const Diagnostic& diagnostic);
  std::string_view short_text(Span span) const;
  bool is_reporter(std::span<const StackEntry> stack) const;
  void show_new_diagnostics();
  void raise_message(const EventHandle& handle, std::string_view message, Span span);
  std::unique_ptr<PacketDumper> open_dumper(const std::string& path, const DumperOptions& format);
  bool open_dumpers(const RunOptions& options, const LoopSources& sources);
  void sow(const RunOptions& options);
  void apply(const RunOptions& options);
  double flush_interval() const;
  void raise_script_loaded();
  bool fails_to_start(bool initialised);

  // The parts of a run, in this order. initialise() gives globals their values; false after an
  // error. prepare() makes what works on packets; false if it cannot be, which was told. begin()
  // runs zeek_init; false if the run ends there. end() is everything from net_done on.
  bool initialise(const RunOptions& options);
  bool prepare(const RunOptions& options, LogOptions log_options);
  bool begin(const LoopSources& sources, bool initialised);
  void run_loop(const RunOptions& options, const LoopSources& sources, SignalWatch& signals);
  int end(bool good);

  void raise(std::string_view event, std::initializer_list<Value> arguments = {});
  void follow_clock();
  void await_answers();
  FlowUids flow_uids() const;

  Output& output;
  SourceMap sources;
  DiagnosticSink sink;
  NativeRegistry natives;
  ProtocolRegistry protocols;
  WriterRegistry writers;
  ReaderRegistry readers;
  RunControl control;
  ExpiryPace expiry_pace;
  std::unique_ptr<Program> owned_program = std::make_unique<Program>();
  Program& program = *owned_program;
  Machine machine{program, *this};
  std::function<bool()> is_told_to_end = [] { return false; };  // the run, by a signal
  Environment environment;
  WakeSet wakes;
  BackgroundPrograms programs;
  BuiltinState builtin_state;  // holds values of the machine's heap
  BrokerStores broker_stores;
  EventQueue queue{machine};
  NameLookups lookups{NameLookups::from_environment()};
  InputManager inputs{machine, queue, readers};
  LoadOptions load_options;
  std::unique_ptr<Loader> loader;
  std::unique_ptr<LoadedPlaces> places;
  std::unique_ptr<LogManager> logs;
  std::unique_ptr<RuleSet> rules;
  std::unique_ptr<Traffic> traffic;
  std::unique_ptr<Files> files;
  std::unique_ptr<InputFiles> input_files;
  MetricsEndpoint metrics{machine, builtin_state.metrics, output};
  size_t shown_diagnostics = 0;
  size_t errors = 0;                        // of scripts at run time
  bool initialised = false;                 // of a worker: without errors
  const LinkCounts* link_counts = nullptr;  // see WorkerRole
  uint64_t seed = kDefaultSeed;
  bool numbered_uids = false;
  bool leaves_memory = false;
};

Engine::Engine(Output& output) : parts_(std::make_unique<Parts>(output)) {}

Engine::~Engine() = default;

void Engine::leave_memory() { parts_->leaves_memory = true; }

const SourceMap& Engine::sources() const { return parts_->sources; }
const std::vector<Diagnostic>& Engine::diagnostics() const { return parts_->sink.diagnostics(); }
Loader& Engine::loader() { return *parts_->loader; }
const Program& Engine::program() const { return parts_->program; }

std::string Engine::builtin_declarations() const {
  std::string all;
  for (const NativeRegistry::Prelude& prelude : parts_->natives.preludes()) all += prelude.text;
  return all;
}

std::vector<Component> Engine::components() const {
  return list_components(parts_->program, parts_->protocols);
}

void Engine::Parts::show_new_diagnostics() {
  const std::vector<Diagnostic>& all = sink.diagnostics();
  for (; shown_diagnostics < all.size(); ++shown_diagnostics)
    output.diagnostic(all[shown_diagnostics], sources);
}

// What stands at a place, if that is in one line.
std::string_view Engine::Parts::short_text(Span span) const {
  constexpr size_t kShown = 120;
  if (!span.known() || !sources.find(span)) return {};
  std::string_view text = sources.text(span);
  return text.size() > kShown || text.find('\n') != text.npos ? std::string_view() : text;
}

// Whether a handler of messages is what runs: what goes wrong in it is shown, but told to no
// handler, or there would be no end.
bool Engine::Parts::is_reporter(std::span<const StackEntry> stack) const {
  if (stack.empty() || stack.back().function == kNoFunction) return false;
  std::string_view name = program.functions[stack.back().function].name;
  return name == "reporter_error" || name == "reporter_warning" || name == "reporter_info";
}

// Until zeek_init was handled everything is shown; later scripts may have it for themselves.
void Engine::Parts::show(const Diagnostic& diagnostic) {
  if (!control.initialised || is_shown(machine, diagnostic.severity))
    output.diagnostic(diagnostic, sources);
}

void Engine::Parts::report(const RuntimeError& error) {
  if (!queue.triggers().is_news(error.span())) return;
  Diagnostic diagnostic;
  diagnostic.severity = error.severity;
  diagnostic.message = error.message;
  if (error.severity == Severity::kWarning) return tell_of(diagnostic, error.stack);
  if (!error.detail.empty()) diagnostic.message += ": " + error.detail;
  place_error(error.stack, program, *loader, diagnostic);
  show(diagnostic);
  ++errors;
  // Those who see no source line are told the expression, and nothing else: scripts compare that.
  // What a script says itself is told as it is.
  std::string message = diagnostic.message;
  std::string_view text = short_text(error.span());
  if (!text.empty() && !text.starts_with("Reporter::"))
    message = error.message + " (" + std::string(text) + ")";
  if (!is_reporter(error.stack))
    raise_message(EventHandle(queue, program, "reporter_error"), message, error.span());
}

// Something that ended nothing.
void Engine::Parts::say(Severity severity, Span span, std::string_view message) {
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.span = span;
  diagnostic.message = message;
  show(diagnostic);
  if (is_reporter(machine.call_stack())) return;
  EventHandle handle(queue, program,
                     severity == Severity::kWarning ? "reporter_warning" : "reporter_info");
  raise_message(handle, message, span);
}

void Engine::Parts::tell(Severity severity, std::string_view message) {
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.message = message;
  tell_of(diagnostic, machine.call_stack());
}

// Shows a message where a script asked for what went wrong; handlers are told no place.
void Engine::Parts::tell_of(Diagnostic& diagnostic, std::span<const StackEntry> stack) {
  place_error(stack, program, *loader, diagnostic);
  show(diagnostic);
  bool is_error = diagnostic.severity == Severity::kError;
  if (is_error) ++errors;
  if (!is_reporter(stack))
    raise_message(EventHandle(queue, program, is_error ? "reporter_error" : "reporter_warning"),
                  diagnostic.message, {});
}

void Engine::Parts::raise_message(const EventHandle& handle, std::string_view message, Span span) {
  if (!handle.wanted()) return;
  std::string place;
  if (span.known()) {
    Location location = sources.location(span);
    place = std::string(location.path) + ", line " + std::to_string(location.line);
  }
  Heap& heap = machine.heap();
  handle.raise({Value::of_double(machine.network_time()), Value::of(make_string(heap, message)),
                Value::of(make_string(heap, place))});
}

void Engine::Parts::raise(std::string_view event, std::initializer_list<Value> arguments) {
  EventHandle handle(queue, program, event);
  if (handle.wanted()) handle.raise(arguments);
}

// Network time becomes the clock's, unless scripts keep it in their hands.
void Engine::Parts::follow_clock() {
  if (read_flag(machine, "allow_network_time_forward", true))
    machine.set_network_time(clock_seconds());
}

void Engine::Parts::await_answers() {
  await_late_answers({lookups, inputs, queue, wakes,
                      [this] { return !control.terminate && !is_told_to_end(); },
                      [this] {
                        if (!control.reading_files) follow_clock();
                        return machine.network_time();
                      }});
}

void Engine::Parts::raise_script_loaded() {
  EventHandle handle(queue, program, "zeek_script_loaded");
  if (!handle.wanted()) return;
  const std::vector<std::string>& names = loader->loaded_files();
  for (size_t i = 0; i < names.size(); ++i)
    handle.raise({Value::of(make_string(machine.heap(), shown_to_scripts(names[i]))),
                  Value::of_count(loader->load_depths()[i])});
}

// Scripts that cannot even begin are not trusted with traffic.
bool Engine::Parts::fails_to_start(bool initialised) {
  if ((initialised && errors == 0) || machine.stopped()) return false;
  const char* allowed = std::getenv("ZEEK_ALLOW_INIT_ERRORS");
  if (allowed && *allowed && !machine.statement_failed()) return false;
  output.message(Severity::kNote, "ended while starting, because of what is told above");
  return true;
}

bool Engine::load(const LoadOptions& options, tree::Consumer* listener) {
  load_base(options, listener);
  return load_scripts(options.scripts);
}

void Engine::load_base(const LoadOptions& options, tree::Consumer* listener) {
  Parts& p = *parts_;
  p.load_options = options;
  if (options.order_key) p.machine.heap().set_order_key(*options.order_key);
  p.control.start_time = clock_seconds();
  p.control.bare = options.bare;
  p.control.arguments = options.arguments;
  p.loader = std::make_unique<Loader>(p.program, p.machine, p.natives, p.sources, p.sink,
                                      p.load_options, listener);
  p.places = std::make_unique<LoadedPlaces>(*p.loader);
  p.machine.set_service<DeclaredPlaces>(p.places.get());
  p.control.find_script = [&p](std::string_view name) {
    return shown_to_scripts(p.loader->path().find(name, ".").value_or(std::string()));
  };
  p.loader->load_base();
}

bool Engine::load_scripts(const std::vector<std::string>& scripts) {
  Parts& p = *parts_;
  LoadOptions& options = p.load_options;
  if (!options.lint && !p.lookups.mistake().empty()) {
    p.output.message(Severity::kError, p.lookups.mistake());
    return false;
  }
  options.scripts = scripts;
  p.loader->load_named_by_user();
  p.machine.refresh();
  if (options.lint) check_signatures(*p.loader, p.machine, p.sources, p.sink);
  bool is_sound = !p.sink.has_errors();
  if (!is_sound && !options.lint &&
      show_as_checked(options, p.sources, p.sink.diagnostics(), p.output))
    return false;
  p.show_new_diagnostics();
  return is_sound;
}

// Null after an error, which was shown.
std::unique_ptr<PacketDumper> Engine::Parts::open_dumper(const std::string& path,
                                                         const DumperOptions& format) {
  auto dumper = PacketDumper::open(path, format);
  if (dumper) return std::move(dumper).value();
  output.message(Severity::kError, dumper.error().message);
  return nullptr;
}

// `link`: of interfaces that another thread reads; null: none. The first worker tells of them.
static NetCounters counters_of(const Traffic& traffic, const LoopSources& sources,
                               const LinkCounts* link, uint32_t worker) {
  NetCounters counters{.received = traffic.packets(), .bytes = traffic.bytes()};
  if (link && worker > 1) return counters;
  if (link) {
    counters.link = link->link.load(std::memory_order_relaxed);
    counters.dropped = link->dropped.load(std::memory_order_relaxed);
    return counters;
  }
  for (const auto& source : sources.live) {
    SourceStatistics statistics = source->statistics();
    counters.link += statistics.received;
    counters.dropped += statistics.dropped;
  }
  if (sources.live.empty()) counters.link = counters.received;
  return counters;
}

bool Engine::Parts::open_dumpers(const RunOptions& options, const LoopSources& sources) {
  if (sources.is_empty()) return true;
  if (!options.write_capture.empty()) {
    auto dumper =
        open_dumper(options.write_capture, format_of_copy(sources, read_source_options(machine)));
    if (!dumper) return false;
    traffic->set_dumper(std::move(dumper));
  }
  if (!options.accepted_capture.empty()) {
    auto dumper = open_dumper(options.accepted_capture, format_of(sources));
    if (!dumper) return false;
    traffic->set_accepted(std::move(dumper));
  }
  return true;
}

void Engine::Parts::sow(const RunOptions& options) {
  bool fixed = !options.captures.empty() && options.interfaces.empty();
  seed = options.seeds ? seed_of(*options.seeds) : fixed ? kDefaultSeed : fresh_seed();
  builtin_state.seeds = options.seeds.value_or(Seeds::spread(seed));
  machine.seed(seed);
  numbered_uids = options.numbered_uids;
}

FlowUids Engine::Parts::flow_uids() const {
  if (!numbered_uids) return FlowUids(seed);
  const Value* bits = machine.find_global("bits_per_uid");
  return {builtin_state.seeds.name_key(), bits ? bits->u : 96};
}

void Engine::Parts::apply(const RunOptions& options) {
  apply_limits(machine);
  expiry_pace = read_expiry_pace(machine);
  machine.set_service(&expiry_pace);
  control.reading_live = !options.interfaces.empty();
  control.reading_files = !options.captures.empty();
  if (!options.ignore_checksums) return;
  auto found = program.global_ids.find("ignore_checksums");
  if (found != program.global_ids.end()) machine.set_global(found->second, Value::of_bool(true));
}

double Engine::Parts::flush_interval() const {
  const Value* interval = machine.find_global("Log::flush_interval");
  return interval ? interval->d : 1.0;
}

void Engine::Parts::run_loop(const RunOptions& options, const LoopSources& sources,
                             SignalWatch& signals) {
  LoopOptions how = loop_options(options, read_source_options(machine));
  how.between = [this] { metrics.poll(); };
  how.wake = wakes.descriptor();
  if (output.wants_progress() && options.interfaces.empty())
    how.progress = [this](const ReadingProgress& progress) { output.progress(progress); };
  run_packet_loop(sources, *traffic, signals, how);
}

bool Engine::Parts::prepare(const RunOptions& options, LogOptions log_options) {
  log_options.folder = options.log_folder;
  log_options.wall_clock = clock_seconds;
  log_options.force_json = options.json_logs;
  log_options.json_stream = options.json_stream;
  log_options.database = options.log_database;
  logs = std::make_unique<LogManager>(machine, writers, log_options);

  std::string errors;
  ShapeFinder shapes = [this](std::string_view name) -> const RecordShape* {
    const RecordType* type = as_record(program.find_type(name));
    return type ? &program.shape(type) : nullptr;
  };
  rules = read_signatures(*loader, machine, sources, sink);
  machine.set_service(rules.get());
  RuleSet* watching = rules && rules->watches_traffic() ? rules.get() : nullptr;
  traffic = std::make_unique<Traffic>(machine, queue, control, shapes, protocols, watching,
                                      flow_uids(), sink, errors);
  files = std::make_unique<Files>(machine, queue, shapes, errors);
  if (rules) files->set_sniffer(mime_sniffer(*rules));
  traffic->set_files(files.get());
  input_files = std::make_unique<InputFiles>(*files, inputs);
  show_new_diagnostics();
  if (sink.has_errors()) return false;
  if (!errors.empty()) {
    output.message(Severity::kError, "the scripts do not fit this program: " + errors);
    return false;
  }
  traffic->set_idle([this, flushed = clock_seconds(), interval = flush_interval()]() mutable {
    output.flush();
    double now = clock_seconds();
    if (now - flushed < interval) return;
    flushed = now;
    logs->flush_all();
  });
  traffic->set_tell([this](const std::string& what) { output.message(Severity::kError, what); });
  traffic->set_logs(logs.get());
  lookups.set_salt(read_text(machine, "digest_salt"));
  traffic->set_lookups(&lookups);
  traffic->set_inputs(&inputs);
  return true;
}

bool Engine::Parts::begin(const LoopSources& sources, bool initialised) {
  traffic->input().files = &sources.files;
  traffic->input().live = &sources.live;
  control.net_counters = [this, &sources] {
    return counters_of(*traffic, sources, link_counts, control.worker);
  };
  if (machine.statement_failed() && fails_to_start(false)) return false;
  if (read_flag(machine, "EventMetadata::add_missing_remote_network_timestamp", false) &&
      !read_flag(machine, "EventMetadata::add_network_timestamp", false)) {
    output.message(Severity::kError,
                   "EventMetadata::add_missing_remote_network_timestamp has a meaning only where "
                   "EventMetadata::add_network_timestamp is set, too");
    return false;
  }
  queue.begin();
  raise("zeek_init");
  raise_script_loaded();
  bool only_clock = sources.is_empty() && read_flag(machine, "exit_only_after_terminate", false);
  if (only_clock)
    queue.drain(RunControl::kRoundsWithoutPackets);
  else
    queue.drain();
  if (fails_to_start(initialised)) return false;
  traffic->begin_inputs();
  if (machine.raises_all()) traffic->renew_interest();
  traffic->refresh_options();
  control.options_changed = [this] { traffic->refresh_options(); };
  traffic->begin_packets();
  control.initialised = true;
  return true;
}

int Engine::Parts::end(bool good) {
  traffic->end_packets(Merger::kEnd - 1);
  await_answers();
  control.terminate = true;
  queue.end_scheduling();
  raise("net_done", {Value::of_double(machine.network_time())});
  traffic->finish();
  logs->release_delays();
  raise("zeek_done");
  queue.expire_all();
  queue.drain();
  control.net_counters = {};
  control.options_changed = {};
  queue.set_about_run(false);  // what rotates a log speaks for all
  logs->finish();
  if (traffic->has_failed() || logs->lost_rows() || input_files->lost_bytes() || !good) return 1;
  return control.exit_status;
}

bool Engine::Parts::initialise(const RunOptions& options) {
  sow(options);
  GrowingRecords growing(machine, loader->compiler().late_fields());
  machine.set_service(&growing);
  // Live, and without packets, time is the clock's once globals have their values.
  bool by_clock = options.captures.empty() || !options.interfaces.empty();
  if (by_clock) growing.before_statements([this] { follow_clock(); });
  bool good = machine.run_initialisers();
  machine.set_service<GrowingRecords>(nullptr);
  apply(options);
  return good || machine.stopped();
}

int Engine::run(const RunOptions& options) {
  Parts& p = *parts_;
  bool good = p.initialise(options);

  Tell tell = [&p](Severity severity, const std::string& text) {
    p.output.message(severity, text);
  };
  SignalWatch signals;
  if (!reads_regular_files_only(options)) signals.start_thread();
  CaptureFiles files(signals.interrupt());
  std::vector<std::unique_ptr<PacketSource>> interfaces;
  LoopSources sources{files, interfaces};
  if (!open_sources(options, read_source_options(p.machine), sources, tell))
    return tell_signal(signals, tell) ? 0 : 1;
  LogOptions log_options;
  log_options.begin_time = begin_time_of(options, files);
  if (!p.prepare(options, std::move(log_options)) || !p.open_dumpers(options, sources)) return 1;
  p.metrics.offer(p.control);
  p.logs->rotate_leftovers();
  if (!p.begin(sources, good)) return 1;
  bool runs = !p.control.terminate;
  if (runs) p.run_loop(options, sources, signals);
  bool told = runs && tell_signal(signals, tell);
  p.is_told_to_end = [&signals] { return signals.signal() != 0; };
  if (p.control.terminated_by_script && !told) tell_termination(tell);
  int status = p.end(good);
  p.is_told_to_end = [] { return false; };
  return status;
}

void Engine::begin_as_worker(const RunOptions& options) {
  parts_->initialised = parts_->initialise(options);
}

int Engine::run_as_worker(const RunOptions& options, WorkerRole& role) {
  Parts& p = *parts_;
  // The reader knows more about the sources.
  Interrupt never;
  CaptureFiles no_files(never);
  std::vector<std::unique_ptr<PacketSource>> no_interfaces;
  LoopSources sources{no_files, no_interfaces};
  LogOptions log_options;
  log_options.begin_time = role.begin_time;
  auto where = [this] { return order(); };
  p.control.worker = role.index + 1;
  p.link_counts = role.link_counts;
  role.merger.join(log_options, role.index, role.part, where, role.standing);
  p.metrics.share(role.metrics, role.index);
  p.metrics.offer(p.control);
  bool ready = p.prepare(options, std::move(log_options));
  if (ready && role.index == 0) p.logs->rotate_leftovers();
  if (!ready || !p.begin(sources, p.initialised)) {
    role.stop_reading();
    p.control.terminate = true;
    take_batches(role, *p.traffic, p.control, p.metrics);
    return 1;
  }
  role.merger.hand_over(role.index, role.part, 1, nullptr);
  take_batches(role, *p.traffic, p.control, p.metrics);
  p.is_told_to_end = [&role] { return role.stop.load(std::memory_order_relaxed); };
  return p.end(p.initialised);
}

SourceOptions Engine::source_options() const { return read_source_options(parts_->machine); }

OrderKey Engine::order() const { return parts_->traffic ? parts_->traffic->order() : OrderKey{}; }
bool Engine::is_about_run() const { return parts_->queue.is_about_run(); }
double Engine::network_time() const { return parts_->machine.network_time(); }

}  // namespace avocet
