// LdapFrames: one direction of a stream, cut into messages; behind a login by SASL, also into what
// a mechanism has signed or encrypted (RFC 4422 3.7), which has its length in front.
#pragma once

#include <optional>
#include <vector>

#include "base/byte_reader.h"

namespace avocet {

struct LdapFrame {
  bool is_wrapped = false;  // by SASL
  ByteSpan bytes;           // a message, or what is behind the length
};

class LdapFrames {
 public:
  // Takes bytes off the front, up to the end of a frame; nothing if there is none. The frame is
  // good until the next call. Frames that are too large are skipped.
  std::optional<LdapFrame> take(ByteSpan& bytes);
  // What comes is no frame; nothing is taken any more.
  bool is_bad() const { return is_bad_; }
  // From now on, frames may be wrapped.
  void allow_wrapped() { may_be_wrapped_ = true; }

  static constexpr uint64_t kMaxFrame = 1 << 20;

 private:
  struct Head {
    size_t size = 0;      // of itself
    uint64_t length = 0;  // of what follows it
  };
  std::optional<Head> head(ByteSpan bytes);
  LdapFrame frame(ByteSpan whole, const Head& head);

  std::vector<uint8_t> waiting_, ready_;
  uint64_t skip_ = 0;
  bool may_be_wrapped_ = false, is_bad_ = false;
};

// What is readable of a wrapped frame: that of Kerberos (RFC 4121 4.2.6.2, RFC 1964 1.2.2) or NTLM,
// if it was signed and not encrypted. Empty: nothing. `room` holds what has to be put in order.
ByteSpan ldap_unwrapped(ByteSpan frame, std::vector<uint8_t>& room);

}  // namespace avocet
