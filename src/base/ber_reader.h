// BerReader: elements of ASN.1 in the basic encoding (ITU-T X.690), as SNMP, Kerberos and LDAP use
// it.
//
// Reads elements one after another and never recurses: what an element contains is bytes for
// another reader. A read that does not fit returns an empty element and sets failed(), which
// sticks. Lengths must be definite; tags have one byte. The bytes must outlive the reader and
// every span taken from it.
#pragma once

#include <optional>
#include <string>

#include "base/byte_reader.h"

namespace avocet {

// Universal tags, and how others are made.
inline constexpr uint8_t kBerInteger = 0x02, kBerBitString = 0x03, kBerOctets = 0x04,
                         kBerNull = 0x05, kBerOid = 0x06, kBerEnumerated = 0x0a,
                         kBerGeneralString = 0x1b, kBerSequence = 0x30;
constexpr uint8_t ber_application(uint8_t number) { return uint8_t(0x60 | number); }
constexpr uint8_t ber_context(uint8_t number) { return uint8_t(0xa0 | number); }

struct BerElement {
  uint8_t tag = 0;
  ByteSpan content;
};

class BerReader {
 public:
  BerReader() = default;
  explicit BerReader(ByteSpan bytes) : reader_(bytes) {}

  bool failed() const { return failed_; }
  bool at_end() const { return reader_.remaining() == 0; }
  // Of the next element; zero at the end.
  uint8_t next_tag() const { return reader_.peek(); }

  BerElement element();
  // The content of the next element, which must have this tag.
  ByteSpan content(uint8_t tag);
  // What is inside it.
  BerReader inside(uint8_t tag);
  // Nothing, and no failure, if the next element has another tag or there is none.
  std::optional<BerReader> optional_inside(uint8_t tag);
  // Of at most eight bytes, and not of none.
  int64_t integer(uint8_t tag = kBerInteger);
  // Of a number that cannot be negative, which senders may have written without the zero in front.
  uint64_t positive(uint8_t tag = kBerInteger);
  ByteSpan octets() { return content(kBerOctets); }

 private:
  bool fail() {
    failed_ = true;
    return false;
  }

  ByteReader reader_;
  bool failed_ = false;
};

// The content of an INTEGER; nothing if it is empty or does not fit.
std::optional<int64_t> ber_integer(ByteSpan content);
// The same for numbers that cannot be negative, which may carry a zero in front.
std::optional<uint64_t> ber_unsigned(ByteSpan content);

// The content of an OBJECT IDENTIFIER, as "1.3.6.1".
struct BerOid {
  std::string text;     // empty after a problem
  size_t too_long = 0;  // bytes of a number that does not fit in 64 bits; zero: none does so
  bool is_cut = false;  // the last number has no end
};
BerOid ber_oid(ByteSpan content);

}  // namespace avocet
