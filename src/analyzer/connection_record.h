// ConnectionRecords: the script-level `connection` of a flow.
//
// A record is built when the first handler needs it, kept with the flow, and brought up to date in
// place each time it is handed out; so every event of a flow sees the same value, and what scripts
// add to it stays. A flow that no script looks at has none.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "analyzer/flow_analyzers.h"
#include "analyzer/record_binding.h"
#include "analyzer/weirds.h"
#include "base/ip_address.h"
#include "flow/flow.h"
#include "flow/identity.h"
#include "value/record.h"
#include "value/vector.h"

namespace avocet {

// "00:16:3e:5d:00:01".
std::string mac_text(const MacAddress& mac);

// What the analyzer room keeps with a flow.
struct FlowRecord : FlowData {
  ~FlowRecord() override {
    if (record) release(record);
    if (udp) release(Value::of(udp));
    for (Value file : contents) release(file);
  }
  static FlowRecord* of(const Flow& flow) { return static_cast<FlowRecord*>(flow.data.get()); }
  static FlowRecord& ensure(Flow& flow) {
    if (!flow.data) flow.data = std::make_unique<FlowRecord>();
    return *of(flow);
  }

  Record* record = nullptr;  // owns one count; null until somebody needs it
  FlowAnalyzers analyzers;
  bool flipped = false;  // the sense in which the record has addresses and ports
  // See udp_connections.h.
  bool udp_established = false;
  bool udp_over = false;                // end_connection was raised, if it had to be
  Record* udp = nullptr;                // udp_connection::Flow; null, or owns one count
  std::unique_ptr<WeirdCounts> weirds;  // null until there is one
  // Files that scripts want the contents of each side in; null where they want none.
  Value contents[2] = {Value::null(), Value::null()};
};

class ConnectionRecords {
 public:
  // `shape_of` finds the script types of the record. Problems are added to `errors`.
  // `made` is called with each new record before anybody else sees it.
  ConnectionRecords(Heap& heap, const ShapeFinder& shape_of, FlowUids& uids,
                    std::function<void(Record*)> made, std::string& errors);

  struct Tuple {
    IpAddress orig, resp;
    Port orig_port, resp_port;
    uint8_t protocol = 0;
  };

  // Whether records tell how many packets there were, and bytes of IP.
  void set_counting(bool is_counting) { is_counting_ = is_counting; }

  // The up-to-date record, lent.
  Record* of(Flow& flow);
  // The record if some script has seen it, not brought up to date; null otherwise.
  static Record* existing(Flow& flow) {
    FlowRecord* kept = FlowRecord::of(flow);
    return kept ? kept->record : nullptr;
  }
  // Whether scripts registered removal hooks for the flow.
  bool has_removal_hooks(Flow& flow) const;

  // A fresh conn_id of a flow.
  Record* make_id(const Flow& flow);
  // A fresh conn_id of anything else that has two ends.
  Record* make_id(const Tuple& tuple);
  // The tunnels around a packet or flow as an EncapsulatingConnVector, outermost first.
  Value make_tunnels(const std::vector<Encapsulation>& layers);

 private:
  struct EndpointFields {
    uint32_t size, state, num_pkts, num_bytes_ip, flow_label;
    int l2_addr;
  };

  Record* build(Flow& flow);
  void update(Record* connection, Flow& flow);
  void update_endpoint(Record* endpoint, const Flow& flow, Side side);
  void keep_additions(Record* from, Record* to) const;
  void set_vlans(Record* id, const Flow& flow);
  void set_identity(Record* connection, Flow& flow);
  void set_address(Record* id, uint32_t field, const IpAddress& address);

  Heap& heap_;
  FlowUids& uids_;
  std::function<void(Record*)> made_;
  const RecordShape* connection_;
  const RecordShape* id_ = nullptr;
  const RecordShape* endpoint_ = nullptr;
  uint32_t c_id_ = 0, c_orig_ = 0, c_resp_ = 0, c_start_time_ = 0, c_duration_ = 0, c_history_ = 0,
           c_uid_ = 0;
  int c_vlan_ = -1, c_inner_vlan_ = -1, c_removal_hooks_ = -1;
  uint32_t id_orig_h_ = 0, id_orig_p_ = 0, id_resp_h_ = 0, id_resp_p_ = 0;
  int id_proto_ = -1, id_ctx_ = -1, ctx_vlan_ = -1, ctx_inner_vlan_ = -1;
  const RecordShape* ctx_ = nullptr;
  const RecordShape* tunnel_ = nullptr;
  int c_tunnel_ = -1;
  uint32_t t_cid_ = 0, t_type_ = 0, t_uid_ = 0;
  EndpointFields e_{};
  bool is_counting_ = true;
};

}  // namespace avocet
