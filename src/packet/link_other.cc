// Link headers other than Ethernet's: point to point, Linux cooked, loopback, NFLOG.
#include "packet/link_walk.h"

namespace avocet {
namespace {

constexpr uint16_t kPppIpv4 = 0x0021, kPppIpv6 = 0x0057, kPppMpls = 0x0281;
constexpr uint16_t kArpHardwareLoopback = 772;

LinkStep step_for_ppp(uint16_t protocol) {
  switch (protocol) {
  case kPppIpv4:
  case kPppIpv6: return LinkStep::go_on(LinkHeader::kIp, protocol);
  case kPppMpls: return LinkStep::go_on(LinkHeader::kMpls, protocol);
  default: return LinkStep::unknown(protocol);
  }
}

// The sender's address in a field of eight bytes; cooked captures know no receiver.
void read_cooked_address(LinkWalk& walk, uint32_t length) {
  ByteReader address(walk.reader.take(8));
  walk.link.destination = {};
  walk.link.has_addresses = length == 6;
  if (walk.link.has_addresses) address.copy_to(walk.link.source.data(), 6);
}

LinkStep step_for_family(uint32_t family) {
  // AF_INET, then AF_INET6 of NetBSD and OpenBSD, FreeBSD, Darwin and Linux.
  if (family == 2 || family == 24 || family == 28 || family == 30 || family == 10) {
    return LinkStep::go_on(LinkHeader::kIp, family);
  }
  return LinkStep::unknown(family);
}

}  // namespace

LinkStep read_ppp(LinkWalk& walk) {
  // RFC 1662 3.1: address and control may be left out.
  if (walk.reader.peek() == 0xff) return read_ppp_serial(walk);
  if (!walk.reader.can_read(2)) return LinkStep::broken(Weird::kTruncatedLinkHeader);
  return step_for_ppp(walk.reader.u16());
}

LinkStep read_ppp_serial(LinkWalk& walk) {
  if (!walk.reader.can_read(4)) return LinkStep::broken(Weird::kTruncatedLinkHeader);
  walk.reader.skip(2);
  return step_for_ppp(walk.reader.u16());
}

// RFC 2516: version and type, code, session, length, then PPP.
LinkStep read_pppoe(LinkWalk& walk) {
  if (!walk.reader.can_read(8)) return LinkStep::broken(Weird::kTruncatedPppoeHeader);
  walk.reader.skip(2);
  walk.link.pppoe_session = walk.reader.u16();
  walk.link.has_pppoe = true;
  uint16_t length = walk.reader.u16();
  // RFC 2516 4: what is behind that many bytes is no part of the packet.
  size_t found = walk.reader.remaining();
  if (length >= 2) walk.keep(length);
  LinkStep step = step_for_ppp(walk.reader.u16());
  if (length < found) step.notice = Weird::kPppoeExtraData;
  if (length > found) step.notice = Weird::kPppoeTruncated;
  return step;
}

LinkStep read_linux_sll(LinkWalk& walk) {
  if (!walk.reader.can_read(16)) return LinkStep::broken(Weird::kTruncatedSllHeader);
  walk.reader.skip(2);
  uint16_t hardware = walk.reader.u16();
  uint16_t address_length = walk.reader.u16();
  read_cooked_address(walk, address_length);
  uint16_t protocol = walk.reader.u16();
  if (hardware == kArpHardwareLoopback && protocol == 0) return LinkStep::ignore();
  if (protocol <= 1500) return LinkStep::unknown(protocol);
  return step_for_ether_type(walk, protocol);
}

LinkStep read_linux_sll2(LinkWalk& walk) {
  if (!walk.reader.can_read(20)) return LinkStep::broken(Weird::kTruncatedSllHeader);
  uint16_t protocol = walk.reader.u16();
  walk.reader.skip(9);  // reserved, interface, hardware type, packet type
  uint8_t address_length = walk.reader.u8();
  read_cooked_address(walk, address_length);
  if (protocol <= 1500) return LinkStep::unknown(protocol);
  return step_for_ether_type(walk, protocol);
}

LinkStep read_skip(LinkWalk& walk) {
  walk.reader.skip(walk.dispatch.skip_bytes);
  if (walk.reader.failed()) return LinkStep::broken(Weird::kTruncatedLinkHeader);
  return LinkStep::go_on(LinkHeader::kIp);
}

LinkStep read_null(LinkWalk& walk) {
  if (!walk.reader.can_read(4)) return LinkStep::broken(Weird::kTruncatedLinkHeader);
  uint32_t family = walk.reader.u32_le();
  // Written on a machine of the other byte order.
  if (family >= 0x10000) family = __builtin_bswap32(family);
  return step_for_family(family);
}

LinkStep read_loop(LinkWalk& walk) {
  if (!walk.reader.can_read(4)) return LinkStep::broken(Weird::kTruncatedLinkHeader);
  return step_for_family(walk.reader.u32());
}

// https://www.tcpdump.org/linktypes/LINKTYPE_NFLOG.html: a fixed header, then TLVs in the
// capturing host's byte order (little endian is taken for granted), padded to four bytes.
LinkStep read_nflog(LinkWalk& walk) {
  constexpr uint16_t kPayload = 9;
  if (!walk.reader.can_read(4)) return LinkStep::broken(Weird::kTruncatedLinkHeader);
  uint8_t family = walk.reader.u8();
  uint8_t version = walk.reader.u8();
  walk.reader.skip(2);
  if (version != 0) return LinkStep::unknown(version);
  while (walk.reader.can_read(4)) {
    uint16_t length = walk.reader.u16_le();
    uint16_t type = walk.reader.u16_le();
    if (type == kPayload) return step_for_family(family);
    size_t padded = (length - 4u + 3u) & ~size_t{3};
    if (length < 4 || !walk.reader.can_read(padded)) {
      LinkStep bad = LinkStep::broken(Weird::kNflogBadTlvLength);
      bad.detail =
          "(" + std::to_string(length) + " > " + std::to_string(walk.reader.remaining() + 4) + ")";
      return bad;
    }
    walk.reader.skip(padded);
  }
  return LinkStep::broken(Weird::kTruncatedLinkHeader);
}

}  // namespace avocet
