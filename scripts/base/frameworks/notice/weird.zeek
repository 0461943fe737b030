##! Weirds: packets and contents that no standard foresees. What becomes of each kind - nothing, a
##! row in the log, a notice - is looked up by its name.

@load base/utils/conn-ids
@load base/utils/site
@load ./main

module Weird;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	redef enum Notice::Type += {
		## A weird that is worth a notice.
		Activity,
	};

	## A row of the log.
	type Info: record {
		ts: time &log;

		## The connection it is about, by name and by its ends. Taken from `conn` where that is given.
		uid: string &log &optional;
		id: conn_id &log &optional;

		## The connection itself.
		conn: connection &optional;

		## Which weird it is, and what there is to add.
		name: string &log;
		addl: string &log &optional;

		## Whether it became a notice.
		notice: bool &log &default=F;

		## Who saw it: the process of a cluster, and the analyzer.
		peer: string &log &default=peer_description;
		source: string &log &optional;

		## Two weirds of one name with the same identifier tell the same.
		identifier: string &optional;
	};

	## What becomes of a weird.
	type Action: enum {
		## Whatever others decide.
		ACTION_UNSPECIFIED,
		## Nothing.
		ACTION_IGNORE,
		## A row each time, only once, once for each connection, for each originator.
		ACTION_LOG,
		ACTION_LOG_ONCE,
		ACTION_LOG_PER_CONN,
		ACTION_LOG_PER_ORIG,
		## A notice and a row each time, only once, once for each connection, for each originator.
		ACTION_NOTICE,
		ACTION_NOTICE_ONCE,
		ACTION_NOTICE_PER_CONN,
		ACTION_NOTICE_PER_ORIG,
	};

	## What becomes of each weird.
	const actions: table[string] of Action = {
		# Fragments and headers of IP.
		["excessively_large_fragment"] = ACTION_LOG,
		["fragment_protocol_inconsistency"] = ACTION_LOG,
		["fragment_with_DF"] = ACTION_LOG,
		["incompletely_captured_fragment"] = ACTION_LOG,
		["internally_truncated_header"] = ACTION_LOG,
		["truncated_ARP"] = ACTION_LOG,
		["truncated_header"] = ACTION_LOG,
		["truncated_IP"] = ACTION_LOG,
		["bad_IP_checksum"] = ACTION_LOG_PER_ORIG,
		["excessively_small_fragment"] = ACTION_LOG_PER_ORIG,
		["fragment_inconsistency"] = ACTION_LOG_PER_ORIG,
		["fragment_overlap"] = ACTION_LOG_PER_ORIG,
		["fragment_size_inconsistency"] = ACTION_LOG_PER_ORIG,

		# TCP.
		["FIN_after_reset"] = ACTION_IGNORE,
		["spontaneous_FIN"] = ACTION_IGNORE,
		["spontaneous_RST"] = ACTION_IGNORE,
		["unsolicited_SYN_response"] = ACTION_IGNORE,
		["above_hole_data_without_any_acks"] = ACTION_LOG,
		["active_connection_reuse"] = ACTION_LOG,
		["bad_SYN_ack"] = ACTION_LOG,
		["bad_TCP_header_len"] = ACTION_LOG,
		["baroque_SYN"] = ACTION_LOG,
		["data_after_reset"] = ACTION_LOG,
		["data_before_established"] = ACTION_LOG,
		["excessive_data_without_further_acks"] = ACTION_LOG,
		["FIN_advanced_last_seq"] = ACTION_LOG,
		["inappropriate_FIN"] = ACTION_LOG,
		["pending_data_when_closed"] = ACTION_LOG,
		["possible_split_routing"] = ACTION_LOG,
		["premature_connection_reuse"] = ACTION_LOG,
		["repeated_SYN_reply_wo_ack"] = ACTION_LOG,
		["repeated_SYN_with_ack"] = ACTION_LOG,
		["RST_storm"] = ACTION_LOG,
		["RST_with_data"] = ACTION_LOG,
		["SYN_after_close"] = ACTION_LOG,
		["SYN_after_reset"] = ACTION_LOG,
		["SYN_inside_connection"] = ACTION_LOG,
		["SYN_seq_jump"] = ACTION_LOG,
		["TCP_christmas"] = ACTION_LOG,
		["TCP_scale_range"] = ACTION_LOG,
		["window_recision"] = ACTION_LOG,
		["simultaneous_open"] = ACTION_LOG_PER_CONN,
		["bad_TCP_checksum"] = ACTION_LOG_PER_ORIG,
		["connection_originator_SYN_ack"] = ACTION_LOG_PER_ORIG,
		["SYN_with_data"] = ACTION_LOG_PER_ORIG,
		["FIN_storm"] = ACTION_NOTICE_PER_ORIG,
		["SYN_after_partial"] = ACTION_NOTICE_PER_ORIG,

		# UDP and ICMP.
		["bad_ICMP_checksum"] = ACTION_LOG_PER_ORIG,
		["bad_UDP_checksum"] = ACTION_LOG_PER_ORIG,
		["UDP_datagram_length_mismatch"] = ACTION_LOG_PER_ORIG,

		# DNS.
		["DNS_AAAA_neg_length"] = ACTION_LOG,
		["DNS_Conn_count_too_large"] = ACTION_LOG,
		["DNS_NAME_too_long"] = ACTION_LOG,
		["DNS_RR_bad_length"] = ACTION_LOG,
		["DNS_RR_length_mismatch"] = ACTION_LOG,
		["DNS_RR_unknown_type"] = ACTION_LOG,
		["DNS_truncated_ans_too_short"] = ACTION_LOG,
		["DNS_truncated_len_lt_hdr_len"] = ACTION_LOG,
		["DNS_truncated_quest_too_short"] = ACTION_LOG,
		["DNS_truncated_RR_rdlength_lt_len"] = ACTION_LOG,
		["DNS_label_forward_compress_offset"] = ACTION_LOG_PER_ORIG,
		["DNS_label_len_gt_name_len"] = ACTION_LOG_PER_ORIG,
		["DNS_label_len_gt_pkt"] = ACTION_LOG_PER_ORIG,
		["DNS_label_too_long"] = ACTION_LOG_PER_ORIG,

		# HTTP and what URIs contain.
		["bad_HTTP_reply"] = ACTION_LOG,
		["bad_HTTP_version"] = ACTION_LOG,
		["base64_illegal_encoding"] = ACTION_LOG,
		["crud_trailing_HTTP_request"] = ACTION_LOG,
		["double_%_in_URI"] = ACTION_LOG,
		["HTTP_bad_chunk_size"] = ACTION_LOG,
		["HTTP_chunked_transfer_for_multipart_message"] = ACTION_LOG,
		["HTTP_excessive_pipelining"] = ACTION_LOG,
		["HTTP_overlapping_messages"] = ACTION_LOG,
		["HTTP_response_before_request"] = ACTION_LOG,
		["HTTP_version_mismatch"] = ACTION_LOG,
		["illegal_%_at_end_of_URI"] = ACTION_LOG,
		["inflate_failed"] = ACTION_LOG,
		["multiple_HTTP_request_elements"] = ACTION_LOG,
		["unescaped_%_in_URI"] = ACTION_LOG,
		["unescaped_special_URI_char"] = ACTION_LOG,
		["unexpected_client_HTTP_data"] = ACTION_LOG,
		["unexpected_multiple_HTTP_requests"] = ACTION_LOG,
		["unexpected_server_HTTP_data"] = ACTION_LOG,
		["unknown_HTTP_method"] = ACTION_LOG,
		["unmatched_HTTP_reply"] = ACTION_LOG,

		# RPC.
		["bad_RPC_program"] = ACTION_LOG,
		["RPC_pending_calls_discarded"] = ACTION_LOG,
		["RPC_rexmit_inconsistency"] = ACTION_LOG,
		["RPC_underflow"] = ACTION_LOG,
		["unpaired_RPC_response"] = ACTION_LOG,
		["bad_RPC"] = ACTION_LOG_PER_ORIG,
		["excess_RPC"] = ACTION_LOG_PER_ORIG,
		["originator_RPC_reply"] = ACTION_LOG_PER_ORIG,
		["partial_RPC"] = ACTION_LOG_PER_ORIG,
		["responder_RPC_call"] = ACTION_LOG_PER_ORIG,
		["successful_RPC_reply_to_invalid_request"] = ACTION_NOTICE_PER_ORIG,

		# NetBIOS and SMB.
		["deficit_netbios_hdr_len"] = ACTION_LOG,
		["excess_netbios_hdr_len"] = ACTION_LOG,
		["netbios_client_session_reply"] = ACTION_LOG,
		["netbios_raw_session_msg"] = ACTION_LOG,
		["netbios_server_session_request"] = ACTION_LOG,
		["no_smb_session_using_parsesambamsg"] = ACTION_LOG,
		["smb_andx_command_failed_to_parse"] = ACTION_LOG,
		["SMB_discarded_dce_rpc_analyzers"] = ACTION_LOG,
		["SMB_discarded_messages_state"] = ACTION_LOG,
		["SMB_parsing_error"] = ACTION_LOG,
		["transaction_subcmd_missing"] = ACTION_LOG,
		["unknown_netbios_type"] = ACTION_LOG,
		["smb_tree_connect_andx_response_without_tree"] = ACTION_LOG_PER_CONN,

		# IRC.
		["invalid_irc_global_users_reply"] = ACTION_LOG,
		["irc_invalid_command"] = ACTION_LOG,
		["irc_invalid_dcc_message_format"] = ACTION_LOG,
		["irc_invalid_invite_message_format"] = ACTION_LOG,
		["irc_invalid_join_line"] = ACTION_LOG,
		["irc_invalid_kick_message_format"] = ACTION_LOG,
		["irc_invalid_line"] = ACTION_LOG,
		["irc_invalid_mode_message_format"] = ACTION_LOG,
		["irc_invalid_names_line"] = ACTION_LOG,
		["irc_invalid_njoin_line"] = ACTION_LOG,
		["irc_invalid_notice_message_format"] = ACTION_LOG,
		["irc_invalid_oper_message_format"] = ACTION_LOG,
		["irc_invalid_privmsg_message_format"] = ACTION_LOG,
		["irc_invalid_reply_number"] = ACTION_LOG,
		["irc_invalid_squery_message_format"] = ACTION_LOG,
		["irc_invalid_topic_reply"] = ACTION_LOG,
		["irc_invalid_who_line"] = ACTION_LOG,
		["irc_invalid_who_message_format"] = ACTION_LOG,
		["irc_invalid_whois_channel_line"] = ACTION_LOG,
		["irc_invalid_whois_message_format"] = ACTION_LOG,
		["irc_invalid_whois_operator_line"] = ACTION_LOG,
		["irc_invalid_whois_user_line"] = ACTION_LOG,
		["irc_line_size_exceeded"] = ACTION_LOG,
		["irc_line_too_short"] = ACTION_LOG,
		["irc_too_many_invalid"] = ACTION_LOG,

		# POP3, SMTP and FTP.
		["partial_ftp_request"] = ACTION_LOG,
		["pop3_bad_base64_encoding"] = ACTION_LOG,
		["pop3_client_command_unknown"] = ACTION_LOG,
		["pop3_client_sending_server_commands"] = ACTION_LOG,
		["pop3_malformed_auth_plain"] = ACTION_LOG,
		["pop3_server_command_unknown"] = ACTION_LOG,
		["pop3_server_sending_client_commands"] = ACTION_LOG,
		["FTP_arg_too_long"] = ACTION_LOG_PER_CONN,
		["FTP_max_command_length_exceeded"] = ACTION_LOG_PER_CONN,
		["FTP_password_too_long"] = ACTION_LOG_PER_CONN,
		["FTP_reply_msg_too_long"] = ACTION_LOG_PER_CONN,
		["FTP_too_many_pending_commands"] = ACTION_LOG_PER_CONN,
		["FTP_user_too_long"] = ACTION_LOG_PER_CONN,
		["smtp_excessive_invalid_mail_transactions"] = ACTION_LOG_PER_CONN,
		["smtp_mail_transaction_invalid"] = ACTION_LOG_PER_CONN,

		# SSH and SSL.
		["malformed_ssh_identification"] = ACTION_LOG,
		["malformed_ssh_version"] = ACTION_LOG,
		["SSL_many_server_names"] = ACTION_LOG,
		["SSH_max_packet_length_exceeded"] = ACTION_LOG_PER_ORIG,
		["SSH_max_string_length_exceeded"] = ACTION_LOG_PER_ORIG,

		# Lines and logins.
		["bad_ident_port"] = ACTION_LOG,
		["bad_ident_reply"] = ACTION_LOG,
		["bad_ident_request"] = ACTION_LOG,
		["bad_rlogin_prolog"] = ACTION_LOG,
		["bad_rsh_prolog"] = ACTION_LOG,
		["contentline_size_exceeded"] = ACTION_LOG,
		["ident_request_addendum"] = ACTION_LOG,
		["line_terminated_with_single_CR"] = ACTION_LOG,
		["line_terminated_with_single_LF"] = ACTION_LOG,
		["NUL_in_line"] = ACTION_LOG,
		["partial_finger_request"] = ACTION_LOG,
		["partial_ident_request"] = ACTION_LOG,
		["rlogin_text_after_rejected"] = ACTION_LOG,
		["rsh_text_after_rejected"] = ACTION_LOG,
		["truncated_NTP"] = ACTION_LOG,
	} &default=ACTION_LOG &redef;

	## Weirds, by name, that are of no interest where one of these hosts takes part.
	option ignore_hosts: set[addr, string] = {};

	## Weirds whose repetitions count: the others are silent for a while once they were reported.
	option weird_do_not_ignore_repeats = {
		"bad_IP_checksum", "bad_TCP_checksum", "bad_UDP_checksum", "bad_ICMP_checksum",
	};

	## Names and identifiers of weirds that are silent for now.
	global weird_ignore: set[string, string] &create_expire=10min &redef;

	## What was logged, or noticed, by actions that do so once.
	global did_log: set[string, string] &create_expire=1day &redef;
	global did_notice: set[string, string] &create_expire=1day &redef;

	## A weird goes to the log.
	global log_weird: event(rec: Info);

	## Reports a weird.
	global weird: function(w: Weird::Info)
		&deprecated="Remove in v9.1. Use Reporter::<granularity>_weird instead.";
}

