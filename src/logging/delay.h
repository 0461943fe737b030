// Writes that wait: private to the room.
#pragma once

#include <list>
#include <memory>
#include <vector>

#include "logging/log_manager.h"

namespace avocet {

struct LogManager::DelayedWrite {
  uint64_t number = 0;  // what the script's token says
  std::shared_ptr<Stream> stream;
  Owned record;
  uint32_t references = 0;       // delay() less delay_finish()
  std::vector<Owned> callbacks;  // null: one that does nothing
  double deadline = 0;
  bool queued = false;
  std::list<DelayedWrite*>::iterator place;  // while queued
};

// A record whose policy hook or callbacks are running: what Log::delay may delay.
struct LogManager::ActiveWrite {
  std::shared_ptr<Stream> stream;
  Record* record;
  DelayedWrite* delayed = nullptr;
};

}  // namespace avocet
