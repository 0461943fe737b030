#include "capture/interrupt.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace avocet {

Interrupt::Interrupt() : event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (event_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

Interrupt::~Interrupt() { close(event_); }

void Interrupt::set() {
  set_.store(true, std::memory_order_release);
  uint64_t one = 1;
  // It cannot fail but when it is full, and then it is readable as well.
  [[maybe_unused]] ssize_t written = write(event_, &one, sizeof one);
}

bool Interrupt::wait_readable(int descriptor) const {
  pollfd both[] = {{descriptor, POLLIN, 0}, {event_, POLLIN, 0}};
  while (!is_set()) {
    if (poll(both, 2, -1) < 0 && errno != EINTR) return true;
    if (both[0].revents != 0) return !is_set();
  }
  return false;
}

}  // namespace avocet
