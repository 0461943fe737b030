##! Events that the engine itself raises. Those of a protocol stand beside its parser.

# ---- The run ----------------------------------------------------------------------------------

## The first event: everything is loaded, no packet was read.
global zeek_init: event();

## The last event: nothing more will come.
global zeek_done: event();

## The last packet was handled.
global net_done: event(t: time);

## Network time is known for the first time.
global network_time_init: event();

## A script was loaded; `level` counts from the ones named on the command line.
global zeek_script_loaded: event(path: string, level: count);

## A file was opened for writing.
global file_opened: event(f: file);

## A capture file was read to its end.
global Pcap::file_done: event(path: string);

## Everything queued before has been handled.
global event_queue_flush_point: event();

## Any event that has a handler, before it is handled.
global new_event: event(name: string, params: call_argument_vector);

# ---- Messages ---------------------------------------------------------------------------------

global reporter_info: event(t: time, msg: string, location: string) &error_handler;
global reporter_warning: event(t: time, msg: string, location: string) &error_handler;
global reporter_error: event(t: time, msg: string, location: string) &error_handler;

## Something odd about a connection.
global conn_weird: event(name: string, c: connection, addl: string, source: string);
global conn_weird: event(name: string, c: connection, addl: string);

## Something odd about a connection that is gone.
global expired_conn_weird: event(name: string, id: conn_id, uid: string, addl: string, source: string);
global expired_conn_weird: event(name: string, id: conn_id, uid: string, addl: string);

## Something odd between two hosts.
global flow_weird: event(name: string, src: addr, dst: addr, addl: string, source: string);
global flow_weird: event(name: string, src: addr, dst: addr, addl: string);

## Something odd that belongs to nobody.
global net_weird: event(name: string, addl: string, source: string);
global net_weird: event(name: string, addl: string);

## Something odd about a file.
global file_weird: event(name: string, f: fa_file, addl: string, source: string);
global file_weird: event(name: string, f: fa_file, addl: string);

# ---- Connections ------------------------------------------------------------------------------

## The first packet of a connection.
global new_connection: event(c: connection);

## A SYN that nobody answered.
global connection_attempt: event(c: connection);

## A TCP handshake is complete.
global connection_established: event(c: connection);

## A TCP connection is taken up in its middle.
global partial_connection: event(c: connection);

## One side closed, the other did so or was silent, but the exchange was incomplete.
global connection_partial_close: event(c: connection);

## Both sides closed regularly.
global connection_finished: event(c: connection);

## One side closed, the other goes on.
global connection_half_finished: event(c: connection);

## A SYN was answered by a RST.
global connection_rejected: event(c: connection);

## An established connection was reset.
global connection_reset: event(c: connection);

## A connection was still unfinished when the run ended.
global connection_pending: event(c: connection);

## A connection was idle for too long.
global connection_timeout: event(c: connection);

## A connection is about to be forgotten: the last event of it.
global connection_state_remove: event(c: connection);

## A SYN on a connection that is still there.
global connection_reused: event(c: connection);

## A connection has a status to report, periodically.
global connection_status_update: event(c: connection);

## Originator and responder were swapped.
global connection_flipped: event(c: connection);

## An IPv6 flow label changed.
global connection_flow_label_changed: event(c: connection, is_orig: bool, old_label: count, new_label: count);

## The first ACK of the originator.
global connection_first_ACK: event(c: connection);

## A SYN, or a SYN with an ACK.
global connection_SYN_packet: event(c: connection, pkt: SYN_packet);

## One side has nothing more to say.
global connection_EOF: event(c: connection, is_orig: bool);

## A TCP connection whose contents are asked for has begun.
global new_connection_contents: event(c: connection);

## A connection came through other tunnels than before.
global tunnel_changed: event(c: connection, e: EncapsulatingConnVector);

global udp_session_done: event(u: connection);

## Bytes that were acknowledged and never seen.
global content_gap: event(c: connection, is_orig: bool, seq: count, length: count);

## Two segments with the same number and different contents.
global rexmit_inconsistency: event(c: connection, t1: string, t2: string, tcp_flags: string);

global conn_stats: event(c: connection, os: endpoint_stats, rs: endpoint_stats);

## A threshold set for the connection was reached.
global conn_bytes_threshold_crossed: event(c: connection, threshold: count, is_orig: bool);
global conn_packets_threshold_crossed: event(c: connection, threshold: count, is_orig: bool);
global conn_duration_threshold_crossed: event(c: connection, threshold: interval, is_orig: bool);
global conn_generic_packet_threshold_crossed: event(c: connection, threshold: count);

