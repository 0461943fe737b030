// Dnp3Analyzer: DNP3 on one flow of TCP or UDP. Masters ask, outstations answer and speak unasked;
// each message raises events for its headers and for each of its objects.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "analyzer/protocol.h"
#include "protocol/dnp3/application.h"
#include "protocol/dnp3/link.h"

namespace avocet {

struct Dnp3Binding final : ProtocolBinding {
  Dnp3Binding(ProtocolWorld& world, Transport transport);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  Transport transport;
  EventHandle link, request, response, objects, prefix, data, attribute, file_block, unknown;
  std::vector<EventHandle> kinds;  // by place in dnp3_kinds()
};

class Dnp3Analyzer final : public ProtocolAnalyzer, Dnp3Listener {
 public:
  explicit Dnp3Analyzer(const Dnp3Binding& binding) : binding_(binding) {}

  void datagram(Side side, ByteSpan payload, uint32_t wire_length) override;
  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;

 private:
  void frame(Side side, const Dnp3LinkHeader& header, ByteSpan user);
  void whole_message(Side side, const Dnp3Segments& segments);

  void message(const Dnp3MessageHeader& header) override;
  void objects(const Dnp3ObjectHeader& header) override;
  void prefix(uint32_t value) override;
  void object(const Dnp3Kind& kind, std::span<const uint64_t> numbers) override;
  void attribute(uint8_t type, ByteSpan value) override;
  void file_block(uint32_t handle, uint32_t number, ByteSpan data) override;
  void response_object(uint8_t value) override;
  void unknown(ByteSpan rest) override;

  Value is_orig() const { return Value::of_bool(side_ == Side::kOrig); }

  const Dnp3Binding& binding_;
  std::array<Dnp3Frames, 2> frames_;
  std::array<Dnp3Segments, 2> segments_;
  Side side_ = Side::kOrig;  // whose message is being told
  bool is_lost_ = false;     // a stream went on with something else
};

}  // namespace avocet
