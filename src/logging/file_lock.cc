#include "logging/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

namespace avocet {

// What writes a piece for a program that was killed (shielded_write.h) has the lock for a moment
// longer than that.
bool take_for_writing(int descriptor) {
  constexpr int kTries = 20;
  for (int i = 0; ::flock(descriptor, LOCK_EX | LOCK_NB) != 0; ++i) {
    if (errno != EWOULDBLOCK && errno != EINTR) return true;
    if (i == kTries) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return true;
}

bool is_written_by_another(const std::string& path) {
  int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return false;
  bool is_ours = take_for_writing(file);
  ::close(file);
  return !is_ours;
}

}  // namespace avocet
