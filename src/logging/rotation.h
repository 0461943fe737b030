// The arithmetic of rotation, and what is told of one: private to the room.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "logging/log_manager.h"

namespace avocet {

struct LogManager::Rotation {
  int64_t writer = 0;
  std::string file;  // its name now
  std::string path;
  double open = 0;
  double close = 0;
  Ending ending = Ending::kGoesOn;
};

// Seconds after midnight of "HH:MM".
std::optional<double> rotation_base(std::string_view text);

// The first moment after `now` that is a whole number of intervals away from `base` seconds after
// the midnight before it, local time.
double next_rotation(double now, double interval, double base);

}  // namespace avocet
