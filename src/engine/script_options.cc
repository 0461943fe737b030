#include "engine/script_options.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "packet/tunnels.h"
#include "value/table.h"

namespace avocet {

namespace {

class Reader {
 public:
  explicit Reader(const Machine& machine) : machine_(machine) {}

  void operator()(std::string_view name, NetInterval& to) const {
    if (const Value* v = machine_.find_global(name)) to = NetInterval::from_seconds(v->d);
  }
  void operator()(std::string_view name, bool& to) const {
    if (const Value* v = machine_.find_global(name)) to = v->b();
  }
  template <std::unsigned_integral T>
  requires(!std::same_as<T, bool>) void operator()(std::string_view name, T& to) const {
    if (const Value* v = machine_.find_global(name)) to = T(v->u);
  }
  // The name of an enum's value; empty without one.
  std::string_view label(std::string_view name) const {
    auto found = machine_.program().global_ids.find(name);
    if (found == machine_.program().global_ids.end()) return {};
    const EnumType* type = as_enum(machine_.program().globals[found->second].type);
    const Value* v = machine_.find_global(name);
    return type && v ? type->label_of(v->i) : std::string_view();
  }
  Table* table(std::string_view name) const {
    const Value* v = machine_.find_global(name);
    return v ? v->table() : nullptr;
  }

