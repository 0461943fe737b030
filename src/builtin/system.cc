// The process, its environment, and the run.

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <syslog.h>
#include <unistd.h>

#include <cstring>

#include "builtin/entries.h"
#include "event/run_control.h"
#include "input/background_programs.h"
#include "input/environment.h"
#include "input/shell.h"

#ifndef AVOCET_VERSION
#define AVOCET_VERSION "0.1.0"
#endif

namespace avocet {

namespace {

RunControl* control(NativeCall& call) { return call.machine.try_service<RunControl>(); }

// Programs see what scripts set.
std::vector<std::string> environment_of_programs(NativeCall& call) {
  auto* environment = call.machine.try_service<Environment>();
  return environment ? environment->entries() : Environment().entries();
}

// Starts a line for the shell that is the first argument, beside this program; -1: it cannot.
Value start_line(NativeCall& call, const std::vector<std::string>& environment) {
  std::optional<std::string> line = text_for_system(call, 0);
  auto* programs = call.machine.try_service<BackgroundPrograms>();
  return Value::of_int(line && programs ? programs->start(*line, environment) : -1);
}

bool is_own_address(const IpAddress& wanted) {
  ifaddrs* list = nullptr;
  if (getifaddrs(&list) != 0) return false;
  bool found = false;
  for (ifaddrs* at = list; at && !found; at = at->ifa_next) {
    char text[INET6_ADDRSTRLEN] = "";
    if (!at->ifa_addr) continue;
    sockaddr_in v4{};
    sockaddr_in6 v6{};
    if (at->ifa_addr->sa_family == AF_INET) {
      std::memcpy(&v4, at->ifa_addr, sizeof v4);
      inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
    } else if (at->ifa_addr->sa_family == AF_INET6) {
      std::memcpy(&v6, at->ifa_addr, sizeof v6);
      inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
    }
    found = IpAddress::parse(text) == wanted;
  }
  freeifaddrs(list);
  return found;
}

// The variables that system_env() adds, each "ZEEK_ARG_NAME=value". What is no name of one is left
// out.
void add_arguments(NativeCall& call, Table* table, std::vector<std::string>& environment) {
  uint32_t position = 0;
  TableEntry entry;
  while (next_entry(table, position, entry)) {
    std::string_view name = entry.keys[0].string()->view();
    bool good =
        !name.empty() &&
        name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") ==
            std::string_view::npos;
    std::optional<std::string> value = text_for_system(call, entry.value->string()->view());
    if (good && value) environment.push_back("ZEEK_ARG_" + std::string(name) + "=" + *value);
  }
}

}  // namespace

void register_system(NativeRegistry& registry) {
  registry.add({R"(
## A variable of the environment; empty if there is none.
##
## Example: print setenv("AVOCET_EXAMPLE", "1"), getenv("AVOCET_EXAMPLE");   # T, 1
global getenv: function(var: string): string;
)",
                [](NativeCall& call) -> Value {
                  auto* environment = call.machine.try_service<Environment>();
                  std::string name = system_text(call, 0);
                  return call.make_string(environment ? environment->find(name).value_or("") : "");
                },
                kNoEffects});

