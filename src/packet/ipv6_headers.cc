#include "packet/ipv6_headers.h"

namespace avocet {
namespace {

bool is_extension(uint8_t protocol) {
  return protocol == kProtocolHopByHop || protocol == kProtocolRouting ||
         protocol == kProtocolFragment || protocol == kProtocolEsp ||
         protocol == kProtocolAuthentication || protocol == kProtocolDestinationOptions ||
         protocol == kProtocolMobility;
}

// Precondition: at least two bytes of the header can be read.
uint32_t extension_length(uint8_t type, uint8_t length_field) {
  switch (type) {
  case kProtocolFragment: return 8;
  case kProtocolAuthentication: return (length_field + 2u) * 4u;  // RFC 4302 2.2
  case kProtocolEsp: return 8;
  default: return (length_field + 1u) * 8u;
  }
}

}  // namespace

Ipv6ExtensionWalk::Ipv6ExtensionWalk(ByteSpan packet) : packet_(packet) {
  if (packet.size() < 40) {
    truncated_ = true;
    done_ = true;
    return;
  }
  protocol_ = packet[6];
}

std::optional<Ipv6Extension> Ipv6ExtensionWalk::next() {
  if (done_ || !is_extension(protocol_)) return std::nullopt;
  ByteReader reader(packet_);
  reader.skip(offset_);
  if (!reader.can_read(2)) {
    truncated_ = done_ = true;
    return std::nullopt;
  }
  ByteReader ahead = reader;
  uint8_t next_protocol = ahead.u8();
  uint32_t length = extension_length(protocol_, ahead.u8());
  if (!reader.can_read(length)) {
    truncated_ = done_ = true;
    return std::nullopt;
  }

  bool is_last = protocol_ == kProtocolEsp || protocol_ == kProtocolMobility;
  Ipv6Extension header{protocol_, is_last ? protocol_ : next_protocol, offset_,
                       reader.take(length)};
  done_ = is_last;
  protocol_offset_ = offset_;
  offset_ += length;
  protocol_ = header.next;
  return header;
}

}  // namespace avocet
