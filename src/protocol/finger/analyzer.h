// FingerAnalyzer: Finger on one flow: one request, and an answer of some lines.
#pragma once

#include <memory>

#include "analyzer/line_splitter.h"
#include "analyzer/protocol.h"

namespace avocet {

struct FingerBinding final : ProtocolBinding {
  explicit FingerBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  EventHandle request, reply;
};

class FingerAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit FingerAnalyzer(const FingerBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;
  void end(Side side) override;

 private:
  void request(std::string_view line);
  void reply(std::string_view line);

  static constexpr size_t kLongestLine = 65536;
  const FingerBinding& binding_;
  LineSplitter orig_{kLongestLine}, resp_{kLongestLine};
  bool has_request_ = false;
};

}  // namespace avocet