  registry.add({R"(
## Sets a variable of the environment, for :zeek:id:`getenv` and for the programs that scripts start.
##
## Returns: F if a variable cannot have that name.
##
## Example: print setenv("AVOCET_EXAMPLE", "1");   # T
global setenv: function(var: string, val: string): bool;
)",
                [](NativeCall& call) -> Value {
                  auto* environment = call.machine.try_service<Environment>();
                  auto name = text_for_system(call, 0), value = text_for_system(call, 1);
                  return Value::of_bool(environment && name && value &&
                                        environment->set(*name, *value));
                }});

  registry.add({R"(
## Ends the run at once, and the program with an exit status. No handler goes on or begins any more, not even that of
## zeek_done; logs keep what was written to them.
global exit: function(code: int): any;
)",
                [](NativeCall& call) -> Value { return end_run(call, int(call.integer(0))); }});

  registry.add({R"(
## Ends the run as at the end of all input.
##
## Returns: F if it is ending already.
global terminate: function(): bool;
)",
                [](NativeCall& call) -> Value {
                  RunControl* run = control(call);
                  bool is_first = run && !run->terminate;
                  if (run) run->terminate = run->terminated_by_script = true;
                  return Value::of_bool(is_first);
                }});

  registry.add({R"(
## Whether the run is ending.
##
## Example: print zeek_is_terminating();   # F
global zeek_is_terminating: function(): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(control(call) && control(call)->terminate);
                },
                kNoEffects});

  registry.add({R"(
## Takes no more packets until :zeek:id:`continue_processing`.
global suspend_processing: function(): any;
)",
                [](NativeCall& call) -> Value {
                  if (RunControl* run = control(call)) ++run->suspended;
                  return Value::null();
                }});

  registry.add({R"(
## Takes packets again after :zeek:id:`suspend_processing`.
global continue_processing: function(): any;
)",
                [](NativeCall& call) -> Value {
                  if (RunControl* run = control(call); run && run->suspended > 0) --run->suspended;
                  return Value::null();
                }});

  registry.add({R"(
## Whether packets are being kept waiting.
##
## Example: print is_processing_suspended();   # F
global is_processing_suspended: function(): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(control(call) && control(call)->suspended > 0);
                },
                kNoEffects});

  registry.add({R"(
## Whether packets come from an interface.
##
## Example: print reading_live_traffic();   # F
global reading_live_traffic: function(): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(control(call) && control(call)->reading_live);
                },
                kNoEffects});

  registry.add({R"(
## Whether packets come from files.
##
## Example: print reading_traces();   # F
global reading_traces: function(): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(control(call) && control(call)->reading_files);
                },
                kNoEffects});

  registry.add({R"(
## The words of the command line, the name of the program first.
##
## Example: print |zeek_args()| >= 0;   # T
global zeek_args: function(): string_vec;
)",
                [](NativeCall& call) -> Value {
                  VectorResult words(call);
                  if (RunControl* run = control(call))
                    for (const std::string& word : run->arguments) words.add(word);
                  return words.take();
                },
                kNoEffects});

  registry.add({R"(
## The number of the process.
##
## Example: print getpid() > 0;   # T
global getpid: function(): count;
)",
                [](NativeCall&) -> Value { return Value::of_count(uint64_t(::getpid())); },
                kNoEffects});

  registry.add({R"(
## The name of the host.
##
## Example: print |gethostname()| > 0;   # T
global gethostname: function(): string;
)",
                [](NativeCall& call) -> Value {
                  char name[256] = "";
                  if (::gethostname(name, sizeof name - 1) != 0)
                    return call.make_string("<unknown>");
                  return call.make_string(name);
                },
                kNoEffects});

  registry.add(
      {R"(
## The version of the language and of its scripts that this program stands for, with a name and a version
## of the program behind it: what scripts compare with what they need.
##
## Example: print "-avocet" in zeek_version();   # T
global zeek_version: function(): string;
)",
       [](NativeCall& call) -> Value { return call.make_string("9.1.0-avocet" AVOCET_VERSION); },
       kNoEffects});

  registry.add(
      {R"(
## Starts a command line in the background; what it prints goes to standard error. At the end of the run those that have
## not ended are waited for, but no longer than a second.
##
## Returns: What the shell said of starting it, 0 if all is well; -1 if there is no shell. Not what becomes of the command:
##          :zeek:id:`piped_exec` waits for that.
##
## Example: print system("exit 3");   # 0
global system: function(str: string): int;
)",
       [](NativeCall& call) -> Value { return start_line(call, environment_of_programs(call)); }});

  registry.add({R"(
## Starts a command line as :zeek:id:`system` does, with more variables in its environment: each name gets ``ZEEK_ARG_`` in
## front.
##
## Returns: As :zeek:id:`system`.
##
## Example: print system_env("test $ZEEK_ARG_A = 5", table(["A"] = "5"));   # 0
global system_env: function(str: string, env: table_string_of_string): int;
)",
                [](NativeCall& call) -> Value {
                  std::vector<std::string> environment = environment_of_programs(call);
                  add_arguments(call, call.table(1), environment);
                  return start_line(call, environment);
                }});

  registry.add({R"(
## Runs a command line, gives it a string to read, and waits for it.
##
## Returns: F if that failed, or the exit status is not 0.
##
## Example: print piped_exec("grep -q b", "abc");   # T
global piped_exec: function(program: string, to_write: string): bool;
)",
                [](NativeCall& call) -> Value {
                  std::optional<std::string> line = text_for_system(call, 0);
                  if (!line) return Value::of_bool(false);
                  ShellRun run = run_shell(*line, environment_of_programs(call), call.text(1));
                  return Value::of_bool(run.took_input && run.status == 0);
                }});

  registry.add(
      {R"(
## Whether an address is one of this host's.
##
## Example: print is_local_interface(127.0.0.1), is_local_interface(192.0.2.1);   # T, F
global is_local_interface: function(ip: addr): bool;
)",
       [](NativeCall& call) -> Value { return Value::of_bool(is_own_address(call.address(0))); },
       kNoEffects});

  registry.add({R"(
## Gives a message to the log of the system.
global syslog: function(s: string): any;
)",
                [](NativeCall& call) -> Value {
                  if (auto text = text_for_system(call, 0))
                    ::syslog(LOG_NOTICE, "%s", text->c_str());
                  return Value::null();
                }});

  registry.add({R"(
## Whether only the core was loaded, as with ``-b``.
##
## Example: print bare_mode();   # T
global bare_mode: function(): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(control(call) && control(call)->bare);
                },
                kNoEffects});
}

}  // namespace avocet
