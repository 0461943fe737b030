// The command line of `avocet`.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/options.h"
#include "tool/component_list.h"

namespace avocet {

enum class Command : uint8_t { kRun, kCheck, kDump, kSelfTest, kComponents };
enum class DumpKind : uint8_t { kTokens, kAst, kTypes, kBytecode };

struct CommandLine {
  Command command = Command::kRun;
  DumpKind dump = DumpKind::kAst;
  ListDetail components = ListDetail::kNames;
  std::vector<std::string> components_wanted;  // by name; empty: all
  bool json_diagnostics = false;
  bool checks_each = false;  // scripts to check know nothing of each other
  std::string load_seeds;    // file to take the seed from; empty: none
  std::string save_seeds;    // file to write a fresh seed to
  std::string status_file;   // says what the program is about, for process managers; empty: none
  bool tells_time = false;   // how long loading and running took
  bool names_workers = false;
  bool has_no_seeds = false;  // all of them are 0 unless they are given
  LoadOptions load;
  RunOptions run;
};

// Something to print instead of doing anything: help, the version, or a usage error.
struct CommandLineMessage {
  std::string text;  // whole lines
  int status;        // 0: standard output; otherwise standard error and the exit status
};

std::variant<CommandLine, CommandLineMessage> parse_command_line(int argc, const char* const* argv);

}  // namespace avocet
