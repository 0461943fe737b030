##! Logs Kerberos: one row for each request and how it went.

@load ./consts
@load base/protocols/conn/removal-hooks

module KRB;

export {
	redef enum Log::ID += { LOG };

	## Ports of Kerberos.
	const tcp_ports = { 88/tcp } &redef;
	const udp_ports = { 88/udp } &redef;

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## When the request was sent.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## What was asked: "AS", "TGS", or "AP".
		request_type: string &log &optional;
		## Who asks, with the realm.
		client: string &log &optional;
		## For which service.
		service: string &log &optional;
		## Whether the request was granted; unset if nobody said so.
		success: bool &log &optional;
		## What went wrong, as a number,
		error_code: count &optional;
		## and in words.
		error_msg: string &log &optional;
		## From when
		from: time &log &optional;
		## to when the ticket is to be valid.
		till: time &log &optional;
		## How the ticket is encrypted.
		cipher: string &log &optional;
		## Whether it is to be used elsewhere,
		forwardable: bool &log &optional;
		## or to be renewed.
		renewable: bool &log &optional;
		## Whether the row was written.
		logged: bool &default=F;
	};

	## Errors that are not logged, by their texts: they are a step on the way.
	option ignored_errors: set[string] = {
		"NEEDED_PREAUTH",
		"Need to use PA-ENC-TIMESTAMP/PA-PK-AS-REQ",
	};

	## A row, as it goes to the log.
	global log_krb: event(rec: Info);

	## Runs when a connection with Kerberos is removed, and logs what still waits.
	global finalize_krb: Conn::RemovalHook;
}

redef record connection += {
	krb: Info &optional;
};

event zeek_init() &priority=5
	{
	Log::create_stream(KRB::LOG, Log::Stream($columns=Info, $ev=log_krb, $path="kerberos", $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_KRB, udp_ports);
	Analyzer::register_for_ports(Analyzer::ANALYZER_KRB_TCP, tcp_ports);
	}

# Begins a row unless one waits.
function ensure_row(c: connection)
	{
	if ( c?$krb && ! c$krb$logged )
		return;

	c$krb = Info($ts=network_time(), $uid=c$uid, $id=c$id);
	Conn::register_removal_hook(c, finalize_krb);
	}

function write_row(c: connection)
	{
	if ( ! c?$krb || c$krb$logged )
		return;

	Log::write(KRB::LOG, c$krb);
	c$krb$logged = T;
	}

# What a request for a ticket says.
function note_request(c: connection, kind: string, msg: KDC_Request)
	{
	ensure_row(c);
	local row = c$krb;
	row$request_type = kind;

	if ( msg?$service_name )
		row$service = msg$service_name;

	if ( msg?$from )
		row$from = msg$from;

	if ( msg?$till )
		row$till = msg$till;

	if ( msg?$kdc_options )
		{
		row$forwardable = msg$kdc_options$forwardable;
		row$renewable = msg$kdc_options$renewable;
		}
	}

# What an answer says.
function note_ticket(c: connection, msg: KDC_Response)
	{
	ensure_row(c);
	local row = c$krb;

	if ( ! row?$client )
		row$client = fmt("%s/%s", msg$client_name, msg?$client_realm ? msg$client_realm : "");

	row$service = msg$ticket$service_name;
	row$cipher = cipher_name[msg$ticket$cipher];
	row$success = T;
	}

event krb_error(c: connection, msg: Error_Msg) &priority=5
	{
	if ( msg?$error_text && msg$error_text in ignored_errors )
		{
		# What comes next is another try.
		delete c$krb;
		return;
		}

	ensure_row(c);
	local row = c$krb;

	if ( ! row?$client && (msg?$client_name || msg?$client_realm) )
		row$client = fmt("%s/%s", msg?$client_name ? msg$client_name : "", msg?$client_realm ? msg$client_realm : "");

	if ( msg?$service_name )
		row$service = msg$service_name;

	row$success = F;
	row$error_code = msg$error_code;
	row$error_msg = msg?$error_text && msg$error_text != "" ? msg$error_text : error_msg[msg$error_code];
	}

event krb_error(c: connection, msg: Error_Msg) &priority=-5
	{
	write_row(c);
	}

event krb_as_request(c: connection, msg: KDC_Request) &priority=5
	{
	note_request(c, "AS", msg);

	if ( ! c$krb?$client )
		c$krb$client = fmt("%s/%s", msg?$client_name ? msg$client_name : "", msg?$service_realm ? msg$service_realm : "");
	}

event krb_as_response(c: connection, msg: KDC_Response) &priority=5
	{
	note_ticket(c, msg);
	}

event krb_as_response(c: connection, msg: KDC_Response) &priority=-5
	{
	write_row(c);
	}

event krb_tgs_request(c: connection, msg: KDC_Request) &priority=5
	{
	note_request(c, "TGS", msg);
	}

event krb_tgs_response(c: connection, msg: KDC_Response) &priority=5
	{
	note_ticket(c, msg);
	}

event krb_tgs_response(c: connection, msg: KDC_Response) &priority=-5
	{
	write_row(c);
	}

event krb_ap_request(c: connection, ticket: KRB::Ticket, opts: KRB::AP_Options, in_kdc_padata: bool) &priority=5
	{
	# A ticket that comes with a request for another one is a part of that.
	if ( in_kdc_padata )
		return;

	ensure_row(c);
	local row = c$krb;
	row$request_type = "AP";
	row$client = fmt("%s/%s", ticket?$authenticationinfo ? ticket$authenticationinfo : "", ticket$realm);
	row$service = ticket$service_name;
	row$cipher = cipher_name[ticket$cipher];
	}

event krb_ap_response(c: connection) &priority=5
	{
	if ( ! c?$krb )
		return;

	local row = c$krb;

	# Some clients answer the answer.
	if ( ! row$logged )
		row$success = T;
	}

event krb_ap_response(c: connection) &priority=-5
	{
	write_row(c);
	}

hook finalize_krb(c: connection)
	{
	write_row(c);
	}
