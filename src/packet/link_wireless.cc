// IEEE 802.11 data frames and the radiotap header that monitors put before them.
#include "packet/link_walk.h"

namespace avocet {
namespace {

constexpr uint8_t kManagementFrame = 0, kControlFrame = 1, kDataFrame = 2;
constexpr uint8_t kFlagToDs = 0x01, kFlagFromDs = 0x02, kFlagProtected = 0x40,
                  kFlagHtControl = 0x80;
// Subtypes of data frames: bit 3 is QoS, bit 2 says that there is no data.
constexpr uint8_t kSubtypeQos = 0x8, kSubtypeNull = 0x4;
constexpr uint8_t kQosAggregated = 0x80;

// The three or four addresses of a data frame, read by what the DS flags make of them.
void read_addresses(LinkWalk& walk, uint8_t flags) {
  MacAddress first{}, second{}, third{}, fourth{};
  walk.reader.copy_to(first.data(), 6);
  walk.reader.copy_to(second.data(), 6);
  walk.reader.copy_to(third.data(), 6);
  walk.reader.skip(2);  // sequence control
  bool to_ds = (flags & kFlagToDs) != 0;
  bool from_ds = (flags & kFlagFromDs) != 0;
  if (to_ds && from_ds) walk.reader.copy_to(fourth.data(), 6);
  walk.link.destination = to_ds ? third : first;
  walk.link.source = from_ds ? (to_ds ? fourth : third) : second;
  walk.link.has_addresses = !walk.reader.failed();
}

LinkStep read_llc_snap(LinkWalk& walk) {
  if (!walk.reader.can_read(8)) return LinkStep::broken(Weird::kTruncated80211Header);
  ByteReader ahead = walk.reader;
  if (ahead.u16() != 0xaaaa) return LinkStep::ignore();
  return read_snap(walk);
}

}  // namespace

LinkStep read_aggregate(LinkWalk& walk) {
  if (!walk.reader.can_read(14)) return LinkStep::broken(Weird::kTruncated80211Header);
  walk.reader.copy_to(walk.link.destination.data(), 6);
  walk.reader.copy_to(walk.link.source.data(), 6);
  walk.link.has_addresses = true;
  uint16_t length = walk.reader.u16();
  ByteSpan frame = walk.reader.take_up_to(length);
  // Frames start at multiples of four.
  walk.reader.take_up_to((4u - (14u + length) % 4u) % 4u);
  walk.link.aggregate_rest = walk.reader.rest();
  walk.reader = ByteReader(frame);
  walk.narrowed = true;
  return read_llc_snap(walk);
}

LinkStep read_radiotap(LinkWalk& walk) {
  if (!walk.reader.can_read(8)) return LinkStep::broken(Weird::kTruncatedRadiotapHeader);
  walk.reader.skip(2);
  uint16_t length = walk.reader.u16_le();
  if (length < 8 || !walk.reader.can_read(length - 4u)) {
    return LinkStep::broken(Weird::kTruncatedRadiotapHeader);
  }
  walk.reader.skip(length - 4u);
  return LinkStep::go_on(LinkHeader::kIeee80211);
}

LinkStep read_ieee80211(LinkWalk& walk) {
  if (!walk.reader.can_read(2)) return LinkStep::broken(Weird::kTruncated80211Header);
  uint8_t control = walk.reader.u8();
  uint8_t flags = walk.reader.u8();
  uint8_t type = control >> 2 & 3;
  uint8_t subtype = control >> 4;
  if (type == kManagementFrame || type == kControlFrame) return LinkStep::ignore();
  if (type != kDataFrame || (subtype & kSubtypeNull) != 0) return LinkStep::ignore();
  if ((flags & kFlagProtected) != 0) return LinkStep::ignore();

  walk.reader.skip(2);  // duration
  read_addresses(walk, flags);
  uint8_t qos = 0;
  if ((subtype & kSubtypeQos) != 0) {
    qos = walk.reader.u8();
    walk.reader.skip(1);
    // IEEE 802.11 9.2.4.1.10: in frames with QoS the last flag says that HT control follows.
    if ((flags & kFlagHtControl) != 0) walk.reader.skip(4);
  }
  if (walk.reader.failed()) return LinkStep::broken(Weird::kTruncated80211Header);
  return (qos & kQosAggregated) != 0 ? read_aggregate(walk) : read_llc_snap(walk);
}

}  // namespace avocet
