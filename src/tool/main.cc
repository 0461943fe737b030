// The program `avocet`.

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/system/system_error.hpp>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <new>
#include <string>
#include <string_view>
#include <system_error>
#include <variant>

#include "base/heap_growth.h"
#include "engine/engine.h"
#include "engine/image_store.h"
#include "engine/script_path.h"
#include "engine/seed.h"
#include "engine/workers.h"
#include "tool/command_line.h"
#include "tool/console.h"
#include "tool/dump.h"
#include "tool/self_check.h"

namespace avocet {
namespace {

std::string executable_path() {
  char buffer[4096];
  ssize_t size = readlink("/proc/self/exe", buffer, sizeof buffer);
  return size > 0 ? std::string(buffer, size_t(size)) : std::string();
}

const char* environment(std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (const char* value = std::getenv(name); value && *value) return value;
  return nullptr;
}

// Seeds that somebody recorded decide about uids and the order of tables, too. But whoever asks for
// workers, be it for one, gets uids that do not depend on their number.
void take_seeds(CommandLine& line, const Seeds& seeds) {
  if (line.run.seeds) return;
  line.run.seeds = seeds;
  line.run.numbered_uids = !line.names_workers;
  line.load.order_key = seeds.name_key();
}

// The seeds of a run: from a file, from the environment, or fresh ones where they shall be kept.
Outcome find_seeds(CommandLine& line) {
  if (const char* file = environment({"AVOCET_SEED_FILE", "ZEEK_SEED_FILE"});
      file && line.load_seeds.empty())
    line.load_seeds = file;
  std::optional<Seeds>& seeds = line.run.seeds;
  if (const char* values = environment({"AVOCET_SEED_VALUES", "ZEEK_SEED_VALUES"})) {
    if (!line.load_seeds.empty())
      return Error{"seeds are either in the environment or in a file, not both"};
    std::optional<Seeds> given = parse_seeds(values);
    if (!given)
      return Error{"seeds are 21 numbers apart by blanks, unlike those of the environment"};
    take_seeds(line, *given);
  } else if (!line.load_seeds.empty()) {
    Result<Seeds> loaded = load_seeds(line.load_seeds);
    if (!loaded) return loaded.error();
    take_seeds(line, *loaded);
  } else if (line.has_no_seeds) {
    take_seeds(line, Seeds{});
  }
  if (line.save_seeds.empty()) return {};
  if (!seeds) seeds = Seeds::spread(fresh_seed());
  return save_seeds(*seeds, line.save_seeds);
}

// The file of --status-file: one word about the program and, for who reads such files of other
// programs of this kind, a part of it in brackets; replaced as it goes on. That it cannot be
// written is told once.
class StatusFile {
 public:
  StatusFile(std::string path, Console& console) : path_(std::move(path)), console_(console) {}
  void say(std::string_view state) {
    if (path_.empty()) return;
    std::ofstream file(path_, std::ios::trunc);
    file << state << "\n";
    if (file.flush() || std::exchange(has_failed_, true)) return;
    console_.message(Severity::kError,
                     "cannot write the status file " + path_ + ": " + std::strerror(errno));
  }
  bool has_failed() const { return has_failed_; }

