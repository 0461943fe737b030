#include "flow/pipeline.h"

#include "base/check.h"

namespace avocet {

Pipeline::Pipeline(const DecodeOptions& decode, const FlowOptions& flow, PacketObserver& packets,
                   FlowObserver& flows, FlowInterest interest)
    : packets_(packets), decoder_(decode, packets), flows_(flow, flows, interest) {}

Verdict Pipeline::process(const RawPacket& packet) {
  flows_.advance(packet.time.whole_micros());
  DecodeResult result = decoder_.decode(packet, view_);
  current_ = &view_;
  if (packet_interest_.raw_packets) packets_.raw_packet(view_);
  Verdict verdict = dispatch(result, view_);
  current_ = nullptr;
  return verdict;
}

Verdict Pipeline::dispatch(DecodeResult result, const PacketView& view) {
  switch (result) {
    case DecodeResult::kTransport: return flows_.process(view);
    case DecodeResult::kArp:
      if (packet_interest_.arp) packets_.arp(view);
      return Verdict::kAccept;
    case DecodeResult::kNetwork:
      if (packet_interest_.network_packets) packets_.network_packet(view);
      return Verdict::kAccept;
    case DecodeResult::kUnknown:
      if (packet_interest_.unknown_protocols) packets_.unknown_protocol(view, decoder_.unknown());
      return Verdict::kAccept;
    case DecodeResult::kHeld:
    case DecodeResult::kIgnored:
    case DecodeResult::kBroken: return Verdict::kAccept;
  }
  UNREACHABLE();
}

}  // namespace avocet
