##! Logs QUIC: one row for each connection, and one more for each Retry.

@load base/frameworks/notice/weird
@load base/protocols/conn/removal-hooks

@load ./consts

module QUIC;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## Where QUIC is usually spoken
	const quic_ports = { 443/udp } &redef;
	## and where DNS is spoken over it. They do not tell which side is the server unless you add them to
	## likely_server_ports.
	const doq_ports = { 784/udp, 853/udp } &redef;

	## A row of the log.
	type Info: record {
		## When the first packet was seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## The version of the client's first packet.
		version: string &log;
		## The id that the client first addressed the server by; all keys of Initial packets come from it.
		client_initial_dcid: string &log &optional;
		## The id that the client chose for itself
		client_scid: string &log &optional;
		## and the server for itself.
		server_scid: string &log &optional;
		## The name of the server in the hello of the client
		server_name: string &log &optional;
		## and the first protocol that the client offers there.
		client_protocol: string &log &optional;
		## What happened, a letter each; capitals are the client's.
		##
		## - I, H, Z, R: a packet of the kind Initial, Handshake, 0-RTT or Retry
		## - S: a hello of TLS
		## - C: the connection is closed
		## - U: a packet of a version that is not known
		## - X: what follows a packet in a datagram and is none
		## - O: the first, second, fourth, eighth and so on packet of the agreed connection
		history: string &log &default="";

		## The letters of the history.
		history_state: vector of string;
		## Whether the row was written.
		logged: bool &default=F;
	};

	## A row, as it goes to the log.
	global log_quic: event(rec: Info);

	## How many letters the history has at most.
	option max_history_length: count = 100;

	## Runs when a connection with QUIC is removed, and logs it.
	global finalize_quic: Conn::RemovalHook;
}

redef record connection += {
	quic: Info &optional;
};

event zeek_init() &priority=5
	{
	Analyzer::register_for_ports(Analyzer::ANALYZER_QUIC, quic_ports);
	Analyzer::register_for_ports(Analyzer::ANALYZER_QUIC, set(), doq_ports);
	Log::create_stream(QUIC::LOG, Log::Stream($columns=Info, $ev=log_quic, $path="quic", $policy=log_policy));
	}

# A letter for the history; at its end a weird instead, once.
function remember(c: connection, is_orig: bool, letter: string)
	{
	local length = |c$quic$history_state|;

	if ( length < max_history_length )
		c$quic$history_state += is_orig ? to_upper(letter) : to_lower(letter);

	if ( length + 1 == max_history_length )
		Reporter::conn_weird("QUIC_max_history_length_reached", c);
	}

function write_row(row: Info)
	{
	if ( row$logged )
		return;

	row$logged = T;
	row$history = join_string_vec(row$history_state, "");
	Log::write(LOG, row);
	}

# What a long header tells. The first packet begins the row, whoever sent it.
function note_packet(c: connection, is_orig: bool, letter: string, version: count, dcid: string, scid: string)
	{
	if ( ! c?$quic )
		{
		c$quic = Info($ts=network_time(), $uid=c$uid, $id=c$id, $version=version_strings[version]);
		Conn::register_removal_hook(c, finalize_quic);
		}

	if ( ! is_orig )
		c$quic$server_scid = bytestring_to_hexstr(scid);
	else if ( ! c$quic?$client_initial_dcid )
		{
		c$quic$client_initial_dcid = bytestring_to_hexstr(dcid);
		c$quic$client_scid = bytestring_to_hexstr(scid);
		}

	remember(c, is_orig, letter);
	}

event QUIC::initial_packet(c: connection, is_orig: bool, version: count, dcid: string, scid: string)
	{
	note_packet(c, is_orig, "I", version, dcid, scid);
	}

event QUIC::handshake_packet(c: connection, is_orig: bool, version: count, dcid: string, scid: string)
	{
	note_packet(c, is_orig, "H", version, dcid, scid);
	}

event QUIC::zero_rtt_packet(c: connection, is_orig: bool, version: count, dcid: string, scid: string)
	{
	note_packet(c, is_orig, "Z", version, dcid, scid);
	}

event QUIC::unhandled_version(c: connection, is_orig: bool, version: count, dcid: string, scid: string)
	{
	note_packet(c, is_orig, "U", version, dcid, scid);
	}

# The server sends the client away to try again: what comes next is another row.
event QUIC::retry_packet(c: connection, is_orig: bool, version: count, dcid: string, scid: string,
    retry_token: string, retry_integrity_tag: string)
	{
	if ( ! c?$quic )
		return;

	remember(c, is_orig, "R");
	write_row(c$quic);
	delete c$quic;
	}

event QUIC::connection_close_frame(c: connection, is_orig: bool, version: count, dcid: string, scid: string,
    error_code: count, reason_phrase: string)
	{
	if ( c?$quic )
		remember(c, is_orig, "C");
	}

event QUIC::discarded_packet(c: connection, is_orig: bool, total_decrypted: count)
	{
	if ( c?$quic )
		remember(c, is_orig, "X");
	}

event QUIC::short_header_packet_threshold_crossed(c: connection, is_orig: bool, threshold: count)
	{
	if ( c?$quic )
		remember(c, is_orig, "O");
	}

event ssl_client_hello(c: connection, version: count, record_version: count, possible_ts: time,
    client_random: string, session_id: string, ciphers: index_vec, comp_methods: index_vec)
	{
	if ( c?$quic )
		remember(c, T, "S");
	}

event ssl_server_hello(c: connection, version: count, record_version: count, possible_ts: time,
    server_random: string, session_id: string, cipher: count, comp_method: count) &priority=-5
	{
	if ( c?$quic )
		remember(c, F, "S");
	}

event ssl_extension_server_name(c: connection, is_client: bool, names: string_vec) &priority=5
	{
	if ( is_client && c?$quic && |names| > 0 )
		c$quic$server_name = names[0];
	}

event ssl_extension_application_layer_protocol_negotiation(c: connection, is_client: bool, protocols: string_vec)
	{
	if ( is_client && c?$quic && |protocols| > 0 )
		c$quic$client_protocol = protocols[0];
	}

hook finalize_quic(c: connection)
	{
	if ( c?$quic )
		write_row(c$quic);
	}
