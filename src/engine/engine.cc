#include "engine/engine.h"

#include <time.h>

#include <algorithm>
#include <filesystem>

#include "builtin/print.h"
#include "builtin/state.h"
#include "capture/file_source.h"
#include "capture/live_source.h"
#include "engine/loader.h"
#include "engine/script_options.h"
#include "engine/seed.h"
#include "engine/traffic.h"
#include "event/name_lookups.h"
#include "file/files.h"
#include "input/input_manager.h"
#include "logging/log_manager.h"
#include "signature/file_magic.h"

// The leaves: builtin groups, log writers, input readers and protocols, listed when configuring.
namespace avocet {
#define AVOCET_BUILTIN_GROUP(name) void register_##name(NativeRegistry&);
#include "builtin/groups.inc"
#undef AVOCET_BUILTIN_GROUP
#define AVOCET_LEAF(name) void register_##name(WriterRegistry&);
#include "logging/writer/leaves.inc"
#undef AVOCET_LEAF
#define AVOCET_LEAF(name) void register_##name(ProtocolRegistry&);
#include "protocol/leaves.inc"
#undef AVOCET_LEAF
#define AVOCET_LEAF(name) void register_##name(ReaderRegistry&);
#include "input/reader/leaves.inc"
#undef AVOCET_LEAF
}  // namespace avocet

namespace avocet {

namespace {

double clock_seconds() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return NetTime::from_parts(now.tv_sec, now.tv_nsec).seconds();
}

void register_builtins(NativeRegistry& registry) {
#define AVOCET_BUILTIN_GROUP(name) register_##name(registry);
#include "builtin/groups.inc"
#undef AVOCET_BUILTIN_GROUP
}

void register_writers(WriterRegistry& registry) {
#define AVOCET_LEAF(name) register_##name(registry);
#include "logging/writer/leaves.inc"
#undef AVOCET_LEAF
}

void register_protocols([[maybe_unused]] ProtocolRegistry& registry) {
#define AVOCET_LEAF(name) register_##name(registry);
#include "protocol/leaves.inc"
#undef AVOCET_LEAF
}

// What protocols declare stands beside what natives declare.
void declare_protocols(const ProtocolRegistry& protocols, NativeRegistry& natives) {
  for (const Protocol& protocol : protocols.protocols()) {
    natives.begin_group("protocol/" + std::string(protocol.name));
    natives.declare(protocol.declarations);
  }
}

// Names of files are told to scripts with a folder, if only the current one.
std::string shown_to_scripts(std::string file) {
  return file.empty() || file.front() == '/' || file.front() == '.' ? file : "./" + file;
}

void register_readers(ReaderRegistry& registry) {
#define AVOCET_LEAF(name) register_##name(registry);
#include "input/reader/leaves.inc"
#undef AVOCET_LEAF
}

// Files read for analysis go where those of the network go.
class InputFiles final : public FileBytesSink {
 public:
  InputFiles(Files& files, InputManager& inputs) : files_(files), inputs_(inputs) {
    inputs_.set_file_sink(this);
  }
  ~InputFiles() override { inputs_.set_file_sink(nullptr); }
  void bytes(std::string_view source, std::string_view data) override {
    files_.data(files_.id_of(source), {source}, data);
  }
  void end(std::string_view source) override { files_.end(files_.id_of(source)); }

 private:
  Files& files_;
  InputManager& inputs_;
};

// Tells MIME types by the rules that look at files.
MimeSniffer mime_sniffer(const RuleSet& rules) {
  auto magic = std::make_shared<FileMagic>(rules);
  return [magic](std::string_view bytes) {
    std::vector<uint8_t> copy(bytes.begin(), bytes.end());
    std::vector<MimeGuess> guesses;
    for (const MimeMatch& match : magic->match(copy))
      guesses.push_back({match.type, match.strength});
    return guesses;
  };
}

}  // namespace

// Members are destroyed from the last to the first: what uses stands behind what is used.
struct Engine::Parts final : Host {
  explicit Parts(Output& to) : output(to) {
    register_builtins(natives);
    register_protocols(protocols);
    declare_protocols(protocols, natives);
    register_writers(writers);
    register_readers(readers);
    machine.set_service(&control);
    machine.set_service(&builtin_state);
    machine.set_service(&queue);
    machine.set_service(&lookups);
    machine.set_service(&sources);
    machine.set_print(print_values);
  }

  // Host.
  void print(std::string_view text) override { output.print(text); }
  void report(const RuntimeError& error) override;
  void warn(Span span, std::string_view message) override;

