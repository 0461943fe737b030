// QuicAnalyzer: QUIC on one UDP flow.
//
// Headers are read until the end of the flow; of what is protected only Initial packets can be
// opened. The handshake of TLS in them goes to an analyzer of SSL.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "analyzer/protocol.h"
#include "protocol/quic/frames.h"
#include "protocol/quic/packet.h"
#include "protocol/quic/protection.h"

namespace avocet {

struct QuicBinding final : ProtocolBinding {
  explicit QuicBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  int64_t ssl_tag;
  const Value* max_discarded_events;
  EventHandle initial, handshake, zero_rtt, retry, unhandled_version;
  EventHandle connection_close, discarded, short_threshold;
};

class QuicAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit QuicAnalyzer(const QuicBinding& binding) : binding_(binding) {}

  void datagram(Side side, ByteSpan payload, uint32_t wire_length) override;
  void flip() override;
  void done() override;

 private:
  class Frames;

  // False: what follows in the datagram is not looked at.
  bool packet(Side side, const QuicPacket& packet);
  void retry(Side side, const QuicPacket& packet);
  void initial(Side side, const QuicPacket& packet);
  void short_header(Side side);
  void discarded(Side side);
  void raise(const EventHandle& event, Side side, const QuicPacket& packet);
  // Gives TLS what the side has sent without a gap.
  void hand_over(Side side);

  const QuicBinding& binding_;
  std::unique_ptr<QuicInitialKeys> keys_;  // once the client has sent an Initial
  std::array<QuicCryptoStream, 2> handshake_;
  std::array<uint64_t, 2> short_headers_{};
  ProtocolAnalyzer* tls_ = nullptr;  // owned by what this derives from
  uint64_t opened_ = 0;              // packets that were decrypted
  int64_t discarded_events_ = 0;
};

}  // namespace avocet