# ---- Packets ----------------------------------------------------------------------------------

## Every packet, as it came.
global raw_packet: event(p: raw_pkt_hdr);

## Every packet of a connection.
global new_packet: event(c: connection, p: pkt_hdr);

## Packets with IPv6 extension headers.
global ipv6_ext_headers: event(c: connection, p: pkt_hdr);

## Packets with an encrypted payload.
global esp_packet: event(p: pkt_hdr);

## Mobility messages of IPv6.
global mobile_ipv6_message: event(p: pkt_hdr);

## The payload of every packet of a connection.
global packet_contents: event(c: connection, contents: string);

## A protocol that nothing is registered for.
global unknown_protocol: event(analyzer_name: string, protocol: count, first_bytes: string, analyzer_history: string_vec);

## A packet that nothing looked into.
global packet_not_processed: event(pkt: pcap_packet);

# ---- ARP and tunnels --------------------------------------------------------------------------

## An ARP request or reply. `mac_src` and `mac_dst` are of the frame; the message names sender (SPA,
## SHA) and target (TPA, THA).
global arp_request: event(mac_src: string, mac_dst: string, SPA: addr, SHA: string, TPA: addr, THA: string);
global arp_reply: event(mac_src: string, mac_dst: string, SPA: addr, SHA: string, TPA: addr, THA: string);

## An ARP message that makes no sense, or whose sender is not the frame's.
global bad_arp: event(SPA: addr, SHA: string, TPA: addr, THA: string, explanation: string);

## A packet inside a tunnel over UDP. `vni` is the number of the virtual network.
global vxlan_packet: event(outer: connection, inner: pkt_hdr, vni: count);
global geneve_packet: event(outer: connection, inner: pkt_hdr, vni: count);

## A packet inside a Teredo tunnel; the others follow it for what they name.
global teredo_packet: event(outer: connection, inner: teredo_hdr);
global teredo_authentication: event(outer: connection, inner: teredo_hdr);
global teredo_origin_indication: event(outer: connection, inner: teredo_hdr);
global teredo_bubble: event(outer: connection, inner: teredo_hdr);

## A connection turned out to be such a tunnel.
global new_teredo_state: event(c: connection);
global new_gtpv1_state: event(c: connection);

## Any message with a GTPv1 header.
global gtpv1_message: event(c: connection, hdr: gtpv1_hdr);

## A packet inside a GTPv1 tunnel.
global gtpv1_g_pdu_packet: event(outer: connection, inner_gtp: gtpv1_hdr, inner_ip: pkt_hdr);

## Messages that create, update and delete the contexts of tunnels.
global gtpv1_create_pdp_ctx_request: event(c: connection, hdr: gtpv1_hdr, elements: gtp_create_pdp_ctx_request_elements);
global gtpv1_create_pdp_ctx_response: event(c: connection, hdr: gtpv1_hdr, elements: gtp_create_pdp_ctx_response_elements);
global gtpv1_update_pdp_ctx_request: event(c: connection, hdr: gtpv1_hdr, elements: gtp_update_pdp_ctx_request_elements);
global gtpv1_update_pdp_ctx_response: event(c: connection, hdr: gtpv1_hdr, elements: gtp_update_pdp_ctx_response_elements);
global gtpv1_delete_pdp_ctx_request: event(c: connection, hdr: gtpv1_hdr, elements: gtp_delete_pdp_ctx_request_elements);
global gtpv1_delete_pdp_ctx_response: event(c: connection, hdr: gtpv1_hdr, elements: gtp_delete_pdp_ctx_response_elements);

# ---- TCP --------------------------------------------------------------------------------------

global tcp_packet: event(c: connection, is_orig: bool, flags: string, seq: count, ack: count, len: count, payload: string);
global tcp_option: event(c: connection, is_orig: bool, opt: count, optlen: count);
global tcp_options: event(c: connection, is_orig: bool, options: TCP::OptionList);
global tcp_contents: event(c: connection, is_orig: bool, seq: count, contents: string);
global tcp_rexmit: event(c: connection, is_orig: bool, seq: count, len: count, data_in_flight: count, window: count);