  std::string_view short_text(Span span) const;
  void add_calls(std::span<const StackEntry> stack, Diagnostic& to) const;
  bool is_reporter(std::span<const StackEntry> stack) const;
  void show_new_diagnostics();
  void raise_message(const EventHandle& handle, std::string_view message, Span span);
  bool open_sources(const RunOptions& options, CaptureFiles& files,
                    std::vector<std::unique_ptr<PacketSource>>& interfaces);
  std::unique_ptr<PacketDumper> open_dumper(const std::string& path, const DumperOptions& format);
  bool open_dumpers(const RunOptions& options, const LoopSources& sources, Traffic& traffic);
  void run_loop(const RunOptions& options, const LoopSources& sources, Traffic& traffic,
                SignalWatch& signals);
  void apply(const RunOptions& options);
  double flush_interval() const;
  // Whether a signal came, and says so.
  bool told_signal(SignalWatch& signals);
  void apply_limits();
  void raise_script_loaded();
  bool fails_to_start(bool initialised);
  void raise(std::string_view event, std::initializer_list<Value> arguments = {});
  void follow_clock();
  void await_lookups();

  Output& output;
  SourceMap sources;
  DiagnosticSink sink;
  NativeRegistry natives;
  ProtocolRegistry protocols;
  WriterRegistry writers;
  ReaderRegistry readers;
  RunControl control;
  Program program;
  Machine machine{program, *this};
  BuiltinState builtin_state;  // holds values of the machine's heap
  EventQueue queue{machine};
  NameLookups lookups{NameLookups::from_environment()};
  InputManager inputs{machine, queue, readers};
  LoadOptions load_options;
  std::unique_ptr<Loader> loader;
  std::unique_ptr<LogManager> logs;
  size_t shown_diagnostics = 0;
  size_t errors = 0;  // of scripts at run time
  uint64_t seed = kDefaultSeed;
};

Engine::Engine(Output& output) : parts_(std::make_unique<Parts>(output)) {}

Engine::~Engine() = default;

const SourceMap& Engine::sources() const { return parts_->sources; }
Loader& Engine::loader() { return *parts_->loader; }
const Program& Engine::program() const { return parts_->program; }

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

// Notes of who called whom. A call that stands there many times in a row is one note.
void Engine::Parts::add_calls(std::span<const StackEntry> stack, Diagnostic& to) const {
  constexpr size_t kMostNotes = 10;
  for (size_t i = 1; i < stack.size() && to.notes.size() < kMostNotes;) {
    size_t begin = i++;
    while (i < stack.size() && stack[i].function == stack[begin].function &&
           stack[i].span == stack[begin].span)
      ++i;
    std::string note =
        "`" + program.functions[stack[begin - 1].function].name + "` was called here";
    if (i - begin > 1) note += ", " + std::to_string(i - begin) + " times in a row";
    to.notes.push_back({stack[begin].span, std::move(note)});
  }
}

// Whether a handler of messages is what runs: what goes wrong in it is shown, but told to no
// handler, or there would be no end.
bool Engine::Parts::is_reporter(std::span<const StackEntry> stack) const {
  if (stack.empty() || stack.back().function == kNoFunction) return false;
  std::string_view name = program.functions[stack.back().function].name;
  return name == "reporter_error" || name == "reporter_warning" || name == "reporter_info";
}

void Engine::Parts::report(const RuntimeError& error) {
  Diagnostic diagnostic;
  diagnostic.span = error.span();
  diagnostic.message = error.message;
  if (!error.detail.empty()) diagnostic.message += ": " + error.detail;
  add_calls(error.stack, diagnostic);
  output.diagnostic(diagnostic, sources);
  ++errors;
  // Those who see no source line are told the expression.
  std::string message = diagnostic.message;
  if (std::string_view text = short_text(diagnostic.span); !text.empty())
    message += " (" + std::string(text) + ")";
  if (!is_reporter(error.stack))
    raise_message(EventHandle(queue, program, "reporter_error"), message, diagnostic.span);
}

