// BackgroundPrograms: lines for the shell that run beside the program, which does not wait for them
// while it runs, and not for long at its end.
//
// It also takes in processes that somebody started and has no interest in any more: the system
// keeps each that has ended until it is asked for.
//
// Each line holds one end of a pipe that nothing is written to: when the last of them is gone, so
// is that end. They need no other care, since the shell that starts them ends at once. A service of
// the machine.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace avocet {

class BackgroundPrograms {
 public:
  BackgroundPrograms() = default;
  BackgroundPrograms(const BackgroundPrograms&) = delete;
  BackgroundPrograms& operator=(const BackgroundPrograms&) = delete;
  ~BackgroundPrograms() { await_all(kPatience); }

  // Starts a line; what it prints goes to standard error. What the shell said of that: 0 if the
  // line runs, -1 without a shell.
  int start(const std::string& line, const std::vector<std::string>& environment);
  // A process of ours is to be asked for as soon as it has ended, which is seen when the next one
  // comes.
  void adopt(pid_t process);
  // Waits until all lines have ended, but no longer than `most`. Nothing is started afterwards.
  void await_all(std::chrono::milliseconds most);

 private:
  static constexpr std::chrono::milliseconds kPatience{1000};

  // Whatever has ended by now.
  void forget_ended();

  int ours_ = -1;
  int theirs_ = -1;
  std::vector<pid_t> adopted_;
};

}  // namespace avocet
