#include "input/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "input/read_piece.h"
#include "input/shell.h"

namespace avocet {

namespace {

void close_descriptor(int& descriptor) {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

// Can be read once the process has ended. The header of glibc 2.36 declares no function for C++.
int descriptor_of(pid_t pid) { return int(::syscall(SYS_pidfd_open, pid, 0)); }

}  // namespace

ChildProcess::~ChildProcess() {
  close_descriptor(input_);
  close_descriptor(output_);
  close_descriptor(errors_);
  close_descriptor(ended_);
  if (pid_ <= 0 || poll_exit().ended) return;
  ::kill(-pid_, SIGTERM);
  // It may take its time.
  if (programs_) programs_->adopt(pid_);
}

Outcome ChildProcess::start(const std::string& command, Streams streams) {
  int input[2] = {-1, -1}, output[2] = {-1, -1}, errors[2] = {-1, -1};
  bool piped = ::pipe2(input, O_CLOEXEC) == 0 && ::pipe2(output, O_CLOEXEC) == 0 &&
               (!streams.reads_errors || ::pipe2(errors, O_CLOEXEC) == 0);
  input_ = input[1];
  output_ = output[0];
  errors_ = errors[0];
  int failure = piped ? 0 : errno;
  if (piped) {
    std::vector<std::string> variables =
        streams.environment ? streams.environment->entries() : Environment().entries();
    failure = start_shell(command, variables, {input[0], output[1], errors[1]}, ShellGroup::kItsOwn,
                          pid_);
  }
  close_descriptor(input[0]);
  close_descriptor(output[1]);
  close_descriptor(errors[1]);
  if (failure != 0) {
    pid_ = -1;
    return Error{"cannot run `" + command + "`: " + std::strerror(failure)};
  }
  for (int descriptor : {input_, output_, errors_})
    if (descriptor >= 0) ::fcntl(descriptor, F_SETFL, O_NONBLOCK);
  programs_ = streams.programs;
  to_feed_ = std::move(streams.input);
  feed();
  if (WakeSet* wakes = streams.wakes) {
    ended_ = descriptor_of(pid_);
    for (int descriptor : {output_, errors_, ended_}) wakes->add_readable(descriptor);
    wakes->add_writable(input_);
  }
  return {};
}

void ChildProcess::feed() {
  while (input_ >= 0 && fed_ < to_feed_.size()) {
    ssize_t written = write_quietly(input_, std::string_view(to_feed_).substr(fed_));
    if (written < 0 && errno == EAGAIN) return;
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) break;
    fed_ += size_t(written);
  }
  to_feed_ = {};
  fed_ = 0;
  close_descriptor(input_);
}

bool ChildProcess::read_some(Pipe pipe, std::string& rest) {
  feed();
  int& descriptor = pipe == Pipe::kOutput ? output_ : errors_;
  if (descriptor < 0) return false;
  ssize_t size = read_piece(descriptor, rest);
  if (size == 0 || (size < 0 && errno != EAGAIN)) close_descriptor(descriptor);
  return size > 0;
}

ChildProcess::Exit ChildProcess::poll_exit() {
  int status = 0;
  if (exit_.ended || pid_ <= 0 || ::waitpid(pid_, &status, WNOHANG) != pid_) return exit_;
  exit_.ended = true;
  close_descriptor(ended_);
  exit_.by_signal = WIFSIGNALED(status);
  exit_.code = exit_.by_signal ? WTERMSIG(status) : WEXITSTATUS(status);
  return exit_;
}

}  // namespace avocet
