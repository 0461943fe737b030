// FlowAnalyzers: the protocol analyzers of one flow, and what waits to be recognised.
//
// Kept with the flow's record (connection_record.h).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "analyzer/protocol.h"
#include "flow/payload_budget.h"

namespace avocet {

// The first bytes of a flow, kept while some probe is unsure.
struct Detection {
  std::vector<uint16_t> candidates;  // protocols in question
  struct Chunk {
    Side side;
    uint32_t length;
  };
  std::vector<Chunk> chunks;  // as they came; bytes below
  std::array<std::vector<uint8_t>, 2> bytes;
  PayloadBudget::Account account;  // of the bytes; closed without any
};

class FlowAnalyzers {
 public:
  FlowAnalyzers() = default;
  // Frees one after the other, however many there are.
  ~FlowAnalyzers() {
    while (first) first = std::move(first->next_);
  }
  FlowAnalyzers(const FlowAnalyzers&) = delete;

  bool empty() const { return !first && !detection; }

  std::unique_ptr<ProtocolAnalyzer> first;
  std::unique_ptr<Detection> detection;
  ProtocolAnalyzer* carrier = nullptr;  // whose stream signatures look at; null: the flow's own
  std::vector<uint16_t> prevented;      // protocols that are not attached any more
  // What is there without any protocol has ids, too, in Zeek's order. Zero: nobody asked yet.
  uint32_t transport_id = 0;  // TCP, UDP or whatever it is: the root of the others
  uint32_t detector_id = 0;   // who looks at the first bytes; only with TCP and UDP
  uint32_t size_id = 0;       // who counts, and tells of thresholds
  bool counts_no_more = false;
};

}  // namespace avocet
