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
	Analyzer::register_for_ports(Analyzer::ANALYZER_DTLS, dtls_ports);
	Analyzer::register_for_ports(Analyzer::ANALYZER_SSL, ssl_ports);
	}

# ---- Rows ---------------------------------------------------------------------------

# The row of a connection, begun with the first that is heard of TLS on it.
function set_session(c: connection): Info
	{
	if ( ! c?$ssl )
		{
		Conn::register_removal_hook(c, finalize_ssl);
		c$ssl = Info($ts=network_time(), $id=c$id, $uid=c$uid);
		}

	return c$ssl;
	}

function delay_log(info: Info, token: string)
	{
	if ( info?$delay_tokens )
		add info$delay_tokens[token];
	else
		info$delay_tokens = set(token);
	}

function undelay_log(info: Info, token: string)
	{
	if ( ! info?$delay_tokens )
		return;

	delete info$delay_tokens[token];
	}

function write_row(row: Info)
	{
	if ( ! row$logged )
		{
		row$logged = T;
		Log::write(LOG, row);
		}
	}

# Writes a row as soon as nobody holds a token any more.
function write_when_free(row: Info)
	{
	if ( row$logged || ! row?$delay_tokens || |row$delay_tokens| == 0 )
		{
		write_row(row);
		return;
		}

	when [row] ( |row$delay_tokens| == 0 )
		{
		write_row(row);
		}
	timeout 15secs
		{
		# Whoever holds a token is late: the row says what is known.
		write_row(row);
		}
	}

# Handshakes are of no use any more: what follows is encrypted, or no TLS.
function stop_looking(c: connection)
	{
	local row = c$ssl;

	if ( disable_analyzer_after_detection && row?$analyzer_id && disable_analyzer(c$id, row$analyzer_id, F) )
		delete row$analyzer_id;
	}

# ---- What a row says ----------------------------------------------------------------

function is_1_3(version: count): bool
	{
	return version == TLSv13 || version == DTLSv13 || version / 0x100 == 0x7F;
	}

function note_version(row: Info, version: count)
	{
	row$version_num = version;
	row$version = version_strings[version];
	}

# Adds a letter, given as the server's, to the history.
function note_letter(c: connection, is_client: bool, letter: string)
	{
	local row = set_session(c);
	local length = |row$ssl_history|;

	if ( length < max_ssl_history_length )
		row$ssl_history += is_client ? to_upper(letter) : letter;
	else if ( length == max_ssl_history_length )
		Reporter::conn_weird("SSL_max_ssl_history_length_reached", c, fmt("%d", length), "SSL");
	}

event ssl_client_hello(c: connection, version: count, record_version: count, possible_ts: time,
    client_random: string, session_id: string, ciphers: index_vec, comp_methods: index_vec) &priority=5
	{
	local row = set_session(c);

	# A session id of zeroes is none.
	if ( session_id == /(\x00{32})?/ )
		return;

	row$session_id = bytestring_to_hexstr(session_id);
	row$client_ticket_empty_session_seen = F;
	}

event ssl_server_hello(c: connection, version: count, record_version: count, possible_ts: time,
    server_random: string, session_id: string, cipher: count, comp_method: count) &priority=5
	{
	local row = set_session(c);
	row$cipher = cipher_desc[cipher];

	if ( server_random == retry_random )
		row$hrr_seen = T;

	# An extension may have told the version already.
	if ( ! row?$version_num )
		note_version(row, version);

	# In TLS 1.3 the id is just echoed.
	if ( row?$session_id && row$session_id == bytestring_to_hexstr(session_id) && ! is_1_3(row$version_num) )
		row$resumed = T;
	}

event ssl_extension_supported_versions(c: connection, is_client: bool, versions: index_vec)
	{
	if ( ! is_client && |versions| == 1 )
		note_version(set_session(c), versions[0]);
	}

event ssl_ecdh_server_params(c: connection, curve: count, point: string) &priority=5
	{
	set_session(c)$curve = ec_curves[curve];
	}

event ssl_extension_key_share(c: connection, is_client: bool, curves: index_vec)
	{
	if ( ! is_client && |curves| == 1 )
		set_session(c)$curve = ec_curves[curves[0]];
	}

