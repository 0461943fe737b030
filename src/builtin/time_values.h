// Times as the system has them.
#pragma once

#include <sys/time.h>

namespace avocet {

inline double seconds(const timeval& t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; }

}  // namespace avocet
