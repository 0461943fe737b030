// Any bytes as a capture file: read through libpcap or the pcapng reader, every packet decoded.
//
// Nothing may crash, hang or read outside the packet, whatever the file claims. The first packets
// that turn out to be whole IP packets are decoded a second time as the inside of a tunnel.
#include <cstddef>
#include <cstdint>

#include "capture/file_source.h"
#include "packet/decoder.h"

using namespace avocet;

namespace {

constexpr int kMaxPackets = 2000;

class SilentSink : public PacketWeirdSink {};

// Spans must lie within what the source delivered or the decoder owns: touching their ends lets
// AddressSanitizer judge.
uint64_t touch(ByteSpan bytes) {
  return bytes.empty() ? 0 : uint64_t{bytes.front()} + bytes.back();
}

void decode(PacketDecoder& decoder, const RawPacket& packet, volatile uint64_t& sink) {
  PacketView view;
  decoder.decode(packet, view);
  sink = sink + touch(view.network_bytes) + touch(view.transport_bytes) + touch(view.payload);
  if (!view.has_ip()) return;
  Encapsulation layer{.type = TunnelType::kIp, .orig = view.ip.source, .resp = view.ip.destination};
  PacketView inner;
  LinkHeader first = LinkHeader::kIp;
  decoder.decode_inner(first, view.payload, view.payload_length, view, layer, inner);
  sink = sink + touch(inner.payload);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto source = open_capture_stream(ByteStream::over(data, size), "fuzz");
  if (!source.ok()) return 0;
  SilentSink weirds;
  PacketDecoder decoder(DecodeOptions{}, weirds);
  volatile uint64_t sink = 0;
  RawPacket packet;
  for (int i = 0; i < kMaxPackets; ++i) {
    if (source.value()->next(packet) != ReadStatus::kPacket) break;
    decode(decoder, packet, sink);
  }
  return 0;
}
