// Any bytes as a datagram, and, since keys hide it there, as what is in an Initial packet.
#include <cstddef>
#include <cstdint>

#include "protocol/quic/frames.h"
#include "protocol/quic/packet.h"
#include "protocol/quic/protection.h"

using namespace avocet;

namespace {

struct Stream final : QuicFrameSink {
  void crypto(uint64_t offset, ByteSpan data) override { stream.add(offset, data); }
  void connection_close(uint64_t, ByteSpan) override {}
  QuicCryptoStream stream;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ByteSpan rest(data, size);
  while (!rest.empty()) {
    std::optional<QuicPacket> packet = parse_quic_packet(rest);
    if (!packet) break;
    if (packet->kind == QuicPacket::Kind::kInitial) {
      std::vector<uint8_t> plain;
      QuicInitialKeys(packet->version, packet->dcid).open(true, *packet, plain);
    }
    rest = rest.subspan(packet->bytes.size());
  }
  Stream stream;
  read_quic_frames({data, size}, stream);
  stream.stream.take();
  return 0;
}
