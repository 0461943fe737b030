// ChildProcess: a command of the shell whose output is read without waiting for it.
#pragma once

#include <sys/types.h>

#include <string>

#include "base/result.h"
#include "event/wake_set.h"
#include "input/background_programs.h"
#include "input/environment.h"

namespace avocet {

class ChildProcess {
 public:
  ChildProcess() = default;
  ChildProcess(const ChildProcess&) = delete;
  // Ends the command with SIGTERM if it still runs.
  ~ChildProcess();

  struct Streams {
    std::string input;          // what the command reads
    bool reads_errors = false;  // its standard error is read, too; otherwise it goes to ours
    const Environment* environment = nullptr;  // null: that of the process
    BackgroundPrograms* programs = nullptr;    // takes what does not end at once; null: the system
    WakeSet* wakes = nullptr;  // gets what shows that there is something to do; null: nobody waits
  };
  Outcome start(const std::string& command, Streams streams);
  bool is_started() const { return pid_ > 0; }

  enum class Pipe : uint8_t { kOutput, kErrors };
  // Adds what the command has written to `rest`, and hands it some of its input. False: nothing
  // more now.
  bool read_some(Pipe pipe, std::string& rest);
  // Both pipes have been closed by the command.
  bool at_end() const { return output_ < 0 && errors_ < 0; }

  struct Exit {
    bool ended = false;
    int code = 0;
    bool by_signal = false;
  };
  // Does not wait.
  Exit poll_exit();

 private:
  void feed();

  BackgroundPrograms* programs_ = nullptr;
  pid_t pid_ = -1;
  int input_ = -1, output_ = -1, errors_ = -1;
  int ended_ = -1;  // can be read when the command has ended; -1 if the system cannot tell
  std::string to_feed_;
  size_t fed_ = 0;  // of it
  Exit exit_;
};

}  // namespace avocet