# Where each action that acts once keeps what it acted on.
const logs_once = set(ACTION_LOG_ONCE, ACTION_LOG_PER_CONN, ACTION_LOG_PER_ORIG);
const notices_once = set(ACTION_NOTICE_ONCE, ACTION_NOTICE_PER_CONN, ACTION_NOTICE_PER_ORIG);

event zeek_init() &priority=5
	{
	Log::create_stream(Weird::LOG, Log::Stream($columns=Info, $ev=log_weird, $path="weird", $policy=log_policy));
	}

# What an action that acts once takes for the same again.
function once_key(w: Info, action: Action, identifier: string): string
	{
	switch ( action )
		{
		case ACTION_LOG_ONCE, ACTION_NOTICE_ONCE:
			return "";

		case ACTION_LOG_PER_ORIG, ACTION_NOTICE_PER_ORIG:
			return w?$id ? cat(w$id$orig_h) : identifier;
		}

	return identifier;
	}

# Whether an action that acts once has acted; if not, it has from now on.
function is_repetition(w: Info, action: Action, identifier: string): bool
	{
	if ( action !in logs_once && action !in notices_once )
		return F;

	local key = once_key(w, action, identifier);
	local seen = action in logs_once ? did_log : did_notice;

	if ( [w$name, key] in seen )
		return T;

	add seen[w$name, key];
	return F;
	}