void Engine::Parts::warn(Span span, std::string_view message) {
  Diagnostic diagnostic;
  diagnostic.severity = Severity::kWarning;
  diagnostic.span = span;
  diagnostic.message = message;
  output.diagnostic(diagnostic, sources);
  if (!is_reporter(machine.call_stack()))
    raise_message(EventHandle(queue, program, "reporter_warning"), message, span);
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

// Packets are over, but somebody may still wait for the name of a host.
void Engine::Parts::await_lookups() {
  while (lookups.pending() && !control.terminate) {
    lookups.wait(std::chrono::milliseconds(50));
    if (!control.reading_files) follow_clock();
    queue.expire(machine.network_time());
    lookups.deliver();
    queue.drain();
  }
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
  if (initialised && errors == 0) return false;
  if (const char* allowed = std::getenv("ZEEK_ALLOW_INIT_ERRORS"); allowed && *allowed)
    return false;
  output.message(Severity::kError, "ended because of errors while starting");
  return true;
}

bool Engine::load(const LoadOptions& options, tree::Consumer* listener) {
  Parts& p = *parts_;
  p.load_options = options;
  p.control.start_time = clock_seconds();
  p.control.bare = options.bare;
  p.control.arguments = options.arguments;
  p.loader = std::make_unique<Loader>(p.program, p.machine, p.natives, p.sources, p.sink,
                                      p.load_options, listener);
  p.control.find_script = [&p](std::string_view name) {
    return shown_to_scripts(p.loader->path().find(name, ".").value_or(std::string()));
  };
  p.loader->load();
  p.machine.refresh();
  p.show_new_diagnostics();
  return !p.sink.has_errors();
}

bool Engine::Parts::open_sources(const RunOptions& options, CaptureFiles& files,
                                 std::vector<std::unique_ptr<PacketSource>>& interfaces) {
  for (const std::string& path : options.captures) {
    Outcome added = files.add(path, options.filter);
    if (added) continue;
    if (files.is_interrupted()) return false;
    output.message(Severity::kError, added.error().message);
    return false;
  }
  for (const std::string& sentence : files.skipped()) output.message(Severity::kWarning, sentence);
  LiveOptions live;
  live.filter = options.filter;
  if (const Value* snap = machine.find_global("Pcap::snaplen")) live.snap_length = int(snap->u);
  if (const Value* size = machine.find_global("Pcap::bufsize"))
    live.buffer_bytes = int(std::min<uint64_t>(size->u, 2047) << 20);
  for (const std::string& interface : options.interfaces) {
    SourceResult opened = open_live_capture(interface, live);
    if (!opened) {
      output.message(Severity::kError, opened.error().message);
      return false;
    }
    interfaces.push_back(std::move(opened).value());
  }
  return true;
}

DumperOptions format_of(const LoopSources& sources) {
  if (!sources.files.empty()) return sources.files.format();
  const PacketSource& first = *sources.live.front();
  return {.link = first.link_type(),
          .link_number = first.link_number(),
          .nanoseconds = first.has_nanoseconds(),
          .snap_length = first.snap_length()};
}

// Null after an error, which was shown.
std::unique_ptr<PacketDumper> Engine::Parts::open_dumper(const std::string& path,
                                                         const DumperOptions& format) {
  auto dumper = PacketDumper::open(path, format);
  if (dumper) return std::move(dumper).value();
  output.message(Severity::kError, dumper.error().message);
  return nullptr;
}

NetCounters counters_of(const Traffic& traffic, const LoopSources& sources) {
  NetCounters counters{.received = traffic.packets(), .bytes = traffic.bytes()};
  for (const auto& source : sources.live) {
    SourceStatistics statistics = source->statistics();
    counters.link += statistics.received;
    counters.dropped += statistics.dropped;
  }
  if (sources.live.empty()) counters.link = counters.received;
  return counters;
}

bool Engine::Parts::open_dumpers(const RunOptions& options, const LoopSources& sources,
                                 Traffic& traffic) {
  if (sources.files.empty() && sources.live.empty()) return true;
  DumperOptions format = format_of(sources);
  if (!options.write_capture.empty()) {
    auto dumper = open_dumper(options.write_capture, format);
    if (!dumper) return false;
    traffic.set_dumper(std::move(dumper));
  }
  if (!options.accepted_capture.empty()) {
    auto dumper = open_dumper(options.accepted_capture, format);
    if (!dumper) return false;
    traffic.set_accepted(std::move(dumper));
  }
  return true;
}

void Engine::Parts::apply_limits() {
  auto number = [&](std::string_view name) {
    const Value* found = machine.find_global(name);
    return found ? found->u : 0;
  };
  Limits limits = machine.limits();
  limits.steps = number("Limits::steps");
  limits.memory = number("Limits::memory");
  machine.set_limits(limits);
  machine.set_max_depth(uint32_t(std::min<uint64_t>(number("Limits::calls"), UINT32_MAX)));
}

void Engine::Parts::apply(const RunOptions& options) {
  apply_limits();
  control.reading_live = !options.interfaces.empty();
  control.reading_files = !options.captures.empty();
  seed = options.seed.value_or(control.reading_live ? fresh_seed() : kDefaultSeed);
  machine.seed(seed);
  if (!options.ignore_checksums) return;
  auto found = program.global_ids.find("ignore_checksums");
  if (found != program.global_ids.end()) machine.set_global(found->second, Value::of_bool(true));
}

// Whether nothing is read that bytes must be waited for.
bool reads_regular_files_only(const RunOptions& options) {
  if (options.captures.empty() || !options.interfaces.empty()) return false;
  return std::all_of(options.captures.begin(), options.captures.end(), [](const auto& path) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored);
  });
}

