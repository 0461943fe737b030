#include "engine/engine.h"

#include <time.h>

#include <algorithm>
#include <csignal>

#include "builtin/print.h"
#include "builtin/state.h"
#include "capture/file_source.h"
#include "capture/live_source.h"
#include "engine/loader.h"
#include "engine/script_options.h"
#include "engine/seed.h"
#include "engine/traffic.h"
#include "event/name_lookups.h"
#include "input/input_manager.h"
#include "logging/log_manager.h"

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

void register_readers(ReaderRegistry& registry) {
#define AVOCET_LEAF(name) register_##name(registry);
#include "input/reader/leaves.inc"
#undef AVOCET_LEAF
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
    machine.set_print(print_values);
  }

  // Host.
  void print(std::string_view text) override { output.print(text); }
  void report(const RuntimeError& error) override;
  void warn(Span span, std::string_view message) override;

  void show_new_diagnostics();
  void raise_message(const EventHandle& handle, std::string_view message, Span span);
  bool open_sources(const RunOptions& options, std::vector<std::unique_ptr<PacketSource>>& to);
  std::unique_ptr<PacketDumper>
  open_dumper(const std::string& path, const std::vector<std::unique_ptr<PacketSource>>& sources);
  bool open_dumpers(const RunOptions& options,
                    const std::vector<std::unique_ptr<PacketSource>>& sources, Traffic& traffic);
  void apply(const RunOptions& options);
  void raise(std::string_view event, std::initializer_list<Value> arguments = {});
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

void Engine::Parts::report(const RuntimeError& error) {
  Diagnostic diagnostic;
  diagnostic.span = error.span();
  diagnostic.message = error.message;
  if (!error.detail.empty()) diagnostic.message += ": " + error.detail;
  for (size_t i = 1; i < error.stack.size() && i < 10; ++i) {
    std::string callee = program.functions[error.stack[i - 1].function].name;
    diagnostic.notes.push_back({error.stack[i].span, "`" + callee + "` was called here"});
  }
  output.diagnostic(diagnostic, sources);
  raise_message(EventHandle(queue, program, "reporter_error"), diagnostic.message, diagnostic.span);
}

void Engine::Parts::warn(Span span, std::string_view message) {
  Diagnostic diagnostic;
  diagnostic.severity = Severity::kWarning;
  diagnostic.span = span;
  diagnostic.message = message;
  output.diagnostic(diagnostic, sources);
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

// Packets are over, but somebody may still wait for the name of a host.
void Engine::Parts::await_lookups() {
  while (lookups.pending() && !control.terminate) {
    lookups.wait(std::chrono::milliseconds(50));
    if (!control.reading_files) machine.set_network_time(clock_seconds());
    queue.expire(machine.network_time());
    lookups.deliver();
    queue.drain();
  }
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
    std::string found = p.loader->path().find(name, ".").value_or(std::string());
    return found.empty() || found.front() == '/' || found.front() == '.' ? found : "./" + found;
  };
  p.loader->load();
  p.machine.refresh();
  p.show_new_diagnostics();
  return !p.sink.has_errors();
}

bool Engine::Parts::open_sources(const RunOptions& options,
                                 std::vector<std::unique_ptr<PacketSource>>& to) {
  auto add = [&](SourceResult opened) {
    if (!opened) {
      output.message(Severity::kError, opened.error().message);
      return false;
    }
    to.push_back(std::move(opened).value());
    return true;
  };
  LiveOptions live;
  live.filter = options.filter;
  if (const Value* snap = machine.find_global("Pcap::snaplen")) live.snap_length = int(snap->u);
  for (const std::string& path : options.captures)
    if (!add(open_capture_file(path, options.filter))) return false;
  for (const std::string& interface : options.interfaces)
    if (!add(open_live_capture(interface, live))) return false;
  return true;
}

// Null after an error, which was shown.
std::unique_ptr<PacketDumper>
Engine::Parts::open_dumper(const std::string& path,
                           const std::vector<std::unique_ptr<PacketSource>>& opened) {
  DumperOptions format;
  format.link = opened.front()->link_type();
  format.link_number = opened.front()->link_number();
  format.snap_length = opened.front()->snap_length();
  format.nanoseconds = std::any_of(opened.begin(), opened.end(),
                                   [](const auto& source) { return source->has_nanoseconds(); });
  auto dumper = PacketDumper::open(path, format);
  if (dumper) return std::move(dumper).value();
  output.message(Severity::kError, dumper.error().message);
  return nullptr;
}

bool Engine::Parts::open_dumpers(const RunOptions& options,
                                 const std::vector<std::unique_ptr<PacketSource>>& opened,
                                 Traffic& traffic) {
  if (opened.empty()) return true;
  if (!options.write_capture.empty()) {
    auto dumper = open_dumper(options.write_capture, opened);
    if (!dumper) return false;
    traffic.set_dumper(std::move(dumper));
  }
  if (!options.accepted_capture.empty()) {
    auto dumper = open_dumper(options.accepted_capture, opened);
    if (!dumper) return false;
    traffic.set_accepted(std::move(dumper));
  }
  return true;
}

void Engine::Parts::apply(const RunOptions& options) {
  control.reading_live = !options.interfaces.empty();
  control.reading_files = !options.captures.empty();
  seed = options.seed.value_or(control.reading_live ? fresh_seed() : kDefaultSeed);
  machine.seed(seed);
  if (!options.ignore_checksums) return;
  auto found = program.global_ids.find("ignore_checksums");
  if (found != program.global_ids.end()) machine.set_global(found->second, Value::of_bool(true));
}

int Engine::run(const RunOptions& options) {
  Parts& p = *parts_;
  bool good = p.machine.run_initialisers();
  p.apply(options);

  std::vector<std::unique_ptr<PacketSource>> sources;
  if (!p.open_sources(options, sources)) return 1;

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
  Traffic traffic(p.machine, p.queue, p.control, shapes, p.protocols, p.seed, errors);
  if (!errors.empty()) {
    p.output.message(Severity::kError, "the scripts do not fit this program: " + errors);
    return 1;
  }
  if (!p.open_dumpers(options, sources, traffic)) return 1;
  traffic.set_idle([&p] {
    p.output.flush();
    p.logs->flush_all();
  });
  traffic.set_logs(p.logs.get());
  traffic.set_lookups(&p.lookups);
  traffic.set_inputs(&p.inputs);

  // Live, and without packets, time is the clock's from the start.
  if (p.control.reading_live || sources.empty()) p.machine.set_network_time(clock_seconds());
  p.logs->rotate_leftovers();
  p.raise("zeek_init");
  p.queue.drain();
  if (!p.control.terminate) {
    bool stay = read_flag(p.machine, "exit_only_after_terminate", false);
    LoopResult ended = run_packet_loop(sources, traffic, stay);
    if (ended.signal != 0)
      p.output.message(Severity::kNote,
                       "received termination signal " + std::to_string(ended.signal));
  }
  p.await_lookups();
  p.raise("net_done", {Value::of_double(p.machine.network_time())});
  traffic.finish();
  p.logs->release_delays();
  p.control.terminate = true;
  p.raise("zeek_done");
  p.queue.expire_all();
  p.queue.drain();
  p.logs->finish();

  for (const std::string& trouble : traffic.troubles()) p.output.message(Severity::kError, trouble);
  if (!traffic.troubles().empty() || !good) return 1;
  return p.control.exit_status;
}

}  // namespace avocet
