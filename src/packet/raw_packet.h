// RawPacket: one packet as a source delivers it, before anybody looked inside.
#pragma once

#include <cstdint>
#include <memory>

#include "base/byte_reader.h"
#include "base/net_time.h"
#include "packet/link_type.h"

namespace avocet {

struct RawPacket {
  NetTime time;              // full resolution of the source
  ByteSpan data;             // captured bytes; borrowed, valid until the source's next packet
  uint32_t wire_length = 0;  // length on the wire, at least data.size() in a sane capture
  LinkType link = LinkType::kUnsupported;
  int link_number = -1;    // the same as the source numbers it; -1: as `link` says
  uint32_t interface = 0;  // of a source with several
  // The bytes of a packet of the same link that comes some packets later, for who wants to prepare
  // for it; empty where the source cannot look so far. Valid as `data` is.
  ByteSpan upcoming;
  // Whoever holds a copy of it may look at `data` beyond the source's next packet; null: nobody
  // may.
  const std::shared_ptr<const void>* keeper = nullptr;
};

}  // namespace avocet
