// The program `avocet`.

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <variant>

#include "engine/engine.h"
#include "engine/image_store.h"
#include "engine/script_path.h"
#include "tool/command_line.h"
#include "tool/console.h"
#include "tool/dump.h"

namespace avocet {
namespace {

std::string executable_path() {
  char buffer[4096];
  ssize_t size = readlink("/proc/self/exe", buffer, sizeof buffer);
  return size > 0 ? std::string(buffer, size_t(size)) : std::string();
}

int run(const CommandLine& line) {
  Console console(line.json_diagnostics ? Console::Format::kJson : Console::Format::kText);
  if (line.load.shipped_scripts.empty()) {
    console.message(Severity::kError,
                    "cannot find the shipped scripts: there is no `scripts` folder beside the program's folder and no "
                    "`share/avocet/scripts`; set AVOCET_SCRIPTS to the folder that holds `base/init-bare.zeek`");
    return 1;
  }
  if (line.command == Command::kDump) return dump(line, console);
  Engine engine(console);
  if (!engine.load(line.load)) return 1;
  if (line.command == Command::kCheck) return 0;
  return engine.run(line.run);
}

}  // namespace
}  // namespace avocet

int main(int argc, char** argv) {
  auto parsed = avocet::parse_command_line(argc, argv);
  if (auto* message = std::get_if<avocet::CommandLineMessage>(&parsed)) {
    std::fputs(message->text.c_str(), message->status == 0 ? stdout : stderr);
    return message->status;
  }
  auto& line = std::get<avocet::CommandLine>(parsed);
  const char* scripts = std::getenv("AVOCET_SCRIPTS");
  line.load.shipped_scripts =
      scripts && *scripts ? scripts : avocet::ScriptPath::shipped_scripts(avocet::executable_path());
  line.load.image_folder = avocet::ImageStore::folder_from_environment();
  return avocet::run(line);
}
