// FingerAnalyzer: Finger on one flow: one request, and an answer of some lines.
#pragma once

#include <memory>

#include "analyzer/line_splitter.h"
#include "analyzer/protocol.h"

namespace avocet {

struct FingerBinding final : ProtocolBinding {
  explicit FingerBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  // The longest line, of either side.
  size_t longest_line() const;

  const Value* max_line_length;
  EventHandle request, reply;
};

class FingerAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit FingerAnalyzer(const FingerBinding& binding)
      : binding_(binding), orig_(binding.longest_line()), resp_(binding.longest_line()) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;
  void end(Side side) override;

 private:
  void request(std::string_view line);
  void reply(std::string_view line);

  const FingerBinding& binding_;
  LineSplitter orig_, resp_;
  bool has_request_ = false;
  bool is_over_ = false;  // a line was too long
};

}  // namespace avocet
