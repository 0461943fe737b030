#include "tool/dump.h"

#include "compiler/compiler.h"
#include "engine/loader.h"

namespace avocet {

int dump(const CommandLine& line, Console& console) {
  Engine engine(console);
  bool good = engine.load(line.load);
  switch (line.dump) {
    case DumpKind::kTokens:
    case DumpKind::kAst:
    case DumpKind::kTypes:
      console.message(Severity::kError, "this dump is not supported yet");
      return 1;
    case DumpKind::kBytecode:
      if (!good) return 1;
      engine.loader().compiler().compile_all();
      console.print(dump_bytecode(engine.program(), engine.sources()));
      return 0;
  }
  return 1;
}

}  // namespace avocet
