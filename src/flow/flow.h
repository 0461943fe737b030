// Flow: one connection as the engine knows it, TCP, UDP, ICMP or any IP protocol.
//
// Flows live in the pool of their FlowTable: an address stays valid until the
// flow is removed, and no longer. Upper rooms read everything here; they write
// only `interest` and `data`. A flow is kept small (see the static_assert):
// whatever only few or only established connections need is in FlowDetail.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/ip_address.h"
#include "base/net_time.h"
#include "flow/flow_data.h"
#include "flow/interest.h"
#include "packet/packet_view.h"

namespace avocet {

struct FlowDetail;
class FlowDetailPool;
struct FlowOddities;

enum class Side : uint8_t { kOrig = 0, kResp = 1 };
constexpr Side other(Side side) { return side == Side::kOrig ? Side::kResp : Side::kOrig; }

// The values are those of the script-level constants TCP_INACTIVE ... TCP_RESET.
enum class TcpState : uint8_t {
  kInactive = 0,
  kSynSent = 1,
  kSynAckSent = 2,
  kPartial = 3,
  kEstablished = 4,
  kClosed = 5,
  kReset = 6
};
// UDP_INACTIVE and UDP_ACTIVE; ICMP and other protocols use them as well.
enum class DatagramState : uint8_t { kInactive = 0, kActive = 1 };

// TCP sequence numbers of one direction; wraps count how often 2^32 was passed.
struct SequenceState {
  uint32_t start = 0;  // of the (perhaps imagined) SYN
  uint32_t last = 0;   // behind the highest byte sent
  uint32_t ack = 0;    // highest acknowledgement by the peer
  uint16_t last_wraps = 0;
  uint16_t ack_wraps = 0;
};

struct Endpoint {
  uint64_t packets = 0;
  uint64_t ip_bytes = 0;
  union {
    SequenceState sequence{};  // TCP
    uint64_t payload_bytes;    // everything else
  };
  uint32_t flow_label : 20;    // IPv6: the current one
  uint32_t history_seen : 12;  // letters already in the history, by HistoryLetter
  uint8_t state = 0;           // TcpState or DatagramState, by the flow's transport
  uint8_t previous_state = 0;  // TCP
  bool did_close : 1;          // TCP: FIN or RST was taken as its end
  bool seen_fin : 1;
  bool has_payload : 1;      // UDP and ICMP: at least one packet was seen
  uint8_t window_scale : 4;  // TCP: shift count that the SYN offered, at most 14

  Endpoint()
      : flow_label(0), history_seen(0), did_close(false), seen_fin(false), has_payload(false),
        window_scale(0) {}
  TcpState tcp_state() const { return static_cast<TcpState>(state); }
};

// Hands a detail back to where it came from. Internal to flow/.
struct FlowDetailReturn {
  FlowDetailPool* pool = nullptr;  // null, for flows that are in no pool: the heap
  void operator()(FlowDetail* detail) const;
};

struct Flow {
  // conn_id, in the sense the engine decided on. ICMP: orig_port is the type, resp_port the
  // code or the type of the counterpart, as scripts see it.
  IpAddress orig_addr;
  IpAddress resp_addr;
  uint16_t orig_port = 0;
  uint16_t resp_port = 0;
  uint8_t ip_protocol = 0;
  Transport transport = Transport::kNone;
  uint16_t vlan = kNoVlan;
  uint16_t inner_vlan = kNoVlan;
  MacAddress orig_mac{};  // of the first packet; meaningful when has_macs
  MacAddress resp_mac{};

  bool has_macs : 1;
  bool active : 1;           // false once its fate is sealed and only the timer is awaited
  bool flipped : 1;          // by the heuristics on direction
  bool skip_processing : 1;  // skip_further_processing(): counted, not looked at
  bool dropped : 1;          // by a verdict: silent until drop period ends
  bool record_packets : 1;   // set_record_packets()
  bool record_contents : 1;
  bool finished : 1;  // TCP: connection_finished or a kin was reported
  bool removing : 1;  // connection_state_remove is being reported
  bool seen_first_ack : 1;
  bool split_routing_reported : 1;
  bool in_tunnel : 1;
  bool carries_tunnel : 1;     // UDP: packets of a tunnel were found in it
  bool sure_of_tunnel : 1;     // and there is no doubt about it
  bool icmp_one_way : 1;       // ICMP whose type has no counterpart
  bool has_session_timer : 1;  // see FlowTable::start_session_timer()

  NetTime start_time;
  NetTime last_time;  // of the last packet that counts for the duration

  std::array<Endpoint, 2> endpoints;

  // What observers want to hear of this flow: starts as the table's default.
  FlowInterest interest;
  FlowDataSlot data;

  Flow();
  Flow(const Flow&) = delete;
  Flow& operator=(const Flow&) = delete;
  ~Flow();

  Endpoint& endpoint(Side side) { return endpoints[static_cast<size_t>(side)]; }
  const Endpoint& endpoint(Side side) const { return endpoints[static_cast<size_t>(side)]; }
  Endpoint& orig() { return endpoints[0]; }
  Endpoint& resp() { return endpoints[1]; }
  const Endpoint& orig() const { return endpoints[0]; }
  const Endpoint& resp() const { return endpoints[1]; }

  // Logical payload bytes: TCP by sequence numbers, otherwise the sum over packets.
  uint64_t size(Side side) const;
  NetInterval duration() const { return last_time - start_time; }
  // "ShADadFf" and so on; valid until the next packet of the flow.
  std::string_view history() const;
  // Bytes in reported content gaps, both directions.
  uint64_t missed_bytes() const;
  // The tunnels that the first packet came through, outermost first; empty outside tunnels.
  const std::vector<Encapsulation>& tunnels() const;

 private:
  friend class FlowTable;
  friend class FlowPool;
  friend class FlowForecast;
  friend class TcpTracker;
  friend class History;
  friend class TimerQueue;
  friend class StreamAssembler;
  friend class FlowUids;

  FlowDetail& ensure_detail();
  FlowOddities& ensure_oddities();
  FlowOddities* oddities() const;  // null: it has none

  std::unique_ptr<FlowDetail, FlowDetailReturn> detail_;
  uint32_t hash_ = 0;
  uint32_t pool_index_ = 0;
  uint32_t timer_previous_ = 0;
  uint32_t timer_next_ = 0;
  uint32_t timer_slot_ = 0;
  std::array<char, 11> history_{};
  uint8_t history_size_ = 0;
};

static_assert(sizeof(Flow) == 216);

}  // namespace avocet
