#include "logging/shielded_write.h"

#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace avocet {

namespace {

// Handlers must not run in a child that shares the memory.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsHeld() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

// The parent's thread sleeps meanwhile, on the stack that the child uses. The child ends by the
// system call itself: ThreadSanitizer forks where a program asks for vfork(), and its _exit()
// would write what the parent still holds back in its buffers.
[[noreturn]] void write_and_end(int descriptor, std::string_view bytes) {
  setpgid(0, 0);
  Written written = write_all(descriptor, bytes);
  for (;;) syscall(SYS_exit_group, written.error == 0 ? 0 : 1);
}

void wait_for(pid_t child) {
  while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) continue;
}

}  // namespace

Written write_all(int descriptor, std::string_view bytes) {
  Written written;
  while (written.bytes < bytes.size()) {
    std::string_view rest = bytes.substr(written.bytes);
    ssize_t count = ::write(descriptor, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      written.error = errno;
      return written;
    }
    written.bytes += size_t(count);
  }
  return written;
}

// How far the child came is told by the position in the file, which it shares, too: that holds
// whatever became of it.
Written write_shielded(int descriptor, std::string_view bytes) {
  off_t begin = lseek(descriptor, 0, SEEK_CUR);
  if (begin < 0) return write_all(descriptor, bytes);
  {
    SignalsHeld held;
    pid_t child = vfork();
    if (child == 0) write_and_end(descriptor, bytes);
    if (child > 0) wait_for(child);
  }
  off_t end = lseek(descriptor, 0, SEEK_CUR);
  size_t done = end > begin ? size_t(end - begin) : 0;
  if (done >= bytes.size()) return {bytes.size(), 0};
  // What did not work for the child tells us its reason, or works.
  Written rest = write_all(descriptor, bytes.substr(done));
  return {done + rest.bytes, rest.error};
}

}  // namespace avocet
