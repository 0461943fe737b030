#include "packet/link_decoder.h"

#include "base/check.h"
#include "packet/link_walk.h"

namespace avocet {
namespace {

// Where users set no limit: headers of no bytes would go on forever.
constexpr uint32_t kMostHeaders = 1 << 16;

LinkHeader first_header(LinkType link) {
  switch (link) {
  case LinkType::kNull: return LinkHeader::kNull;
  case LinkType::kLoop: return LinkHeader::kLoop;
  case LinkType::kEthernet: return LinkHeader::kEthernet;
  case LinkType::kFddi: return LinkHeader::kFddi;
  case LinkType::kPpp: return LinkHeader::kPpp;
  case LinkType::kPppSerial: return LinkHeader::kPppSerial;
  case LinkType::kPppEther: return LinkHeader::kPppoe;
  case LinkType::kIeee80211: return LinkHeader::kIeee80211;
  case LinkType::kRadiotap: return LinkHeader::kRadiotap;
  case LinkType::kLinuxSll: return LinkHeader::kLinuxSll;
  case LinkType::kLinuxSll2: return LinkHeader::kLinuxSll2;
  case LinkType::kNflog: return LinkHeader::kNflog;
  case LinkType::kRawDlt:
  case LinkType::kRaw:
  case LinkType::kIpv4:
  case LinkType::kIpv6:
  case LinkType::kUnsupported: return LinkHeader::kIp;
  }
  UNREACHABLE();
}

LinkStep read_header(LinkHeader header, LinkWalk& walk) {
  switch (header) {
  case LinkHeader::kEthernet: return read_ethernet(walk);
  case LinkHeader::kVlan: return read_vlan(walk);
  case LinkHeader::kVntag: return read_vntag(walk);
  case LinkHeader::kFabricPath: return read_fabric_path(walk);
  case LinkHeader::kPbb: return read_pbb(walk);
  case LinkHeader::kMpls: return read_mpls(walk);
  case LinkHeader::kPppoe: return read_pppoe(walk);
  case LinkHeader::kPpp: return read_ppp(walk);
  case LinkHeader::kPppSerial: return read_ppp_serial(walk);
  case LinkHeader::kLlc: return read_llc(walk);
  case LinkHeader::kSnap: return read_snap(walk);
  case LinkHeader::kNovell: return LinkStep::ignore();
  case LinkHeader::kIeee80211: return read_ieee80211(walk);
  case LinkHeader::kRadiotap: return read_radiotap(walk);
  case LinkHeader::kLinuxSll: return read_linux_sll(walk);
  case LinkHeader::kLinuxSll2: return read_linux_sll2(walk);
  case LinkHeader::kNflog: return read_nflog(walk);
  case LinkHeader::kNull: return read_null(walk);
  case LinkHeader::kLoop: return read_loop(walk);
  case LinkHeader::kFddi: return read_fddi(walk);
  case LinkHeader::kAggregate: return read_aggregate(walk);
  case LinkHeader::kSkip: return read_skip(walk);
  case LinkHeader::kIp: return LinkStep::finish(LinkEnd::kIp);
  case LinkHeader::kArp: return LinkStep::finish(LinkEnd::kArp);
  }
  UNREACHABLE();
}

}  // namespace

std::string_view link_header_name(LinkHeader header) {
  switch (header) {
  case LinkHeader::kEthernet: return "ETHERNET";
  case LinkHeader::kVlan: return "VLAN";
  case LinkHeader::kVntag: return "VNTAG";
  case LinkHeader::kFabricPath: return "ETHERNET";
  case LinkHeader::kPbb: return "PBB";
  case LinkHeader::kMpls: return "MPLS";
  case LinkHeader::kPppoe: return "PPPOE";
  case LinkHeader::kPpp: return "PPP";
  case LinkHeader::kPppSerial: return "PPPSERIAL";
  case LinkHeader::kLlc: return "LLC";
  case LinkHeader::kSnap: return "SNAP";
  case LinkHeader::kNovell: return "NOVELL_802_3";
  case LinkHeader::kIeee80211: return "IEEE802_11";
  case LinkHeader::kRadiotap: return "IEEE802_11_RADIO";
  case LinkHeader::kLinuxSll: return "LINUXSLL";
  case LinkHeader::kLinuxSll2: return "LINUXSLL2";
  case LinkHeader::kNflog: return "NFLOG";
  case LinkHeader::kNull:
  case LinkHeader::kLoop: return "NULL";
  case LinkHeader::kFddi: return "FDDI";
  case LinkHeader::kAggregate: return "IEEE802_11";
  case LinkHeader::kSkip: return "SKIP";
  case LinkHeader::kIp: return "IP";
  case LinkHeader::kArp: return "ARP";
  }
  UNREACHABLE();
}

std::optional<LinkHeader> link_header_named(std::string_view name) {
  for (int number = 0; number <= static_cast<int>(LinkHeader::kArp); ++number) {
    auto header = static_cast<LinkHeader>(number);
    if (link_header_name(header) == name) return header;
  }
  return std::nullopt;
}

void LinkDecoder::apply_dispatch(LinkHeader header, LinkStep& step) const {
  if (step.has_protocol) {
    if (auto child = dispatch_.child(header, step.protocol)) {
      step.kind = LinkStep::kNext;
      step.next = *child;
    }
  } else if (step.kind == LinkStep::kNext) {
    step.next = dispatch_.child(header, std::nullopt).value_or(step.next);
  }
  if (step.kind == LinkStep::kNext && !dispatch_.is_enabled(step.next))
    step = LinkStep::unknown(step.protocol);
}

LinkResult LinkDecoder::decode(LinkType link, ByteSpan bytes, uint32_t wire_length,
                               PacketView& view) const {
  LinkHeader first = first_header(link);
  if (dispatch_.is_active()) {
    constexpr LinkDispatch::Root kRoot;
    if (link == LinkType::kUnsupported)
      first = dispatch_.child(kRoot, std::nullopt).value_or(first);
    first = dispatch_.child(kRoot, static_cast<uint32_t>(link)).value_or(first);
  }
  return decode_from(first, bytes, wire_length, view);
}

LinkResult LinkDecoder::decode_from(LinkHeader first, ByteSpan bytes, uint32_t wire_length,
                                    PacketView& view) const {
  bool may_be_plain = first == LinkHeader::kEthernet && !dispatch_.is_active();
  if (may_be_plain && dispatch_.max_depth != 1) {
    if (auto plain = read_plain_ethernet(bytes, wire_length, view.link)) return *plain;
  }
  LinkWalk walk{ByteReader(bytes), view.link, dispatch_};
  LinkHeader header = first;
  LinkStep step;
  uint32_t limit = dispatch_.max_depth > 0 ? dispatch_.max_depth : kMostHeaders;
  for (uint32_t count = 1;; ++count) {
    view.link.path.add(header);
    step = read_header(header, walk);
    if (dispatch_.is_active()) apply_dispatch(header, step);
    if (step.notice != Weird::kCount) weirds_.report(step.notice, view, step.additional);
    if (step.kind != LinkStep::kNext) break;
    // Deeper stacks of tags and frames in frames are an attack or a loop.
    if (count == limit) {
      step = LinkStep::broken(Weird::kTooManyLinkHeaders);
      break;
    }
    header = step.next;
  }
  if (step.end == LinkEnd::kBroken && step.reason != Weird::kCount)
    weirds_.report(step.reason, view, step.detail, link_header_name(header));

  // An aggregate narrowed the walk to one of its frames, which was captured whole.
  if (walk.narrowed)
    wire_length = static_cast<uint32_t>(walk.reader.position() + walk.reader.remaining());
  size_t position = walk.reader.position();
  LinkResult result{step.end, header, step.protocol, walk.reader.rest(), 0};
  if (wire_length > position) result.wire_length = wire_length - static_cast<uint32_t>(position);
  return result;
}

}  // namespace avocet
