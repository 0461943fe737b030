// IdentAnalyzer: Ident on one flow, and what it needs of a world. Every protocol has these two
// classes; see doc/adding-a-protocol.md.
#pragma once

#include <array>
#include <memory>
#include <string_view>

#include "analyzer/line_splitter.h"
#include "analyzer/protocol.h"
#include "protocol/template/message.h"

namespace avocet {

// Made once a world: the events, found by name and compared with their declarations.
struct IdentBinding final : ProtocolBinding {
  explicit IdentBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  EventHandle request, reply, error;
};

// Made for each flow that Ident is attached to.
class IdentAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit IdentAnalyzer(const IdentBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;

 private:
  void request(std::string_view line);
  void reply(std::string_view line);

  const IdentBinding& binding_;
  std::array<LineSplitter, 2> lines_{LineSplitter{kMaxIdentLine}, LineSplitter{kMaxIdentLine}};
};

}  // namespace avocet
