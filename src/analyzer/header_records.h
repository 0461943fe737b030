// HeaderRecords: script-level records of packet headers: pkt_hdr, icmp_info, SYN_packet and their
// parts.
#pragma once

#include <string>

#include "analyzer/record_binding.h"
#include "packet/packet_view.h"
#include "value/value.h"

namespace avocet {

class HeaderRecords {
 public:
  HeaderRecords(Heap& heap, const ShapeFinder& shapes, std::string& errors);

  // All of these give a record with one count to the caller.
  Value make_packet_header(const PacketView& packet) const;
  // With the link header; network and transport as far as they were decoded.
  Value make_raw_header(const PacketView& packet) const;
  Value make_icmp_info(const PacketView& packet) const;
  Value make_syn_packet(const PacketView& packet, bool is_orig) const;

 private:
  Record* make_ip4(const PacketView& packet) const;
  Record* make_ip6(const PacketView& packet) const;
  Record* make_tcp(const PacketView& packet) const;
  Record* make_link(const PacketView& packet) const;
  void set_headers(const RecordMaker& maker, size_t first, Record* record,
                   const PacketView& packet) const;

  Heap& heap_;
  RecordMaker packet_;
  RecordMaker raw_;
  RecordMaker link_;
  RecordMaker ip4_;
  RecordMaker ip6_;
  RecordMaker tcp_;
  RecordMaker udp_;
  RecordMaker icmp_;
  RecordMaker icmp_info_;
  RecordMaker syn_;
  const VectorType* extension_chain_ = nullptr;  // null: the scripts declare none
  const RecordShape* extension_ = nullptr;
};

}  // namespace avocet
