##! Logs TLS, SSL and DTLS: one row for a session, written when its handshake is over or the connection is removed.

@load base/frameworks/notice/weird
@load base/protocols/conn/removal-hooks
@load ./consts

module SSL;

export {
	redef enum Log::ID += { LOG };

	## Ports that are spoken TLS on from the first byte.
	const ssl_ports = {
		443/tcp, 563/tcp, 585/tcp, 614/tcp, 636/tcp, 989/tcp, 990/tcp, 992/tcp, 993/tcp, 995/tcp, 465/tcp, 5223/tcp
	} &redef;

	## Ports of DTLS.
	const dtls_ports = { 443/udp } &redef;

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## When TLS was first seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## The version that the server chose, as a number
		version_num: count &optional;
		## and by name.
		version: string &log &optional;
		## The suite that the server chose.
		cipher: string &log &optional;
		## The curve or group that the key was agreed on in.
		curve: string &log &optional;
		## Whom the client wants to talk to.
		server_name: string &log &optional;
		## The session that the client offers to resume.
		session_id: string &optional;
		## Whether keys of an earlier session are used.
		resumed: bool &log &default=F;
		## Whether the client showed a ticket, but no session id.
		client_ticket_empty_session_seen: bool &default=F;
		## Whether the client sent its part of a key.
		client_key_exchange_seen: bool &default=F;
		## Whether the client offered keys of earlier sessions of TLS 1.3.
		client_psk_seen: bool &default=F;
		## The last alert.
		last_alert: string &log &optional;
		## The protocol that the server chose to speak inside.
		next_protocol: string &log &optional;
		## The id of the analyzer.
		analyzer_id: count &optional;
		## Whether the handshake was completed.
		established: bool &log &default=F;
		## Whether the row was written.
		logged: bool &default=F;
		## Whether the server asked for another hello.
		hrr_seen: bool &default=F;
		## The messages in their order, upper case from the client: H hello request, C and S hellos, V verify request,
		## T session ticket, X certificate, K server key exchange, R certificate request, N server hello done,
		## Y certificate verify, G client key exchange, F finished, W certificate URL, U certificate status,
		## A supplemental data, Z unknown message, I change cipher spec, B heartbeat, D application data, E end of early
		## data, O encrypted extensions, P key update, M message hash, J hello retry request, L alert, Q unknown
		## content; ^ before all of them if the client is the responder.
		ssl_history: string &log &default="";
	};

	## Certificates that are trusted, in DER, by their subjects.
	const root_certs: table[string] of string &redef;

	## A public log of certificates.
	type CTInfo: record {
		## What it is.
		description: string;
		## Who runs it.
		operator: string;
		## Its public key, in DER.
		key: string;
		## Within how many seconds it lists what it promised to.
		maximum_merge_delay: count;
		## Where it is.
		url: string;
	};

	## Public logs by their ids, which are 32 bytes.
	option ct_logs: table[string] of CTInfo = {};

	## Whether nothing is looked at any more once things are encrypted.
	option disable_analyzer_after_detection = T;

	## How long the history of a connection gets.
	option max_ssl_history_length = 100;

	## Keeps a row from being written until the token is given back, at most 15 seconds.
	global delay_log: function(info: Info, token: string);

	## Gives a token back.
	global undelay_log: function(info: Info, token: string);

	## A row is written.
	global log_ssl: event(rec: Info);

	## Runs before a row is written.
	global ssl_finishing: hook(c: connection);

	## Runs when a connection with TLS is removed.
	global finalize_ssl: Conn::RemovalHook;
}

redef record connection += {
	ssl: Info &optional;
};

redef record Info += {
	# What keeps the row from being written.
	delay_tokens: set[string] &optional;
};

# The letters of the history by the types of messages.
const message_letters: table[count] of string = {
	[HELLO_REQUEST] = "h",
	[CLIENT_HELLO] = "c",
	[SERVER_HELLO] = "s",
	[HELLO_VERIFY_REQUEST] = "v",
	[SESSION_TICKET] = "t",
	[5] = "e",
	[HELLO_RETRY_REQUEST] = "j",
	[ENCRYPTED_EXTENSIONS] = "o",
	[CERTIFICATE] = "x",
	[SERVER_KEY_EXCHANGE] = "k",
	[CERTIFICATE_REQUEST] = "r",
	[SERVER_HELLO_DONE] = "n",
	[CERTIFICATE_VERIFY] = "y",
	[CLIENT_KEY_EXCHANGE] = "g",
	[FINISHED] = "f",
	[CERTIFICATE_URL] = "w",
	[CERTIFICATE_STATUS] = "u",
	[SUPPLEMENTAL_DATA] = "a",
	[KEY_UPDATE] = "p",
	[254] = "m",
} &default="z";