event ssl_extension_server_name(c: connection, is_client: bool, names: string_vec) &priority=5
	{
	if ( ! is_client || |names| == 0 )
		return;

	set_session(c)$server_name = names[0];

	# RFC 6066, section 3: not more than one name of a type, and there is one type.
	if ( |names| != 1 )
		Reporter::conn_weird("SSL_many_server_names", c, join_string_vec(names, ","), "SSL");
	}

event ssl_extension_application_layer_protocol_negotiation(c: connection, is_client: bool, protocols: string_vec)
	{
	if ( ! is_client && |protocols| > 0 )
		set_session(c)$next_protocol = protocols[0];
	}

event ssl_extension(c: connection, is_client: bool, code: count, val: string) &priority=5
	{
	local row = set_session(c);

	switch ( code )
		{
		case session_ticket_extension:
			if ( is_client && |val| > 0 )
				row$client_ticket_empty_session_seen = T;
			break;

		case pre_shared_key_extension:
			# The server shows this one only to accept what the client offered.
			if ( is_client )
				row$client_psk_seen = T;
			else
				row$resumed = row$resumed || row$client_psk_seen;
			break;
		}
	}

# ---- The history, and what is read off its messages -----------------------------------

event ssl_connection_flipped(c: connection)
	{
	note_letter(c, T, "^");
	}

event ssl_handshake_message(c: connection, is_client: bool, msg_type: count, length: count) &priority=5
	{
	local row = set_session(c);
	local is_retry = msg_type == SERVER_HELLO && row$hrr_seen;

	if ( is_retry )
		row$hrr_seen = F;
	else if ( msg_type == CLIENT_KEY_EXCHANGE )
		row$client_key_exchange_seen = T;

	note_letter(c, is_client, message_letters[is_retry ? HELLO_RETRY_REQUEST : msg_type]);
	}

event ssl_change_cipher_spec(c: connection, is_client: bool) &priority=5
	{
	note_letter(c, is_client, "i");

	# No new key, although a ticket was shown: it was taken.
	local row = c$ssl;

	if ( is_client && ! row$client_key_exchange_seen && row$client_ticket_empty_session_seen )
		row$resumed = T;
	}

event ssl_alert(c: connection, is_client: bool, level: count, desc: count) &priority=5
	{
	note_letter(c, is_client, "l");
	c$ssl$last_alert = alert_descriptions[desc];
	}

event ssl_heartbeat(c: connection, is_client: bool, length: count, heartbeat_type: count, payload_length: count, payload: string)
	{
	note_letter(c, is_client, "b");
	}

event ssl_plaintext_data(c: connection, is_client: bool, record_version: count, content_type: count, length: count) &priority=5
	{
	local row = set_session(c);

	if ( content_type != APPLICATION_DATA || row$established || ! row?$version_num )
		return;

	if ( is_1_3(row$version_num) )
		set_ssl_established(c);
	else
		Reporter::conn_weird("ssl_early_application_data", c, "", "SSL");
	}

# ---- The end of a handshake -----------------------------------------------------------

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
	write_when_free(c$ssl);
	stop_looking(c);
	}

hook finalize_ssl(c: connection)
	{
	if ( ! c?$ssl )
		return;

	# Extensions of the row were asked already, if it was established or is written.
	if ( ! (c$ssl$established || c$ssl$logged) )
		hook ssl_finishing(c);

	write_when_free(c$ssl);
	}

# ---- The analyzer -----------------------------------------------------------------------

function is_tls(tag: AllAnalyzers::Tag): bool
	{
	return tag == Analyzer::ANALYZER_SSL || tag == Analyzer::ANALYZER_DTLS;
	}

event analyzer_confirmation_info(atype: AllAnalyzers::Tag, info: AnalyzerConfirmationInfo) &priority=5
	{
	if ( is_tls(atype) )
		set_session(info$c)$analyzer_id = info$aid;
	}

event analyzer_violation_info(atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo) &priority=5
	{
	if ( ! is_tls(atype) || ! info?$c )
		return;

	local c = info$c;

	if ( ! c?$ssl || c$ssl$logged )
		return;

	# Certificates may have come before.
	hook ssl_finishing(c);
	write_when_free(c$ssl);
	stop_looking(c);
	}
