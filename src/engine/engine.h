// Engine: one script world and everything it needs: program, machine, events, flows, logs.
//
// The composition root: it makes the parts, ties them together and owns them. Nothing is shared
// between engines, so many may live in one process, each in its thread.
//
//   Engine engine(output);
//   if (!engine.load(load_options)) ...   diagnostics were shown
//   int status = engine.run(run_options);
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "engine/components.h"
#include "engine/options.h"

namespace avocet {

class Loader;
class Program;
struct OrderKey;
struct ReadingProgress;
struct SourceOptions;
struct WorkerRole;
namespace tree {
class Consumer;
}

// Where an engine's words go; the tool room prints them.
class Output {
 public:
  virtual ~Output() = default;
  // What scripts print, with newlines.
  virtual void print(std::string_view text) = 0;
  // A mistake in a script, found before or while running it.
  virtual void diagnostic(const Diagnostic& diagnostic, const SourceMap& sources) = 0;
  // A sentence about the outside world: a file, an interface, a signal. No newline.
  virtual void message(Severity severity, std::string_view text) = 0;
  // A live run has a moment: what was printed should leave now.
  virtual void flush() {}
  // Whether somebody looks on and wants to see how far the reading of captures has come.
  virtual bool wants_progress() const { return false; }
  virtual void progress(const ReadingProgress&) {}
};

class Engine {
 public:
  explicit Engine(Output& output);
  ~Engine();
  Engine(const Engine&) = delete;

  // The process ends with this engine: what only holds memory is left to the system. Files and
  // threads come to their end as ever.
  void leave_memory();

  // Loads scripts. False if they have errors; all diagnostics went to the output either way.
  // `listener`, if given, hears of everything that the compiler is given (for dumps).
  bool load(const LoadOptions& options, tree::Consumer* listener = nullptr);
  // The same in two steps: a process that loaded the base may fork, and each of the two go on with
  // scripts of its own. Of the options, `scripts` are left for the second step.
  void load_base(const LoadOptions& options, tree::Consumer* listener = nullptr);
  bool load_scripts(const std::vector<std::string>& scripts);

  // Runs: zeek_init, the packets of all sources, zeek_done. Precondition: load() succeeded, once.
  // 0 if all went well, 1 if something could not be done; what could be done is done, and every
  // row that could be written is written.
  int run(const RunOptions& options);

  // The same as one of several, in two parts. The first: globals have their values.
  void begin_as_worker(const RunOptions& options);
  // What the scripts say about where packets come from. Precondition: begin_as_worker().
  SourceOptions source_options() const;
  // The second: packets come in batches, and what is written goes to a merger.
  int run_as_worker(const RunOptions& options, WorkerRole& role);
  // Where in the run it is now.
  OrderKey order() const;
  // See EventQueue.
  bool is_about_run() const;
  double network_time() const;

  const SourceMap& sources() const;
  // What was found while loading.
  const std::vector<Diagnostic>& diagnostics() const;
  // For dumps. Precondition: load() was called.
  Loader& loader();
  const Program& program() const;
  // What C++ declares to scripts, with its documentation.
  std::string builtin_declarations() const;
  // What there is of analyzers, readers and writers. Precondition: load() succeeded.
  std::vector<Component> components() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace avocet
