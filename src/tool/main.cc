// The program `avocet`.

#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <variant>

#include "engine/engine.h"
#include "engine/image_store.h"
#include "engine/script_path.h"
#include "engine/seed.h"
#include "engine/workers.h"
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

// False after an error, which was shown.
bool find_seed(CommandLine& line, Console& console) {
  for (const char* name : {"AVOCET_SEED_FILE", "ZEEK_SEED_FILE"})
    if (const char* file = std::getenv(name); file && *file && line.load_seeds.empty())
      line.load_seeds = file;
  if (line.load_seeds.empty() && line.save_seeds.empty()) return true;
  Result<uint64_t> seed =
      line.save_seeds.empty() ? load_seed(line.load_seeds) : save_seed(line.save_seeds);
  if (seed) {
    if (!line.run.seed) line.run.seed = *seed;
    return true;
  }
  console.message(Severity::kError, seed.error().message);
  return false;
}

// The file of --status-file: one word about the program, replaced as it goes on.
class StatusFile {
 public:
  StatusFile(std::string path, Console& console) : path_(std::move(path)), console_(console) {
    say("INITIALIZING");
  }
  ~StatusFile() { say("TERMINATED"); }
  void say(const char* state) {
    if (path_.empty()) return;
    std::ofstream file(path_, std::ios::trunc);
    file << state << " [avocet]\n";
    if (file.flush()) return;
    console_.message(Severity::kError, "cannot write the status file " + path_ + ": " +
                                           std::strerror(errno) + " [" + state + "]");
  }

 private:
  std::string path_;
  Console& console_;
};

class Stopwatch {
 public:
  void tell(Console& console, const std::string& what) {
    auto now = std::chrono::steady_clock::now();
    char text[64];
    std::snprintf(text, sizeof text, " took %.3f s",
                  std::chrono::duration<double>(now - began_).count());
    console.message(Severity::kNote, what + text);
    began_ = now;
  }

 private:
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

int run(CommandLine& line) {
  Console console(line.json_diagnostics ? Console::Format::kJson : Console::Format::kText);
  if (line.load.shipped_scripts.empty()) {
    console.message(Severity::kError, "cannot find the shipped scripts: there is no `scripts` "
                                      "folder beside the program's folder and no "
                                      "`share/avocet/scripts`; set AVOCET_SCRIPTS to the folder "
                                      "that holds `base/init-bare.zeek`");
    return 1;
  }
  if (!find_seed(line, console)) return 1;
  if (line.command == Command::kDump) return dump(line, console);
  StatusFile status(line.status_file, console);
  Stopwatch watch;
  if (line.run.workers > 1 && line.command == Command::kRun) {
    status.say("RUNNING");
    return run_workers(line.load, line.run, console);
  }
  Engine engine(console);
  if (!engine.load(line.load)) return 1;
  if (line.command == Command::kCheck) return 0;
  if (line.tells_time) watch.tell(console, "loading");
  status.say("RUNNING");
  int result = engine.run(line.run);
  if (line.tells_time) watch.tell(console, "running");
  return result;
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
  line.load.shipped_scripts = scripts && *scripts
                                  ? scripts
                                  : avocet::ScriptPath::shipped_scripts(avocet::executable_path());
  line.load.image_folder = avocet::ImageStore::folder_from_environment();
  return avocet::run(line);
}
