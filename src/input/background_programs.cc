#include "input/background_programs.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "input/shell.h"

namespace avocet {

namespace {

void close_end(int& descriptor) {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

}  // namespace

int BackgroundPrograms::start(const std::string& line,
                              const std::vector<std::string>& environment) {
  forget_ended();
  int ends[2];
  if (ours_ < 0 && ::pipe2(ends, O_CLOEXEC) == 0) {
    ours_ = ends[0];
    theirs_ = ends[1];
  }
  // The line may end in a comment.
  return run_shell("(" + line + "\n) 1>&2 &", environment, std::nullopt, theirs_).status;
}

void BackgroundPrograms::adopt(pid_t process) {
  adopted_.push_back(process);
  forget_ended();
}

void BackgroundPrograms::forget_ended() {
  std::erase_if(adopted_, [](pid_t process) { return ::waitpid(process, nullptr, WNOHANG) != 0; });
}

void BackgroundPrograms::await_all(std::chrono::milliseconds most) {
  close_end(theirs_);
  if (ours_ < 0) return;
  pollfd waiting{ours_, POLLIN, 0};
  ::poll(&waiting, 1, int(most.count()));
  close_end(ours_);
}

}  // namespace avocet
