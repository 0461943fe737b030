// UdpConnections: the events of base/protocols/udp_connection: UDP with connections and verdicts.
//
// A script that loads the module and handles one of its events gets a udp_connection::Flow for each
// UDP flow. Unlike other events, new_connection, receive_packet and receive_data are handled at
// once, in the middle of the packet's way: what a handler decides holds before anything more is
// reported of the datagram. What the engine raised earlier is handled before them, so the order of
// all events stays what it was.
//
// A flow is `new` while new_connection is handled, then `established`, and `dropped` or `closed` in
// the end. end_connection comes once for each that was established.
#pragma once

#include <initializer_list>
#include <string>

#include "analyzer/connection_record.h"
#include "event/event_queue.h"
#include "flow/flow_table.h"

namespace avocet {

class UdpConnections {
 public:
  // All arguments outlive this. What the scripts lack is added to `errors`.
  UdpConnections(EventQueue& queue, Machine& machine, ConnectionRecords& connections,
                 const ShapeFinder& shapes, std::string& errors);
  ~UdpConnections();
  UdpConnections(const UdpConnections&) = delete;
  UdpConnections& operator=(const UdpConnections&) = delete;

  // Whether the module is loaded and some of its events have handlers.
  static bool is_wanted(const Machine& machine);

  // Reports a datagram and has it handled. False: the flow is not to be looked at any more.
  bool datagram(Flow& flow, Side side, const PacketView& view);
  // A handler failed while it had the flow, and the flow is to be dropped for that.
  bool is_to_fail() const { return failed_; }
  NetInterval drop_period() const;

  // The flow is about to be dropped.
  void dropping(Flow& flow);
  // Raises end_connection for a flow that ends, if that is due.
  void ended(Flow& flow);
  // The same for all that live, the newest first: the capture is at its end.
  void finish(FlowTable& flows);

 private:
  // Where fields of a Flow are.
  struct Fields {
    uint32_t srcip, dstip, srcport, dstport, id, conn, state;
    uint32_t packets[2], bytes[2];  // up, down
  };

  void open(Flow& flow, const PacketView& view);
  void count(Record* udp, bool is_up, const PacketView& view);
  Value make_datagram(Record* udp, bool is_up, const PacketView& view, Value payload) const;
  // The handlers of an event, now. False if the flow is over after them.
  bool handle(FunctionId event, Flow& flow, std::initializer_list<Value> taken);
  bool wanted(FunctionId event) const { return machine_.has_handlers(event); }
  void set_state(Record* udp, Value text) const { udp->set(f_.state, retained(text)); }

  EventQueue& queue_;
  Machine& machine_;
  ConnectionRecords& connections_;
  const RecordShape* flow_;
  RecordMaker datagram_;
  Fields f_{};
  FunctionId new_connection_, receive_packet_, receive_data_, end_connection_;
  const Value* drop_period_;
  const Value* fail_open_;
  Owned up_, down_, new_, established_, dropped_, closed_;
  uint64_t last_id_ = 0;
  bool failed_ = false;
};

}  // namespace avocet
