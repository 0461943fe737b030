// Ethernet II and IEEE 802.3, the tags that extend them, and LLC with SNAP.
#include "base/fixed_header.h"
#include "packet/ether_type.h"
#include "packet/link_walk.h"

namespace avocet {
namespace {

// IEEE 802.3 3.2.6: up to 1500 the field is a length, from 1536 on a type.
constexpr uint16_t kMaxLengthField = 1500, kMinTypeField = 1536;
constexpr uint16_t kVlanIdMask = 0x0fff;
constexpr size_t kEthernetHeader = 14;

// What follows an 802.3 length field shows by its first bytes.
LinkStep step_for_802_3(LinkWalk& walk) {
  if (!walk.reader.can_read(2)) return LinkStep::broken(Weird::kTruncatedEthernetFrame);
  ByteReader ahead = walk.reader;
  uint16_t service_points = ahead.u16();
  // Numbers under which users know the three.
  constexpr uint32_t kSnapKey = 1, kNovellKey = 2, kLlcKey = 3;
  if (service_points == 0xaaaa) return LinkStep::go_on(LinkHeader::kSnap, kSnapKey);
  if (service_points == 0xffff) return LinkStep::go_on(LinkHeader::kNovell, kNovellKey);
  return LinkStep::go_on(LinkHeader::kLlc, kLlcKey);
}

// Its addresses; what it says comes next. Precondition: the header is there.
uint16_t read_ethernet(ByteSpan bytes, LinkView& link) {
  FixedHeader<kEthernetHeader> header(bytes);
  header.copy_to<0>(link.destination);
  header.copy_to<6>(link.source);
  link.has_addresses = true;
  return header.u16<12>();
}

}  // namespace

LinkStep step_for_ether_type(LinkWalk& walk, uint16_t ether_type) {
  walk.link.ether_type = ether_type;
  if (ether_type <= kMaxLengthField) {
    walk.keep(ether_type);
    return step_for_802_3(walk);
  }
  if (ether_type < kMinTypeField) return LinkStep::broken(Weird::kUndefinedEtherType);
  switch (ether_type) {
  case kTypeIpv4:
  case kTypeIpv6: return LinkStep::go_on(LinkHeader::kIp, ether_type);
  case kTypeArp:
  case kTypeRarp: return LinkStep::go_on(LinkHeader::kArp, ether_type);
  case kTypeVlan:
  case kTypeQinq:
  case kTypeOldQinq: return LinkStep::go_on(LinkHeader::kVlan, ether_type);
  case kTypeMpls:
  case kTypeMplsMulticast: return LinkStep::go_on(LinkHeader::kMpls, ether_type);
  case kTypePppoe: return LinkStep::go_on(LinkHeader::kPppoe, ether_type);
  case kTypePbb: return LinkStep::go_on(LinkHeader::kPbb, ether_type);
  case kTypeVntag: return LinkStep::go_on(LinkHeader::kVntag, ether_type);
  case kTypeFabricPath: return LinkStep::go_on(LinkHeader::kFabricPath, ether_type);
  default: return LinkStep::unknown(ether_type);
  }
}

LinkStep read_ethernet(LinkWalk& walk) {
  ByteReader& reader = walk.reader;
  if (!reader.can_read(kEthernetHeader)) return LinkStep::broken(Weird::kTruncatedEthernetFrame);
  return step_for_ether_type(walk, read_ethernet(reader.take(kEthernetHeader), walk.link));
}

std::optional<LinkResult> read_plain_ethernet(ByteSpan bytes, uint32_t wire_length,
                                              LinkView& link) {
  if (bytes.size() < kEthernetHeader || wire_length < kEthernetHeader) return std::nullopt;
  uint16_t ether_type = FixedHeader<kEthernetHeader>(bytes).u16<12>();
  if (ether_type != kTypeIpv4 && ether_type != kTypeIpv6) return std::nullopt;
  link.ether_type = read_ethernet(bytes, link);
  link.path.add(LinkHeader::kEthernet);
  link.path.add(LinkHeader::kIp);
  return LinkResult{LinkEnd::kIp, LinkHeader::kIp, 0, bytes.subspan(kEthernetHeader),
                    wire_length - static_cast<uint32_t>(kEthernetHeader)};
}

// ANSI X3.139: frame control and two addresses, then LLC. The addresses are left out, since
// captures differ in the order of their bits.
LinkStep read_fddi(LinkWalk& walk) {
  if (!walk.reader.can_read(15)) return LinkStep::broken(Weird::kTruncatedLinkHeader);
  walk.reader.skip(13);
  return step_for_802_3(walk);
}

// Cisco FabricPath puts a 16-byte header before a whole Ethernet frame. Its first 12 bytes and its
// type were read as an Ethernet header, two bytes of tag are left.
LinkStep read_fabric_path(LinkWalk& walk) {
  if (!walk.reader.can_read(2 + 14)) return LinkStep::broken(Weird::kTruncatedFabricPath);
  walk.reader.skip(2);
  return LinkStep::go_on(LinkHeader::kEthernet);
}

LinkStep read_vlan(LinkWalk& walk) {
  if (!walk.reader.can_read(4)) return LinkStep::broken(Weird::kTruncatedVlanFrame);
  uint16_t tag = walk.reader.u16();
  LinkView& link = walk.link;
  bool overwritten = link.vlan != kNoVlan && link.inner_vlan != kNoVlan;
  bool is_outermost = link.vlan == kNoVlan;
  (is_outermost ? link.vlan : link.inner_vlan) = tag & kVlanIdMask;
  (is_outermost ? link.vlan_tag : link.inner_vlan_tag) = tag;
  LinkStep step = step_for_ether_type(walk, walk.reader.u16());
  if (overwritten) {
    step.notice = Weird::kTripleTaggedVlan;
    step.additional = "inner VLAN tag overwritten";
  }
  return step;
}

// IEEE 802.1BR as Cisco uses it: four bytes of tag, then an EtherType.
LinkStep read_vntag(LinkWalk& walk) {
  if (!walk.reader.can_read(6)) return LinkStep::broken(Weird::kTruncatedLinkHeader);
  walk.reader.skip(4);
  return step_for_ether_type(walk, walk.reader.u16());
}

// IEEE 802.1ah: an I-TAG of four bytes, then a whole Ethernet frame.
LinkStep read_pbb(LinkWalk& walk) {
  walk.reader.skip(4);
  if (walk.reader.failed()) return LinkStep::broken(Weird::kTruncatedLinkHeader);
  return LinkStep::go_on(LinkHeader::kEthernet);
}

// RFC 3032: labels until the one with the bottom-of-stack bit.
LinkStep read_mpls(LinkWalk& walk) {
  bool at_bottom = false;
  while (!at_bottom) {
    if (!walk.reader.can_read(4)) return LinkStep::broken(Weird::kTruncatedLinkHeader);
    at_bottom = (walk.reader.u32() & 0x100) != 0;
  }
  return LinkStep::go_on(LinkHeader::kIp);
}

LinkStep read_llc(LinkWalk& walk) {
  if (!walk.reader.can_read(3)) return LinkStep::broken(Weird::kTruncatedLinkHeader);
  uint8_t destination = walk.reader.u8();
  uint8_t source = walk.reader.u8();
  walk.reader.skip(1);
  return LinkStep::unknown(uint32_t(destination) << 8 | source);
}

// IEEE 802: LLC header aa aa 03, organisation, protocol.
LinkStep read_snap(LinkWalk& walk) {
  if (!walk.reader.can_read(8)) return LinkStep::broken(Weird::kTruncatedLinkHeader);
  walk.reader.skip(3);
  uint32_t organisation = walk.reader.u24();
  uint16_t protocol = walk.reader.u16();
  // Vendors number their protocols themselves.
  if (organisation != 0) return LinkStep::unknown(organisation << 16 | protocol);
  if (protocol <= kMaxLengthField) return LinkStep::unknown(protocol);
  return step_for_ether_type(walk, protocol);
}

}  // namespace avocet
