// Any bytes as frames of any link type, through decoding, tunnels and flows, with every report
// wanted: capture_fuzz without the file around them.
//
// The first byte chooses the link type, the second how frames are cut: each frame is preceded by
// its length in two bytes.
#include <array>

#include "flow/pipeline.h"

using namespace avocet;

namespace {

constexpr std::array kLinks = {
    LinkType::kEthernet, LinkType::kNull,      LinkType::kPpp,      LinkType::kFddi,
    LinkType::kRawDlt,   LinkType::kPppSerial, LinkType::kPppEther, LinkType::kRaw,
    LinkType::kLoop,     LinkType::kIeee80211, LinkType::kLinuxSll, LinkType::kRadiotap,
    LinkType::kIpv4,     LinkType::kIpv6,      LinkType::kNflog,    LinkType::kLinuxSll2};
constexpr int kMaxFrames = 50;

// Touches the ends of every span, so that AddressSanitizer can judge them.
class Touching final : public FlowObserver {
 public:
  void new_packet(Flow&, Side, const PacketView& view) override {
    for (ByteSpan bytes : {view.network_bytes, view.transport_bytes, view.payload, view.ip.header})
      touch(bytes);
  }
  void stream_data(Flow&, Side, uint64_t, ByteSpan bytes) override { touch(bytes); }

 private:
  void touch(ByteSpan bytes) {
    if (!bytes.empty()) sum_ = sum_ + bytes.front() + bytes.back();
  }
  volatile uint64_t sum_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ByteReader input(ByteSpan(data, size));
  LinkType link = kLinks[input.u8() % kLinks.size()];
  uint8_t missing = input.u8();  // bytes that each frame has on the wire only
  Touching flows;
  PacketObserver packets;
  FlowOptions options;
  options.max_flows = 20;
  DecodeOptions decode;
  decode.ignore_checksums = true;
  FlowUids uids(0);
  Pipeline pipeline(decode, options, packets, flows, FlowInterest::everything(), uids);
  RawPacket packet;
  packet.link = link;
  for (int i = 1; i <= kMaxFrames && input.remaining() > 0; ++i) {
    packet.data = input.take_up_to(input.u16());
    packet.wire_length = static_cast<uint32_t>(packet.data.size()) + missing;
    packet.time = NetTime::from_seconds(i);
    pipeline.process(packet);
  }
  pipeline.flows().finish();
  return 0;
}
