// The record layer of DTLS (RFC 6347, section 4.1; RFC 9147, section 4), and its messages in
// pieces.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "protocol/ssl/record.h"

namespace avocet {

struct DtlsRecord {
  TlsRecord record;
  uint16_t epoch = 0;       // not zero: encrypted
  bool is_unified = false;  // the short header of 1.3, which only encrypted records have
};

// The next record of a datagram, and the rest of it. Nothing if no record begins here.
std::optional<DtlsRecord> next_dtls_record(ByteSpan& datagram);

// A message, or a part of one.
struct DtlsFragment {
  uint8_t type;
  uint32_t length;  // of the message
  uint16_t sequence;
  uint32_t offset;
  ByteSpan bytes;

  bool is_whole() const { return offset == 0 && bytes.size() == length; }
};
std::optional<DtlsFragment> next_dtls_fragment(ByteSpan& body);

// Messages from fragments, in any order. What is kept grows with the bytes that came, not with
// where they say they belong.
class DtlsFragments {
 public:
  static constexpr uint32_t kMaxMessage = 1 << 20;
  // How many messages may be in the making.
  static constexpr size_t kMaxMessages = 10;
  // What may wait for the rest of its messages; a piece that lies apart costs more than its bytes.
  static constexpr size_t kMaxKept = 64 * 1024, kPieceCost = 64;
  enum class Result : uint8_t { kMore, kComplete, kTooLong, kTooFar, kTooMuch, kBroken };

  // After kComplete the message is in whole() until the next call.
  Result add(const DtlsFragment& fragment);
  ByteSpan whole() const { return whole_; }

 private:
  struct Message {
    uint8_t type;
    uint32_t length;
    std::map<uint32_t, std::vector<uint8_t>> pieces;  // by where they begin; none overlaps another
    uint32_t received = 0;                            // bytes of all of them
    size_t cost = 0;
  };
  // Keeps what is new. False: more than is kept.
  bool keep(Message& message, uint32_t from, ByteSpan bytes);
  bool pay(Message& message, size_t cost);
  void finish(const Message& message);

  std::map<uint16_t, Message> messages_;
  size_t cost_ = 0;  // of all of them
  bool has_first_ = false;
  uint16_t first_ = 0;  // messages before it are done
  std::vector<uint8_t> whole_;
};

}  // namespace avocet
