// Any bytes as a stream of Syslog, cut into two.
#include <cstddef>
#include <cstdint>

#include "protocol/syslog/message.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string text(data, data + size);
  SyslogFrames frames;
  for (const std::string& piece : {text.substr(0, size / 2), text.substr(size / 2)}) {
    frames.feed(piece);
    while (auto message = frames.next()) parse_syslog(*message);
  }
  if (auto message = frames.rest()) parse_syslog(*message);
  return 0;
}
