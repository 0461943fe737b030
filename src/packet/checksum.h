// The Internet checksum (RFC 1071) over headers and payloads.
#pragma once

#include <cstdint>

#include "base/byte_reader.h"
#include "base/ip_address.h"

namespace avocet {

// A running one's complement sum. Add everything that the checksum covers; parts
// other than the last must have an even number of bytes.
class ChecksumSum {
 public:
  void add(ByteSpan bytes);
  // Addresses, protocol and length as TCP, UDP and ICMPv6 prepend them (RFC 793, RFC 8200 8.1).
  void add_pseudo_header(const IpAddress& source, const IpAddress& destination, uint8_t protocol,
                         uint32_t length);
  // The folded sum in host order: 0xffff over data whose own checksum is right.
  uint16_t folded() const;

 private:
  // Sums of 32-bit words of the byte order they were read in are congruent, so only the final
  // fold minds the order; all words are added in network order.
  uint64_t sum_ = 0;
};

// Whether `bytes`, checksum field included, sums up to all ones.
bool is_checksum_valid(ByteSpan bytes);

}  // namespace avocet