double Engine::Parts::flush_interval() const {
  const Value* interval = machine.find_global("Log::flush_interval");
  return interval ? interval->d : 1.0;
}

void Engine::Parts::run_loop(const RunOptions& options, const LoopSources& sources,
                             Traffic& traffic, SignalWatch& signals) {
  LoopOptions how;
  how.stay = read_flag(machine, "exit_only_after_terminate", false);
  how.pseudo_realtime = options.pseudo_realtime;
  if (output.wants_progress() && options.interfaces.empty())
    how.progress = [this](const ReadingProgress& progress) { output.progress(progress); };
  run_packet_loop(sources, traffic, signals, how);
  told_signal(signals);
}

bool Engine::Parts::told_signal(SignalWatch& signals) {
  int signal = signals.signal();
  if (signal == 0) return false;
  output.message(Severity::kNote, "received termination signal " + std::to_string(signal));
  return true;
}

int Engine::run(const RunOptions& options) {
  Parts& p = *parts_;
  // Live, and without packets, time is the clock's from the start.
  bool by_clock = options.captures.empty() || !options.interfaces.empty();
  if (by_clock) p.machine.set_network_time(clock_seconds());
  bool good = p.machine.run_initialisers();
  // Now it is known whether scripts keep it in their hands.
  if (by_clock && !read_flag(p.machine, "allow_network_time_forward", true))
    p.machine.set_network_time(0);
  p.apply(options);

  SignalWatch signals;
  if (!reads_regular_files_only(options)) signals.start_thread();
  CaptureFiles files(signals.interrupt());
  std::vector<std::unique_ptr<PacketSource>> interfaces;
  if (!p.open_sources(options, files, interfaces)) return p.told_signal(signals) ? 0 : 1;
  LoopSources sources{files, interfaces};

  LogOptions log_options;
  log_options.folder = options.log_folder;
  log_options.wall_clock = clock_seconds;
  log_options.force_json = options.json_logs;
  log_options.json_stream = options.json_stream;
  log_options.database = options.log_database;
  p.logs = std::make_unique<LogManager>(p.machine, p.writers, log_options);

  std::string errors;
  ShapeFinder shapes = [&p](std::string_view name) -> const RecordShape* {
    const RecordType* type = as_record(p.program.find_type(name));
    return type ? &p.program.shape(type) : nullptr;
  };
  std::unique_ptr<RuleSet> rules = read_signatures(*p.loader, p.machine, p.sources, p.sink);
  RuleSet* watching = rules && rules->watches_traffic() ? rules.get() : nullptr;
  Traffic traffic(p.machine, p.queue, p.control, shapes, p.protocols, watching, p.seed, p.sink,
                  errors);
  Files seen_files(p.machine, p.queue, shapes, p.seed, errors);
  if (rules) seen_files.set_sniffer(mime_sniffer(*rules));
  traffic.set_files(&seen_files);
  InputFiles input_files(seen_files, p.inputs);
  p.show_new_diagnostics();
  if (p.sink.has_errors()) return 1;
  if (!errors.empty()) {
    p.output.message(Severity::kError, "the scripts do not fit this program: " + errors);
    return 1;
  }
  if (!p.open_dumpers(options, sources, traffic)) return 1;
  traffic.set_idle([&p, flushed = clock_seconds(), interval = p.flush_interval()]() mutable {
    p.output.flush();
    double now = clock_seconds();
    if (now - flushed < interval) return;
    flushed = now;
    p.logs->flush_all();
  });
  traffic.set_logs(p.logs.get());
  traffic.set_lookups(&p.lookups);
  traffic.set_inputs(&p.inputs);

  p.logs->rotate_leftovers();
  p.control.net_counters = [&traffic, &sources] { return counters_of(traffic, sources); };
  p.queue.begin();
  p.raise("zeek_init");
  p.raise_script_loaded();
  p.queue.drain();
  if (p.fails_to_start(good)) return 1;
  traffic.begin_inputs();
  if (p.queue.raises_all()) traffic.renew_interest();
  traffic.refresh_options();
  p.control.initialised = true;
  if (!p.control.terminate) p.run_loop(options, sources, traffic, signals);
  p.await_lookups();
  p.control.terminate = true;
  p.queue.end_scheduling();
  p.raise("net_done", {Value::of_double(p.machine.network_time())});
  traffic.finish();
  p.logs->release_delays();
  p.raise("zeek_done");
  p.queue.expire_all();
  p.queue.drain();
  p.control.net_counters = {};
  p.logs->finish();

  for (const std::string& trouble : traffic.troubles()) p.output.message(Severity::kError, trouble);
  if (!traffic.troubles().empty() || !good) return 1;
  return p.control.exit_status;
}

}  // namespace avocet
