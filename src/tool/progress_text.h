// How far the reading of captures has come, in one line for people.
#pragma once

#include <string>

#include "engine/packet_loop.h"

namespace avocet {

// "1.2 of 4.0 GB (30%), 5,100,000 packets, 410,000 packets/s, 0:42 left". Without a total what is
// known: "1.2 GB, ...".
std::string progress_text(const ReadingProgress& progress);

}  // namespace avocet
