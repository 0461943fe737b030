// What an engine needs to know to be one of several at work on a run.
#pragma once

#include <atomic>
#include <functional>
#include <optional>

#include "engine/batch_queue.h"
#include "engine/merger.h"
#include "engine/metrics_exchange.h"
#include "engine/turn_reading.h"

namespace avocet {

// What the system saw on interfaces and lost there, as their reader last asked it.
struct LinkCounts {
  std::atomic<uint64_t> link = 0;
  std::atomic<uint64_t> dropped = 0;
};

struct WorkerRole {
  uint32_t index;
  Merger& merger;
  Merger::Part& part;                          // what this worker writes
  std::function<Merger::Standing()> standing;  // of what it writes now
  BatchQueue& batches;                         // closed after the last packet
  std::atomic<bool>& stop;                     // set by whoever wants the run to end
  MetricsExchange& metrics;                    // of all workers
  // Where the worker reads captures by turns; null: batches come from another thread.
  TurnReading* reading = nullptr;
  // When logs are opened that rows go to before the first packet; empty: by the clock.
  std::optional<double> begin_time = {};

  // Of all interfaces; the first worker tells it for all. Null: there are none.
  const LinkCounts* link_counts = nullptr;

  // Null after the last one.
  std::shared_ptr<PacketBatch> next_batch() {
    return reading != nullptr ? reading->take(index) : batches.take();
  }
  void stop_reading() {
    stop.store(true, std::memory_order_relaxed);
    if (reading != nullptr) reading->stop();
  }
};

}  // namespace avocet