 private:
  const Machine& machine_;
};

std::shared_ptr<const PortSet> read_ports(Table* table) {
  if (!table || table->size() == 0) return nullptr;
  auto ports = std::make_shared<PortSet>();
  uint32_t position = 0;
  TableEntry entry;
  while (next_entry(table, position, entry)) {
    Port port = Port::of(entry.keys[0]);
    if (port.protocol == PortProtocol::kTcp) ports->tcp.set(port.number);
    if (port.protocol == PortProtocol::kUdp) ports->udp.set(port.number);
  }
  return ports;
}

constexpr std::string_view kVxlanPorts = "PacketAnalyzer::VXLAN::vxlan_ports";

std::vector<uint16_t> port_numbers(Table* table) {
  std::vector<uint16_t> numbers;
  uint32_t position = 0;
  TableEntry entry;
  while (next_entry(table, position, entry)) numbers.push_back(Port::of(entry.keys[0]).number);
  return numbers;
}

}  // namespace

bool read_flag(const Machine& machine, std::string_view name, bool fallback) {
  Reader read(machine);
  read(name, fallback);
  return fallback;
}

ExpiryPace read_expiry_pace(const Machine& machine) {
  Reader read(machine);
  ExpiryPace pace;
  NetInterval interval = NetInterval::from_seconds(pace.interval);
  NetInterval delay = NetInterval::from_seconds(pace.delay);
  read("table_expire_interval", interval);
  read("table_expire_delay", delay);
  read("table_incremental_step", pace.step);
  pace.interval = interval.seconds();
  pace.delay = delay.seconds();
  if (pace.step == 0) pace.step = std::numeric_limits<size_t>::max();
  return pace;
}

SourceOptions read_source_options(const Machine& machine) {
  Reader read(machine);
  SourceOptions options;
  uint64_t snap_length = uint64_t(options.live.snap_length);
  uint64_t megabytes = uint64_t(options.live.buffer_bytes) >> 20;
  read("Pcap::snaplen", snap_length);
  read("Pcap::bufsize", megabytes);
  read("exit_only_after_terminate", options.stay);
  read("packet_source_inactivity_timeout", options.inactivity);
  options.live.snap_length = int(std::min<uint64_t>(snap_length, INT32_MAX));
  options.live.buffer_bytes = int(std::min<uint64_t>(megabytes, 2047) << 20);
  return options;
}

void apply_limits(Machine& machine) {
  Reader read(machine);
  Limits limits = machine.limits();
  limits.steps = limits.memory = 0;
  uint64_t calls = 0;
  read("Limits::steps", limits.steps);
  read("Limits::memory", limits.memory);
  read("Limits::calls", calls);
  machine.set_limits(limits);
  machine.set_max_depth(uint32_t(std::min<uint64_t>(calls, UINT32_MAX)));
}

FlowOptions read_flow_options(const Machine& machine) {
  Reader read(machine);
  FlowOptions o;
  read("tcp_SYN_timeout", o.tcp_syn_timeout);
  read("tcp_session_timer", o.tcp_session_timer);
  read("tcp_connection_linger", o.tcp_connection_linger);
  read("tcp_attempt_delay", o.tcp_attempt_delay);
  read("tcp_close_delay", o.tcp_close_delay);
  read("tcp_reset_delay", o.tcp_reset_delay);
  read("tcp_partial_close_delay", o.tcp_partial_close_delay);
  read("tcp_inactivity_timeout", o.tcp_inactivity_timeout);
  read("udp_inactivity_timeout", o.udp_inactivity_timeout);
  read("dns_session_timeout", o.dns_session_timeout);
  read("icmp_inactivity_timeout", o.icmp_inactivity_timeout);
  read("unknown_ip_inactivity_timeout", o.unknown_ip_inactivity_timeout);
  read("non_analyzed_lifetime", o.non_analyzed_lifetime);
  read("partial_connection_ok", o.partial_connection_ok);
  read("tcp_SYN_ack_ok", o.tcp_syn_ack_ok);
  read("report_gaps_for_partial", o.report_gaps_for_partial);
  read("detect_filtered_trace", o.detect_filtered_trace);
  read("ignore_keep_alive_rexmit", o.ignore_keep_alive_rexmit);
  read("tcp_max_initial_window", o.tcp_max_initial_window);
  read("tcp_max_above_hole_without_any_acks", o.tcp_max_above_hole_without_any_acks);
  read("tcp_excessive_data_without_further_acks", o.tcp_excessive_data_without_further_acks);
  read("tcp_max_old_segments", o.tcp_max_old_segments);
  read("tcp_storm_thresh", o.tcp_storm_thresh);
  read("tcp_storm_interarrival_thresh", o.tcp_storm_interarrival_thresh);
  read("connection_status_update_interval", o.connection_status_update_interval);
  read("Tunnel::max_changes_per_connection", o.max_tunnel_changes);
  if (Table* thresholds = read.table("ConnThreshold::generic_packet_thresholds")) {
    uint32_t position = 0;
    TableEntry entry;
    while (next_entry(thresholds, position, entry))
      o.generic_packet_thresholds.push_back(entry.keys[0].u);
  }
  read("Limits::flows", o.max_flows);
  read("Limits::reassembly", o.max_reassembly_bytes);
  read("Limits::waiting_segments", o.max_waiting_segments);
  read("Limits::compared_bytes", o.max_compared_bytes);
  read("Limits::inconsistencies", o.max_told_inconsistencies);
  o.vlan_in_key = read.label("ConnKey::factory") == "ConnKey::CONNKEY_VLAN_FIVETUPLE";
  o.likely_server_ports = read_ports(read.table("likely_server_ports"));
  return o;
}

DecodeOptions read_decode_options(const Machine& machine) {
  Reader read(machine);
  DecodeOptions o;
  read("ignore_checksums", o.ignore_checksums);
  read("frag_timeout", o.fragments.timeout);
  read("Limits::fragmented_packets", o.fragments.max_datagrams);
  read("Limits::fragment_bytes", o.fragments.max_bytes);
  read("Limits::fragment_overlaps", o.fragments.max_told_overlaps);
  if (Table* nets = read.table("ignore_checksums_nets")) {
    uint32_t position = 0;
    TableEntry entry;
    while (next_entry(nets, position, entry))
      o.ignore_checksums_nets.push_back(prefix_of(entry.keys[0]));
  }
  bool are_vxlan_checked = true;
  read("Tunnel::validate_vxlan_checksums", are_vxlan_checked);
  Table* vxlan_ports = read.table(kVxlanPorts);
  if (!are_vxlan_checked && vxlan_ports) o.ignore_checksums_ports = port_numbers(vxlan_ports);
  return o;
}

TunnelOptions read_tunnel_options(const Machine& machine) {
  Reader read(machine);
  TunnelOptions o;
  uint32_t depth = static_cast<uint32_t>(o.max_depth);
  read("Tunnel::max_depth", depth);
  o.max_depth = static_cast<int>(std::min(depth, 1000u));
  read("Tunnel::ip_tunnel_timeout", o.ip_tunnel_timeout);
  read("Limits::ip_tunnels", o.max_ip_tunnels);
  read("Tunnel::delay_teredo_confirmation", o.delay_teredo_confirmation);
  read("Tunnel::delay_gtp_confirmation", o.delay_gtp_confirmation);
  // Whoever else looks at protocols without a decoder does not make flows of them.
  std::string_view other = read.label("PacketAnalyzer::IP::default_analyzer");
  o.unknown_transports = other.empty() || other == "PacketAnalyzer::ANALYZER_UNKNOWN_IP_TRANSPORT";
  auto read_ports = [&](std::string_view name, TunnelType type) {
    Table* table = read.table(name);
    if (table) o.ports.set(type, port_numbers(table));
  };
  read_ports(kVxlanPorts, TunnelType::kVxlan);
  read_ports("PacketAnalyzer::Geneve::geneve_ports", TunnelType::kGeneve);
  read_ports("PacketAnalyzer::GTPV1::gtpv1_ports", TunnelType::kGtpv1);
  read_ports("PacketAnalyzer::TEREDO::teredo_ports", TunnelType::kTeredo);
  read_ports("PacketAnalyzer::AYIYA::ayiya_ports", TunnelType::kAyiya);
  read_ports("PacketAnalyzer::GRE::gre_ports", TunnelType::kGre);
  return o;
}

void read_dispatch(const Machine& machine, LinkDispatch& to) {
  Reader read(machine);
  read("PacketAnalyzer::SKIP::skip_bytes", to.skip_bytes);
  read("PacketAnalyzer::max_depth", to.max_depth);
  // Who follows where nothing says what comes, if scripts changed it.
  auto changed = [&](std::string_view name,
                     std::optional<LinkHeader> usual) -> std::optional<LinkHeader> {
    constexpr std::string_view kPrefix = "PacketAnalyzer::ANALYZER_";
    std::string_view label =
        read.label("PacketAnalyzer::" + std::string(name) + "::default_analyzer");
    if (!label.starts_with(kPrefix)) return std::nullopt;
    auto child = link_header_named(label.substr(kPrefix.size()));
    return child == usual ? std::nullopt : child;
  };
  constexpr std::tuple<std::string_view, LinkDispatch::Parent, std::optional<LinkHeader>>
      kDefaults[] = {{"ROOT", LinkDispatch::Root(), LinkHeader::kIp},
                     {"SKIP", LinkHeader::kSkip, LinkHeader::kIp},
                     {"MPLS", LinkHeader::kMpls, LinkHeader::kIp},
                     {"PBB", LinkHeader::kPbb, LinkHeader::kEthernet},
                     {"VXLAN", TunnelType::kVxlan, LinkHeader::kEthernet},
                     {"GTPV1", TunnelType::kGtpv1, LinkHeader::kIp},
                     {"TEREDO", TunnelType::kTeredo, LinkHeader::kIp},
                     {"IPTUNNEL", TunnelType::kIp, LinkHeader::kIp},
                     {"GRE", TunnelType::kGre, std::nullopt}};
  for (const auto& [name, parent, usual] : kDefaults)
    if (auto child = changed(name, usual)) to.set_default(parent, *child);
}

bool is_shown(const Machine& machine, Severity severity) {
  switch (severity) {
  case Severity::kError: return read_flag(machine, "Reporter::errors_to_stderr", true);
  case Severity::kWarning: return read_flag(machine, "Reporter::warnings_to_stderr", true);
  case Severity::kNote: return read_flag(machine, "Reporter::info_to_stderr", true);
  }
  UNREACHABLE();
}

std::string_view read_text(const Machine& machine, std::string_view name) {
  const Value* v = machine.find_global(name);
  return v && !v->is_null() ? v->string()->view() : std::string_view();
}

}  // namespace avocet