function become_notice(w: Info)
	{
	local n = Notice::Info($note=Activity, $msg=w$name);

	if ( w?$addl )
		n$sub = w$addl;
	if ( w?$conn )
		n$conn = w$conn;
	if ( w?$id )
		n$id = w$id;
	if ( w?$uid )
		n$uid = w$uid;

	w$notice = T;
	NOTICE(n);
	}

function report(w: Weird::Info)
	{
	local action = actions[w$name];

	if ( action == ACTION_IGNORE )
		return;

	local identifier = w?$identifier ? w$identifier : (w?$id ? id_string(w$id) : "");

	if ( [w$name, identifier] in weird_ignore )
		return;

	if ( w?$conn )
		{
		w$id = w$conn$id;
		w$uid = w$conn$uid;
		}

	if ( w?$id && ([w$id$orig_h, w$name] in ignore_hosts || [w$id$resp_h, w$name] in ignore_hosts) )
		return;

	if ( is_repetition(w, action, identifier) )
		return;

	if ( action == ACTION_NOTICE || action in notices_once )
		become_notice(w);

	Log::write(LOG, w);

	if ( w$name !in weird_do_not_ignore_repeats )
		add weird_ignore[w$name, identifier];
	}

function weird(w: Weird::Info)
	{
	report(w);
	}

