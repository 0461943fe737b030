// TcpEvents: what the segments and the streams of TCP connections raise: options,
// retransmissions, contents in order, and files of contents.
#pragma once

#include "analyzer/event_maker.h"
#include "analyzer/named_record.h"
#include "flow/interest.h"
#include "packet/tcp_options.h"

namespace avocet {

class TcpEvents {
 public:
  explicit TcpEvents(const EventMaker& maker);

  // What handlers and options want of each new flow.
  void add_interest(FlowInterest& interest) const;

  void options(Flow& flow, Side side, const PacketView& packet);
  void retransmission(Flow& flow, Side side, const PacketView& packet, uint64_t seq,
                      uint64_t in_flight);
  // Stream bytes in order, and holes in them.
  void data(Flow& flow, Side side, uint64_t seq, ByteSpan bytes);
  void gap(Flow& flow, Side side, uint64_t length);

  // Writes what `side` says from now on into a file that a script opened; a null file ends that.
  // The file is lent.
  static void set_contents_file(FlowRecord& record, Side side, FileObject* file);

 private:
  Value option_record(const RecordShape& shape, const TcpOption& option) const;
  bool wants_contents(const Flow& flow, Side side) const;
  void write(Flow& flow, Side side, std::string_view bytes);

  const EventMaker& maker_;
  EventHandle option_, options_, retransmission_, contents_, write_failure_;
  const VectorType* list_ = nullptr;  // of tcp_options; null: the scripts declare none
  // Options; null where the scripts have none.
  const Value* ports_[2] = {nullptr, nullptr};
  const Value* all_[2] = {nullptr, nullptr};
};

}  // namespace avocet
