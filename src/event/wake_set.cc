#include "event/wake_set.h"

#include <sys/epoll.h>
#include <unistd.h>

namespace avocet {

WakeSet::WakeSet() : descriptor_(::epoll_create1(EPOLL_CLOEXEC)) {}

WakeSet::~WakeSet() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void WakeSet::add_readable(int descriptor) { add(descriptor, EPOLLIN); }

void WakeSet::add_writable(int descriptor) { add(descriptor, EPOLLOUT); }

void WakeSet::add(int descriptor, unsigned events) {
  if (descriptor_ < 0 || descriptor < 0) return;
  epoll_event event{};
  event.events = events;
  // Refused for what is always ready, such as a file: the clock has to do there.
  ::epoll_ctl(descriptor_, EPOLL_CTL_ADD, descriptor, &event);
}

}  // namespace avocet
