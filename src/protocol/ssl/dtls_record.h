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

// Messages from fragments, in any order.
class DtlsFragments {
 public:
  static constexpr uint32_t kMaxMessage = 1 << 20;
  // How many messages may be in the making.
  static constexpr size_t kMaxMessages = 10;
  // How many fragments may lie apart from others.
  static constexpr size_t kMaxPieces = 256;
  enum class Result : uint8_t { kMore, kComplete, kTooLong, kTooFar, kBroken };

  // After kComplete the message is in whole() until the next call.
  Result add(const DtlsFragment& fragment);
  ByteSpan whole() const { return whole_; }

 private:
  struct Message {
    uint8_t type;
    uint32_t length;
    std::vector<uint8_t> bytes;
    std::map<uint32_t, uint32_t> pieces;  // which bytes have come: from, to
  };
  static bool note(Message& message, uint32_t from, uint32_t to);

  std::map<uint16_t, Message> messages_;
  bool has_first_ = false;
  uint16_t first_ = 0;  // messages before it are done
  std::vector<uint8_t> whole_;
};

}  // namespace avocet
