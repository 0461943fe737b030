// The frames of Initial packets (RFC 9000, sections 17.2.2 and 19), and the stream of bytes that
// the frames CRYPTO of one side are.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "base/byte_reader.h"

namespace avocet {

class QuicFrameSink {
 public:
  virtual ~QuicFrameSink() = default;
  virtual void crypto(uint64_t offset, ByteSpan data) = 0;
  virtual void connection_close(uint64_t error_code, ByteSpan reason) = 0;
};

// False: there is something that no frame of an Initial packet is. What came before it was told.
bool read_quic_frames(ByteSpan payload, QuicFrameSink& sink);

// Puts the pieces in order. They come in any order, and more than once.
class QuicCryptoStream {
 public:
  // Beyond that a side sends no handshake, but noise.
  static constexpr uint64_t kMaxBytes = 64 * 1024;
  static constexpr size_t kMaxPieces = 256;

  // Keeps what is new. False: more than is kept of any side.
  bool add(uint64_t offset, ByteSpan data);
  // What follows on what was taken before, as far as whole messages of TLS go; empty: none yet.
  std::vector<uint8_t> take();

 private:
  void join_pieces();

  uint64_t joined_ = 0;           // how far pieces follow on one another
  std::vector<uint8_t> waiting_;  // the last of that: the begin of a message
  std::map<uint64_t, std::vector<uint8_t>> pieces_;
};

}  // namespace avocet
