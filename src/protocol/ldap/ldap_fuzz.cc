// Any bytes as a stream of LDAP, in pieces, and what is in its messages.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "protocol/ldap/frames.h"
#include "protocol/ldap/message.h"

using namespace avocet;

namespace {

void read(ByteSpan bytes) {
  BerReader reader(bytes);
  std::optional<LdapMessage> message = read_ldap(reader);
  if (!message) return;
  parse_ldap_bind(message->content);
  parse_ldap_result(message->content);
  parse_ldap_search(message->content);
  parse_ldap_entry(message->content);
  parse_ldap_modify(message->content);
  parse_ldap_extended(message->content);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr size_t kPiece = 100;
  LdapFrames frames;
  frames.allow_wrapped();
  std::vector<uint8_t> room;
  for (ByteSpan rest(data, size); !rest.empty();) {
    ByteSpan piece = rest.first(std::min(kPiece, rest.size()));
    rest = rest.subspan(piece.size());
    while (std::optional<LdapFrame> frame = frames.take(piece))
      read(frame->is_wrapped ? ldap_unwrapped(frame->bytes, room) : frame->bytes);
  }
  return 0;
}
