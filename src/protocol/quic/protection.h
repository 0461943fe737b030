// QuicInitialKeys: opens Initial packets, whose keys anybody can derive from the first connection
// id that the client chose (RFC 9001, section 5; RFC 9369, section 3.3).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "protocol/quic/packet.h"

namespace avocet {

class QuicInitialKeys {
 public:
  // `client_dcid`: the destination of the client's first Initial, or of its first one after a
  // Retry.
  QuicInitialKeys(uint32_t version, ByteSpan client_dcid);

  // Decrypts a packet of the client or the server into `plain`. False: it is not authentic, or was
  // protected with other keys.
  bool open(bool is_client, const QuicPacket& packet, std::vector<uint8_t>& plain);

  struct Secrets {
    std::array<uint8_t, 16> key;
    std::array<uint8_t, 12> iv;
    std::array<uint8_t, 16> header;
  };
  const Secrets& secrets(bool is_client) const { return sides_[is_client ? 0 : 1].secrets; }

 private:
  struct Direction {
    Secrets secrets;
    uint64_t next_number = 0;  // one more than the largest seen
  };
  std::array<Direction, 2> sides_{};  // client, server
};

}  // namespace avocet