## Letters of the history that repeat, at powers of ten.
global tcp_multiple_checksum_errors: event(c: connection, is_orig: bool, threshold: count);
global tcp_multiple_zero_windows: event(c: connection, is_orig: bool, threshold: count);
global tcp_multiple_retransmissions: event(c: connection, is_orig: bool, threshold: count);
global tcp_multiple_gap: event(c: connection, is_orig: bool, threshold: count);
global contents_file_write_failure: event(c: connection, is_orig: bool, msg: string);

# ---- UDP and ICMP -----------------------------------------------------------------------------

global udp_request: event(u: connection);
global udp_reply: event(u: connection);
global udp_contents: event(u: connection, is_orig: bool, contents: string);
global udp_multiple_checksum_errors: event(u: connection, is_orig: bool, threshold: count);

global icmp_sent: event(c: connection, info: icmp_info);
global icmp_sent_payload: event(c: connection, info: icmp_info, payload: string);
global icmp_echo_request: event(c: connection, info: icmp_info, id: count, seq: count, payload: string);
global icmp_echo_reply: event(c: connection, info: icmp_info, id: count, seq: count, payload: string);
global icmp_error_message: event(c: connection, info: icmp_info, code: count, context: icmp_context);
global icmp_unreachable: event(c: connection, info: icmp_info, code: count, context: icmp_context);
global icmp_packet_too_big: event(c: connection, info: icmp_info, code: count, context: icmp_context);
global icmp_time_exceeded: event(c: connection, info: icmp_info, code: count, context: icmp_context);
global icmp_parameter_problem: event(c: connection, info: icmp_info, code: count, context: icmp_context);
global icmp_router_solicitation: event(c: connection, info: icmp_info, options: icmp6_nd_options);
global icmp_router_advertisement: event(c: connection, info: icmp_info, cur_hop_limit: count, managed: bool, other: bool,
	home_agent: bool, pref: count, proxy: bool, rsv: count, router_lifetime: interval, reachable_time: interval,
	retrans_timer: interval, options: icmp6_nd_options);
global icmp_neighbor_solicitation: event(c: connection, info: icmp_info, tgt: addr, options: icmp6_nd_options);
global icmp_neighbor_advertisement: event(c: connection, info: icmp_info, router: bool, solicited: bool, override: bool,
	tgt: addr, options: icmp6_nd_options);
global icmp_redirect: event(c: connection, info: icmp_info, tgt: addr, dest: addr, options: icmp6_nd_options);
global icmpv6_mld_report_v1: event(c: connection, group_addr: addr);
global icmpv6_mld_done_v1: event(c: connection, group_addr: addr);
global icmpv6_mld_report_v2: event(c: connection, groups: icmp6_mldv2_mar_vec);

# ---- Analyzers, files, signatures -------------------------------------------------------------

global scheduled_analyzer_applied: event(c: connection, a: Analyzer::Tag);
global analyzer_confirmation_info: event(atype: AllAnalyzers::Tag, info: AnalyzerConfirmationInfo);
global analyzer_violation_info: event(atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo);
global protocol_late_match: event(c: connection, atype: Analyzer::Tag);
global signature_match: event(state: signature_state, msg: string, data: string,
                              end_of_match: count);
global signature_match: event(state: signature_state, msg: string, data: string);

global get_file_handle: event(tag: Analyzer::Tag, c: connection, is_orig: bool);
global file_new: event(f: fa_file);
global file_over_new_connection: event(f: fa_file, c: connection, is_orig: bool);
global file_sniff: event(f: fa_file, meta: fa_metadata);
global file_timeout: event(f: fa_file);
global file_gap: event(f: fa_file, offset: count, len: count);
global file_reassembly_overflow: event(f: fa_file, offset: count, skipped: count);
global file_state_remove: event(f: fa_file);
global file_hash: event(f: fa_file, kind: string, hash: string);
global file_entropy: event(f: fa_file, ent: entropy_test_result);

# ---- Names and addresses ----------------------------------------------------------------------

global dns_mapping_valid: event(dm: dns_mapping);
global dns_mapping_unverified: event(dm: dns_mapping);
global dns_mapping_new_name: event(dm: dns_mapping);
global dns_mapping_lost_name: event(dm: dns_mapping);
global dns_mapping_name_changed: event(prev: dns_mapping, latest: dns_mapping);
global dns_mapping_altered: event(dm: dns_mapping, old_addrs: addr_set, new_addrs: addr_set);
global anonymization_mapping: event(orig: addr, mapped: addr);
global profiling_update: event(f: file, expensive: bool);
