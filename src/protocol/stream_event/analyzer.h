// StreamEventAnalyzer: no protocol at all. What a TCP flow carries goes to scripts as it is, once
// they attach this to it.
#pragma once

#include <array>
#include <memory>

#include "analyzer/protocol.h"

namespace avocet {

struct StreamEventBinding final : ProtocolBinding {
  explicit StreamEventBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  EventHandle deliver, undelivered;
};

class StreamEventAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit StreamEventAnalyzer(const StreamEventBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;
  void flip() override { std::swap(next_[0], next_[1]); }

 private:
  const StreamEventBinding& binding_;
  std::array<uint64_t, 2> next_{1, 1};  // position in each stream; the SYN is 0
};

}  // namespace avocet
