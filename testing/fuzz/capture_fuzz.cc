// Any bytes as a capture file, all the way through flow tracking with every report wanted.
//
// Nothing may crash, hang or read outside the packet, whatever the file claims.
#include <cstddef>
#include <cstdint>

#include "capture/file_source.h"
#include "flow/pipeline.h"

using namespace avocet;

namespace {

constexpr int kMaxPackets = 2000;

// Touches the ends of every span, so that AddressSanitizer can judge them.
class TouchingObserver : public FlowObserver {
 public:
  void new_packet(Flow&, Side, const PacketView& view) override {
    touch(view.network_bytes);
    touch(view.transport_bytes);
    touch(view.payload);
    touch(view.ip.header);
  }
  void stream_data(Flow&, Side, uint64_t, ByteSpan bytes) override { touch(bytes); }
  void rexmit_inconsistency(Flow&, Side, ByteSpan before, ByteSpan now, uint8_t) override {
    touch(before);
    touch(now);
  }

 private:
  void touch(ByteSpan bytes) {
    if (!bytes.empty()) sink_ = sink_ + bytes.front() + bytes.back();
  }
  volatile uint64_t sink_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto source = open_capture_stream(ByteStream::over(data, size), "fuzz");
  if (!source.ok()) return 0;
  TouchingObserver flows;
  PacketObserver packets;
  FlowOptions options;
  options.max_flows = 500;
  DecodeOptions decode;
  decode.ignore_checksums = true;
  FlowUids uids(0);
  Pipeline pipeline(decode, options, packets, flows, FlowInterest::everything(), uids);
  RawPacket packet;
  for (int i = 0; i < kMaxPackets; ++i) {
    if (source.value()->next(packet) != ReadStatus::kPacket) break;
    pipeline.process(packet);
  }
  pipeline.flows().finish();
  return 0;
}
