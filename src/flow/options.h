// FlowOptions: everything about flows that script options decide, with the
// names and defaults that script users know.
#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/ip_address.h"
#include "base/net_time.h"
#include "flow/tunnel_ports.h"
#include "packet/encapsulation.h"

namespace avocet {

// 65536 bits for each transport: which ports something is wanted for.
struct PortSet {
  std::bitset<65536> tcp;
  std::bitset<65536> udp;
};

struct FlowOptions {
  // Checks on unfinished, closing and dead TCP connections.
  NetInterval tcp_syn_timeout = NetInterval::secs(5);
  NetInterval tcp_session_timer = NetInterval::secs(6);
  NetInterval tcp_connection_linger = NetInterval::secs(5);
  NetInterval tcp_attempt_delay = NetInterval::secs(5);
  NetInterval tcp_close_delay = NetInterval::secs(5);
  NetInterval tcp_reset_delay = NetInterval::secs(5);
  NetInterval tcp_partial_close_delay = NetInterval::secs(3);
  // Zero: never.
  NetInterval tcp_inactivity_timeout = NetInterval::secs(300);
  NetInterval udp_inactivity_timeout = NetInterval::secs(60);
  NetInterval icmp_inactivity_timeout = NetInterval::secs(60);
  NetInterval unknown_ip_inactivity_timeout = NetInterval::secs(60);
  // Of flows that nobody takes apart, whether or not they are silent; zero: any time.
  NetInterval non_analyzed_lifetime = {};

  // Of flows with a session timer: DNS over UDP.
  NetInterval dns_session_timeout = NetInterval::secs(10);

  // Of connection_status_update; zero: never.
  NetInterval connection_status_update_interval = {};
  // ConnThreshold::generic_packet_thresholds.
  std::vector<uint64_t> generic_packet_thresholds;

  bool partial_connection_ok = true;
  bool tcp_syn_ack_ok = true;
  bool report_gaps_for_partial = false;
  bool detect_filtered_trace = false;
  bool ignore_keep_alive_rexmit = false;

  uint64_t tcp_max_initial_window = 16384;
  uint64_t tcp_max_above_hole_without_any_acks = 16384;
  uint64_t tcp_excessive_data_without_further_acks = 10 * 1024 * 1024;
  uint32_t tcp_max_old_segments = 0;
  uint32_t tcp_storm_thresh = 1000;
  NetInterval tcp_storm_interarrival_thresh = NetInterval::secs(1);

  // Ports that servers use; null: none.
  std::shared_ptr<const PortSet> likely_server_ports;

  // VLAN ids are part of the key of a flow (conn_key/vlan_fivetuple).
  bool vlan_in_key = false;

  // Reports of other tunnels around a flow; then its history says X.
  uint8_t max_tunnel_changes = 5;

  // Limits; zero: none. When flows reach theirs, the idlest is removed first.
  size_t max_flows = 0;
  uint64_t max_reassembly_bytes = 0;        // buffered, over all flows
  uint64_t max_waiting_segments = 100'000;  // of one side of a flow
  // Places where one segment differs from what came before which are told of: it may go over
  // thousands of small ones.
  uint32_t max_told_inconsistencies = 16;
  uint64_t max_compared_bytes = 0;  // kept for rexmit_inconsistency, over all flows
};

// Which tunnels are taken apart (PacketAnalyzer::*::*_ports and Tunnel::*).
struct TunnelOptions {
  int max_depth = 4;  // zero: no tunnels at all
  TunnelPorts ports;
  bool detect_on_any_port = true;         // Teredo and AYIYA, by their looks
  bool delay_teredo_confirmation = true;  // until both sides sent it
  bool delay_gtp_confirmation = false;    // the same of GTP
  bool unknown_transports = true;         // flows of IP protocols without a decoder
  size_t max_ip_tunnels = 100'000;        // remembered; zero: any number
  NetInterval ip_tunnel_timeout = NetInterval::secs(86400);

  // Kinds that are left alone: what carries them is just carried.
  void enable(TunnelType type, bool enabled) {
    uint16_t bit = uint16_t(1u << static_cast<int>(type));
    disabled = enabled ? uint16_t(disabled & ~bit) : uint16_t(disabled | bit);
  }
  bool is_enabled(TunnelType type) const { return !(disabled >> static_cast<int>(type) & 1); }
  uint16_t disabled = 0;  // bits by TunnelType
};

}  // namespace avocet
