// FlowAnalyzers: the protocol analyzers of one flow, and what waits to be recognised.
//
// Kept with the flow's record (connection_record.h). A flow without analyzers has two null
// pointers.
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
  std::unique_ptr<PayloadBudget::Account> account;  // of the bytes; null without any
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
};

}  // namespace avocet