# The random bytes of a server's hello that asks for another one of the client (RFC 8446, section 4.1.3).
const retry_random = "\xCF\x21\xAD\x74\xE5\x9A\x61\x11\xBE\x1D\x8C\x02\x1E\x65\xB8\x91"
    + "\xC2\xA2\x11\x16\x7A\xBB\x8C\x5E\x07\x9E\x09\xE2\xC8\xA8\x33\x9C";

const session_ticket_extension = 35;
const pre_shared_key_extension = 41;

event zeek_init() &priority=6
	{
	Log::create_stream(LOG, Log::Stream($columns=Info, $ev=log_ssl, $path="ssl", $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_SSL, ssl_ports);
	Analyzer::register_for_ports(Analyzer::ANALYZER_DTLS, dtls_ports);
	}

function set_session(c: connection)
	{
	if ( c?$ssl )
		return;

	c$ssl = Info($ts=network_time(), $uid=c$uid, $id=c$id);
	Conn::register_removal_hook(c, finalize_ssl);
	}

function is_1_3(version: count): bool
	{
	return version == TLSv13 || version == DTLSv13 || version / 0x100 == 0x7F;
	}

function add_to_history(c: connection, is_client: bool, letter: string)
	{
	local length = |c$ssl$ssl_history|;

	if ( length > max_ssl_history_length )
		return;

	if ( length == max_ssl_history_length )
		{
		Reporter::conn_weird("SSL_max_ssl_history_length_reached", c, fmt("%d", length), "SSL");
		return;
		}

	c$ssl$ssl_history += is_client ? to_upper(letter) : letter;
	}

function delay_log(info: Info, token: string)
	{
	if ( ! info?$delay_tokens )
		info$delay_tokens = set();

	add info$delay_tokens[token];
	}

function undelay_log(info: Info, token: string)
	{
	if ( info?$delay_tokens )
		delete info$delay_tokens[token];
	}

function write_row(info: Info)
	{
	if ( info$logged )
		return;

	info$logged = T;
	Log::write(LOG, info);
	}

function log_record(info: Info)
	{
	if ( info$logged )
		return;

	if ( ! info?$delay_tokens || |info$delay_tokens| == 0 )
		{
		write_row(info);
		return;
		}

	when [info] ( |info$delay_tokens| == 0 )
		{
		write_row(info);
		}
	timeout 15secs
		{
		# Whoever holds a token is late: the row says what is known.
		write_row(info);
		}
	}

# Nothing more will be known of the session.
function finish(c: connection, remove_analyzer: bool)
	{
	log_record(c$ssl);

	if ( remove_analyzer && disable_analyzer_after_detection && c$ssl?$analyzer_id &&
	     disable_analyzer(c$id, c$ssl$analyzer_id, F) )
		delete c$ssl$analyzer_id;
	}

event ssl_client_hello(c: connection, version: count, record_version: count, possible_ts: time,
    client_random: string, session_id: string, ciphers: index_vec, comp_methods: index_vec) &priority=5
	{
	set_session(c);

	# A session id of zeroes is none.
	if ( |session_id| > 0 && session_id != /^\x00{32}$/ )
		{
		c$ssl$session_id = bytestring_to_hexstr(session_id);
		c$ssl$client_ticket_empty_session_seen = F;
		}
	}

event ssl_server_hello(c: connection, version: count, record_version: count, possible_ts: time,
    server_random: string, session_id: string, cipher: count, comp_method: count) &priority=5
	{
	set_session(c);

	if ( server_random == retry_random )
		c$ssl$hrr_seen = T;

	# An extension may have told the version already.
	if ( ! c$ssl?$version_num )
		{
		c$ssl$version_num = version;
		c$ssl$version = version_strings[version];
		}

	c$ssl$cipher = cipher_desc[cipher];

	# In TLS 1.3 the id is just echoed.
	if ( c$ssl?$session_id && ! is_1_3(c$ssl$version_num) && c$ssl$session_id == bytestring_to_hexstr(session_id) )
		c$ssl$resumed = T;
	}

event ssl_extension_supported_versions(c: connection, is_client: bool, versions: index_vec)
	{
	if ( is_client || |versions| != 1 )
		return;

	set_session(c);
	c$ssl$version_num = versions[0];
	c$ssl$version = version_strings[versions[0]];
	}

event ssl_ecdh_server_params(c: connection, curve: count, point: string) &priority=5
	{
	set_session(c);
	c$ssl$curve = ec_curves[curve];
	}

event ssl_extension_key_share(c: connection, is_client: bool, curves: index_vec)
	{
	if ( is_client || |curves| != 1 )
		return;

	set_session(c);
	c$ssl$curve = ec_curves[curves[0]];
	}

event ssl_extension_server_name(c: connection, is_client: bool, names: string_vec) &priority=5
	{
	if ( ! is_client || |names| == 0 )
		return;

	set_session(c);
	c$ssl$server_name = names[0];

	if ( |names| > 1 )
		Reporter::conn_weird("SSL_many_server_names", c, join_string_vec(names, ","), "SSL");
	}

event ssl_extension_application_layer_protocol_negotiation(c: connection, is_client: bool, protocols: string_vec)
	{
	if ( is_client || |protocols| == 0 )
		return;

	set_session(c);
	c$ssl$next_protocol = protocols[0];
	}

event ssl_connection_flipped(c: connection)
	{
	set_session(c);
	add_to_history(c, T, "^");
	}

event ssl_handshake_message(c: connection, is_client: bool, msg_type: count, length: count) &priority=5
	{
	set_session(c);

	local letter = message_letters[msg_type];

	if ( msg_type == CLIENT_KEY_EXCHANGE )
		c$ssl$client_key_exchange_seen = T;
	else if ( msg_type == SERVER_HELLO && c$ssl$hrr_seen )
		{
		letter = "j";
		c$ssl$hrr_seen = F;
		}

	add_to_history(c, is_client, letter);
	}

event ssl_extension(c: connection, is_client: bool, code: count, val: string) &priority=5
	{
	set_session(c);

	if ( code == session_ticket_extension && is_client && |val| > 0 )
		c$ssl$client_ticket_empty_session_seen = T;
	else if ( code == pre_shared_key_extension )
		{
		if ( is_client )
			c$ssl$client_psk_seen = T;
		else if ( c$ssl$client_psk_seen )
			c$ssl$resumed = T;
		}
	}

event ssl_change_cipher_spec(c: connection, is_client: bool) &priority=5
	{
	set_session(c);

	# No new key, although a ticket was shown: it was taken.
	if ( is_client && c$ssl$client_ticket_empty_session_seen && ! c$ssl$client_key_exchange_seen )
		c$ssl$resumed = T;

	add_to_history(c, is_client, "i");
	}

event ssl_alert(c: connection, is_client: bool, level: count, desc: count) &priority=5
	{
	set_session(c);
	c$ssl$last_alert = alert_descriptions[desc];
	add_to_history(c, is_client, "l");
	}

event ssl_heartbeat(c: connection, is_client: bool, length: count, heartbeat_type: count, payload_length: count, payload: string)
	{
	set_session(c);
	add_to_history(c, is_client, "b");
	}

event ssl_established(c: connection) &priority=20
	{
	set_session(c);
	hook ssl_finishing(c);
	}

event ssl_established(c: connection) &priority=7
	{
	c$ssl$established = T;
	}

event ssl_established(c: connection) &priority=-5
	{
	finish(c, T);
	}

hook finalize_ssl(c: connection)
	{
	if ( ! c?$ssl )
		return;

	if ( ! c$ssl$logged && ! c$ssl$established )
		hook ssl_finishing(c);

	finish(c, F);
	}

event analyzer_confirmation_info(atype: AllAnalyzers::Tag, info: AnalyzerConfirmationInfo) &priority=5
	{
	if ( atype != Analyzer::ANALYZER_SSL && atype != Analyzer::ANALYZER_DTLS )
		return;

	set_session(info$c);
	info$c$ssl$analyzer_id = info$aid;
	}

event ssl_plaintext_data(c: connection, is_client: bool, record_version: count, content_type: count, length: count) &priority=5
	{
	set_session(c);

	if ( content_type != APPLICATION_DATA || ! c$ssl?$version_num || c$ssl$established )
		return;

	if ( is_1_3(c$ssl$version_num) )
		set_ssl_established(c);
	else
		Reporter::conn_weird("ssl_early_application_data", c, "", "SSL");
	}

event analyzer_violation_info(atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo) &priority=5
	{
	if ( atype != Analyzer::ANALYZER_SSL && atype != Analyzer::ANALYZER_DTLS )
		return;

	# Certificates may have come before.
	if ( ! info?$c || ! info$c?$ssl || info$c$ssl$logged )
		return;

	hook ssl_finishing(info$c);
	finish(info$c, T);
	}