 private:
  std::string path_;
  Console& console_;
  bool has_failed_ = false;
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

// Logs that cannot be written are told before anything is read.
Outcome check_log_folder(const std::string& folder) {
  if (folder.empty()) return {};
  std::error_code why;
  bool is_folder = std::filesystem::is_directory(folder, why);
  if (is_folder && access(folder.c_str(), W_OK | X_OK) == 0) return {};
  std::string reason = why          ? why.message()
                       : !is_folder ? "it is not a folder"
                                    : std::strerror(errno);
  return Error{"cannot write logs to " + folder + ": " + reason};
}

// How a child ended, as waitpid() has it; -1, which stands for no exit, if that cannot be known.
int await(pid_t process) {
  int state = 0;
  while (waitpid(process, &state, 0) < 0)
    if (errno != EINTR) return -1;
  return state;
}

// Scripts that know nothing of each other: what comes with every world is loaded once, and each of
// them is then loaded by a process that begins there.
int check_each(const LoadOptions& load, Console& console) {
  Engine engine(console);
  engine.load_base(load);
  bool all_sound = true;
  for (const std::string& script : load.scripts) {
    console.flush();
    pid_t process = fork();
    if (process == 0) _exit(console.finish(engine.load_scripts({script}) ? 0 : 1));
    if (process < 0) {
      console.message(Severity::kError, "cannot check `" + script + "`: " + std::strerror(errno));
      return 1;
    }
    int state = await(process);
    if (!WIFEXITED(state))
      console.message(Severity::kError, "the check of `" + script + "` did not come to its end");
    all_sound &= WIFEXITED(state) && WEXITSTATUS(state) == 0;
  }
  return all_sound ? 0 : 1;
}

// Loads scripts and does with them what the command line wants.
int run_scripts(CommandLine& line, Console& console, StatusFile& status) {
  Stopwatch watch;
  if (line.run.workers > 1 && line.command == Command::kRun) {
    status.say("RUNNING [net_run]");
    int result = run_workers(line.load, line.run, console);
    status.say("TERMINATING [finish_run]");
    return result;
  }
  Engine engine(console);
#ifdef NDEBUG  // builds that look for leaks give everything back
  engine.leave_memory();
#endif
  if (!engine.load(line.load)) return 1;
  if (line.command == Command::kCheck) return 0;
  if (line.command == Command::kComponents) {
    std::vector<Component> components = engine.components();
    console.print(component_list(components, line.components_wanted, line.components));
    auto unknown = unknown_plugins(components, line.components_wanted);
    for (const std::string& name : unknown)
      console.message(Severity::kError, "there is nothing of the name `" + name +
                                            "`: `avocet -N` lists what there is");
    return unknown.empty() ? 0 : 1;
  }
  if (line.tells_time) watch.tell(console, "loading");
  status.say("RUNNING [net_run]");
  int result = engine.run(line.run);
  status.say("TERMINATING [finish_run]");
  if (line.tells_time) watch.tell(console, "running");
  return result;
}

int run(CommandLine& line, Console& console) {
  if (line.load.shipped_scripts.empty()) {
    console.message(Severity::kError, "cannot find the shipped scripts: there is no `scripts` "
                                      "folder beside the program's folder and no "
                                      "`share/avocet/scripts`; set AVOCET_SCRIPTS to the folder "
                                      "that holds `base/init-bare.zeek`");
    return 1;
  }
  if (Outcome found = find_seeds(line); !found) {
    console.message(Severity::kError, found.error().message);
    return 1;
  }
  if (Outcome sound = check_log_folder(line.run.log_folder); !sound) {
    console.message(Severity::kError, sound.error().message);
    return 1;
  }
  if (line.command == Command::kDump) return dump(line, console);
  if (line.command == Command::kSelfTest) return run_self_test(line.load.shipped_scripts, console);
  if (line.checks_each && !line.load.scripts.empty()) return check_each(line.load, console);
  StatusFile status(line.status_file, console);
  status.say("INITIALIZING [main]");
  if (status.has_failed()) return 1;
  int result = run_scripts(line, console, status);
  status.say("TERMINATED [atexit]");
  return status.has_failed() ? std::max(result, 1) : result;
}

// Without a buffer: nothing comes after it that would empty one.
void say_last(std::string_view what, std::string_view advice) {
  std::string text = "avocet: error: " + std::string(what) + "; " + std::string(advice) + "\n";
  ssize_t ignored = ::write(STDERR_FILENO, text.data(), text.size());
  (void)ignored;
}

// The last word where nobody could go on without what the system refuses.
[[noreturn]] void end_refused(std::string_view what, std::string_view advice) {
  say_last(what, advice);
  _exit(1);
}

// Called for an exception that nobody caught. What the system does not grant is no mistake of this
// program, so that no core is of use.
[[noreturn]] void end_by_exception() {
  constexpr std::string_view kLimits = "`ulimit -a` shows what a process may have";
  constexpr std::string_view kMistake = "this is a mistake in avocet itself, and worth a report";
  try {
    if (std::exception_ptr last = std::current_exception()) std::rethrow_exception(last);
  } catch (const std::bad_alloc&) {
    end_refused("there is no more memory; what logs had still to write is lost", kLimits);
  } catch (const std::ios_base::failure& error) {
    say_last(error.what(), kMistake);
  } catch (const std::system_error& error) {
    end_refused(std::string("the system refuses a thread or a descriptor: ") + error.what(),
                kLimits);
  } catch (const boost::system::system_error& error) {
    end_refused(std::string("the system refuses a descriptor: ") + error.what(), kLimits);
  } catch (const std::exception& error) {
    say_last(error.what(), kMistake);
  } catch (...) {
    say_last("an exception of an unknown kind", kMistake);
  }
  std::abort();  // lint: allow(abort): as without this function
}

// What is opened later must not take the place of a standard stream that is closed: a log would get
// what is printed. Reading there finds nothing, writing fails.
void reserve_standard_streams() {
  for (int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (::fcntl(descriptor, F_GETFD) < 0) ::open("/dev/null", O_RDONLY);
}

}  // namespace
}  // namespace avocet

int main(int argc, char** argv) {
  std::set_terminate(avocet::end_by_exception);
  avocet::reserve_standard_streams();
  // A file that may not grow is like a disk that is full: told, and other logs go on. A reader of
  // what is printed may go (`| head`): the logs are written to their end all the same. Not ignored,
  // which programs that are started would inherit.
  for (int number : {SIGXFSZ, SIGPIPE}) std::signal(number, [](int) {});
  avocet::grow_heap_in_large_steps();
  auto parsed = avocet::parse_command_line(argc, argv);
  if (auto* message = std::get_if<avocet::CommandLineMessage>(&parsed)) {
    avocet::Console console(avocet::Console::Format::kText);
    if (message->status != 0)
      std::fputs(message->text.c_str(), stderr);
    else
      console.print(message->text);
    return console.finish(message->status);
  }
  auto& line = std::get<avocet::CommandLine>(parsed);
  avocet::prefer_huge_pages_for_heap(line.load.bare);
  const char* scripts = std::getenv("AVOCET_SCRIPTS");
  line.load.shipped_scripts = scripts && *scripts
                                  ? scripts
                                  : avocet::ScriptPath::shipped_scripts(avocet::executable_path());
  line.load.image_folder = avocet::ImageStore::folder_from_environment();
  const char* usage = std::getenv("ZEEK_USAGE_ISSUES");
  if (usage && *usage && std::string_view(usage) != "0") line.load.doubts = true;
  using Format = avocet::Console::Format;
  avocet::Console console(line.json_diagnostics ? Format::kJson : Format::kText);
  return console.finish(avocet::run(line, console));
}
