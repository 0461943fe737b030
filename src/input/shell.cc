#include "input/shell.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>

namespace avocet {

int start_shell(const std::string& command, const std::vector<std::string>& environment,
                ShellStreams streams, ShellGroup group, pid_t& pid) {
  std::vector<char*> variables;
  for (const std::string& entry : environment)
    variables.push_back(const_cast<char*>(entry.c_str()));
  variables.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  auto hand = [&](int ours, int theirs) {
    if (ours >= 0) posix_spawn_file_actions_adddup2(&actions, ours, theirs);
  };
  hand(streams.input, STDIN_FILENO);
  hand(streams.output, STDOUT_FILENO);
  hand(streams.errors, STDERR_FILENO);
  hand(streams.held, kHeldByShell);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  if (group == ShellGroup::kItsOwn) {
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
  }
  const char* arguments[] = {"sh", "-c", command.c_str(), nullptr};
  int failure = ::posix_spawn(&pid, "/bin/sh", &actions, &attributes,
                              const_cast<char* const*>(arguments), variables.data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return failure;
}

ssize_t write_quietly(int descriptor, std::string_view bytes) {
  sigset_t broken_pipe, before, pending;
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  sigpending(&pending);
  bool was_pending = sigismember(&pending, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken_pipe, &before);
  ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
  int error = errno;
  // The signal also comes with a write of which some bytes still went into the pipe.
  if (written < ssize_t(bytes.size()) && !was_pending) {
    timespec none{};
    sigtimedwait(&broken_pipe, nullptr, &none);
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
  return written;
}

namespace {

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = write_quietly(descriptor, bytes);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(size_t(written));
  }
  return true;
}

int wait_for(pid_t pid) {
  int status = 0;
  pid_t ended;
  do {
    ended = ::waitpid(pid, &status, 0);
  } while (ended < 0 && errno == EINTR);
  if (ended < 0) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status)
                           : 128 + (WIFSIGNALED(status) ? WTERMSIG(status) : 0);
}

}  // namespace

ShellRun run_shell(const std::string& command, const std::vector<std::string>& environment,
                   std::optional<std::string_view> input, int held) {
  ShellRun run;
  int pipe[2] = {-1, -1};
  if (input && ::pipe2(pipe, O_CLOEXEC) != 0) return run;
  pid_t pid = -1;
  ShellStreams streams{.input = pipe[0], .held = held};
  run.started = start_shell(command, environment, streams, ShellGroup::kOurs, pid) == 0;
  if (pipe[0] >= 0) ::close(pipe[0]);
  if (run.started && input) run.took_input = write_all(pipe[1], *input);
  if (pipe[1] >= 0) ::close(pipe[1]);
  if (run.started) run.status = wait_for(pid);
  return run;
}

}  // namespace avocet