# Adds what weirds of all kinds may have, and reports them.
function complete(w: Info, addl: string, source: string)
	{
	if ( addl != "" )
		w$addl = w?$addl ? cat(w$addl, ": ", addl) : addl;
	if ( source != "" )
		w$source = source;

	report(w);
	}

event conn_weird(name: string, c: connection, addl: string, source: string)
	{
	complete(Info($ts=network_time(), $name=name, $conn=c, $identifier=id_string(c$id)), addl, source);
	}

event expired_conn_weird(name: string, id: conn_id, uid: string, addl: string, source: string)
	{
	complete(Info($ts=network_time(), $name=name, $uid=uid, $id=id, $identifier=id_string(id)), addl, source);
	}

event flow_weird(name: string, src: addr, dst: addr, addl: string, source: string)
	{
	# There are no ports to tell.
	local nothing = count_to_port(0, unknown_transport);
	local id = conn_id($orig_h=src, $orig_p=nothing, $resp_h=dst, $resp_p=nothing);
	complete(Info($ts=network_time(), $name=name, $id=id, $identifier=fmt("%s -> %s", src, dst)), addl, source);
	}

event net_weird(name: string, addl: string, source: string)
	{
	complete(Info($ts=network_time(), $name=name), addl, source);
	}

event file_weird(name: string, f: fa_file, addl: string, source: string)
	{
	complete(Info($ts=network_time(), $name=name, $addl=f$id), addl, source);
	}
