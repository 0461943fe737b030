// Any bytes as a script in a small world: read, checked, compiled, and run for a limited number of
// steps.
//
// The world (world/base/init-bare.zeek) has no natives, so a script can neither touch files nor
// start programs. Whatever it does, it ends with diagnostics or run-time errors, never with a
// crash.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

#include "base/diagnostic.h"
#include "bytecode/program.h"
#include "engine/loader.h"
#include "vm/machine.h"

using namespace avocet;

namespace {

class SilentHost : public Host {
 public:
  void print(std::string_view text) override { printed_ += text.size(); }
  void report(const RuntimeError& error) override { printed_ += error.message.size(); }
  void warn(Span, std::string_view message) override { printed_ += message.size(); }
  void tell(Severity, std::string_view message) override { printed_ += message.size(); }

 private:
  size_t printed_ = 0;
};

void run_init(Machine& machine, const Program& program) {
  for (const FunctionInfo& function : program.functions) {
    if (function.name != "zeek_init") continue;
    machine.run_handlers(static_cast<FunctionId>(&function - program.functions.data()), {});
    return;
  }
}

// What the world says of a script. Whether it has errors.
bool run_script(std::string text) {
  LoadOptions options;
  options.shipped_scripts = AVOCET_SOURCE_DIR "/testing/fuzz/world";
  options.bare = true;
  options.lint = true;
  options.code.push_back(std::move(text));

  SourceMap sources;
  DiagnosticSink sink;
  NativeRegistry natives;
  Program program;
  SilentHost host;
  Machine machine(program, host, Limits{.frames = 200, .steps = 20'000, .memory = 64 << 20});
  Loader loader(program, machine, natives, sources, sink, options);
  loader.load();
  if (!sink.has_errors()) run_init(machine, program);
  volatile size_t rendered = render_text(sink, sources).size();
  (void)rendered;
  return sink.has_errors();
}

// Without its world, every script would end at the first step, and nothing be found.
bool has_world() { return !run_script("event zeek_init() { print twice(limit); }"); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const bool kHasWorld = has_world();
  if (!kHasWorld) std::abort();
  run_script(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
