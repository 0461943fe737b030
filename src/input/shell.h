// What programs started by a line for the shell have in common.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace avocet {

// Which descriptors of ours a program gets as its standard input, output and error; -1: ours of
// that number.
struct ShellStreams {
  int input = -1;
  int output = -1;
  int errors = -1;
  int held = -1;  // one that it only holds, as its descriptor kHeldByShell
};
constexpr int kHeldByShell = 9;

enum class ShellGroup : uint8_t {
  kOurs,
  kItsOwn,  // so that what the shell starts ends with it
};

// Starts `sh -c command`. 0, or what was wrong as errno has it. `environment`: "NAME=value" each.
int start_shell(const std::string& command, const std::vector<std::string>& environment,
                ShellStreams streams, ShellGroup group, pid_t& pid);

// As write(). A reader that is gone is an error, EPIPE, and no signal.
ssize_t write_quietly(int descriptor, std::string_view bytes);

// Runs a line and waits for it, having written `input`, if any, to its standard input. What it
// starts in the background has `held` as well.
struct ShellRun {
  bool started = false;
  bool took_input = true;  // all of it
  int status = -1;         // the exit status, or 128 and the number of the signal that ended it
};
ShellRun run_shell(const std::string& command, const std::vector<std::string>& environment,
                   std::optional<std::string_view> input = std::nullopt, int held = -1);

}  // namespace avocet
