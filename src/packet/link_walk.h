// The steps of LinkDecoder's walk, one function a header. Internal to packet/.
#pragma once

#include <optional>
#include <string>

#include "base/byte_reader.h"
#include "packet/link_decoder.h"

namespace avocet {

struct LinkWalk {
  ByteReader reader;
  LinkView& link;
  const LinkDispatch& dispatch;
  bool narrowed = false;  // the reader sees only a part of the frame

  // What is behind the next `length` bytes fills the frame up, or was cut from the packet's end.
  void keep(size_t length) {
    if (length >= reader.remaining()) return;
    size_t position = reader.position();
    reader = ByteReader(ByteSpan(reader.rest().data() - position, position + length));
    reader.skip(position);
  }
};

// What a header says about the walk: go on with another header, or end.
struct LinkStep {
  enum Kind : uint8_t { kNext, kEnd };

  Kind kind = kEnd;
  LinkHeader next = LinkHeader::kIp;
  LinkEnd end = LinkEnd::kBroken;
  uint32_t protocol = 0;         // what the header says comes next
  bool has_protocol = false;     // it says so by a number
  Weird reason = Weird::kCount;  // of kBroken
  Weird notice = Weird::kCount;  // odd, but the walk goes on
  std::string_view additional = {};
  std::string detail = {};  // the same, where it holds numbers

  static LinkStep go_on(LinkHeader header) { return {.kind = kNext, .next = header}; }
  static LinkStep finish(LinkEnd end) { return {.end = end}; }
  static LinkStep ignore() { return finish(LinkEnd::kIgnored); }
  static LinkStep go_on(LinkHeader header, uint32_t protocol) {
    return {.kind = kNext, .next = header, .protocol = protocol, .has_protocol = true};
  }
  static LinkStep unknown(uint32_t protocol) {
    return {.end = LinkEnd::kUnknown, .protocol = protocol, .has_protocol = true};
  }
  static LinkStep broken(Weird reason) { return {.end = LinkEnd::kBroken, .reason = reason}; }
};

LinkStep read_ethernet(LinkWalk& walk);
LinkStep read_vlan(LinkWalk& walk);
LinkStep read_vntag(LinkWalk& walk);
LinkStep read_fabric_path(LinkWalk& walk);
LinkStep read_pbb(LinkWalk& walk);
LinkStep read_mpls(LinkWalk& walk);
LinkStep read_pppoe(LinkWalk& walk);
LinkStep read_ppp(LinkWalk& walk);
LinkStep read_ppp_serial(LinkWalk& walk);
LinkStep read_llc(LinkWalk& walk);
LinkStep read_snap(LinkWalk& walk);
LinkStep read_ieee80211(LinkWalk& walk);
// One frame of an A-MSDU (IEEE 802.11 9.3.2.2); what follows it goes to link.aggregate_rest.
LinkStep read_aggregate(LinkWalk& walk);
LinkStep read_radiotap(LinkWalk& walk);
LinkStep read_linux_sll(LinkWalk& walk);
LinkStep read_linux_sll2(LinkWalk& walk);
LinkStep read_nflog(LinkWalk& walk);
LinkStep read_null(LinkWalk& walk);
LinkStep read_loop(LinkWalk& walk);
LinkStep read_fddi(LinkWalk& walk);
LinkStep read_skip(LinkWalk& walk);

// The frame that most are: Ethernet, and IP right inside. What the walk would make of it; null for
// all others.
std::optional<LinkResult> read_plain_ethernet(ByteSpan bytes, uint32_t wire_length, LinkView& link);

// The header that an EtherType (or an 802.3 length field) announces.
LinkStep step_for_ether_type(LinkWalk& walk, uint16_t ether_type);

}  // namespace avocet
