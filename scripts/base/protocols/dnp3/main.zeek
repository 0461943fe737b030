##! Logs DNP3: a row for each request with its response, and for what outstations say unasked.

@load base/protocols/conn/removal-hooks
@load ./consts

module DNP3;

export {
	redef enum Log::ID += { LOG };

	## Ports of DNP3.
	const ports = { 20000/tcp, 20000/udp } &redef;

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## When the request was seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## What was asked for.
		fc_request: string &log &optional;
		## What kind of answer came.
		fc_reply: string &log &optional;
		## What the outstation said of its state.
		iin: count &log &optional;
	};

	## A row, as it goes to the log.
	global log_dnp3: event(rec: Info);

	## Runs when a connection with DNP3 is removed, and logs what nobody answered.
	global finalize_dnp3: Conn::RemovalHook;
}

redef record connection += {
	dnp3: Info &optional;
};

event zeek_init() &priority=5
	{
	Log::create_stream(DNP3::LOG, Log::Stream($columns=Info, $path="dnp3", $ev=log_dnp3, $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_DNP3_TCP, ports);
	}

# The row at hand; a new one if there is none.
function row_of(c: connection): Info
	{
	if ( ! c?$dnp3 )
		{
		Conn::register_removal_hook(c, finalize_dnp3);
		c$dnp3 = Info($ts=network_time(), $uid=c$uid, $id=c$id);
		}

	return c$dnp3;
	}

function log_row(c: connection)
	{
	if ( ! c?$dnp3 )
		return;

	Log::write(LOG, c$dnp3);
	delete c$dnp3;
	}

event dnp3_application_request_header(c: connection, is_orig: bool, application_control: count, fc: count)
	{
	local row = row_of(c);
	row$ts = network_time();
	row$fc_request = function_codes[fc];
	}

event dnp3_application_response_header(c: connection, is_orig: bool, application_control: count, fc: count, iin: count)
	{
	local row = row_of(c);
	row$fc_reply = function_codes[fc];
	row$iin = iin;
	log_row(c);
	}

hook finalize_dnp3(c: connection)
	{
	log_row(c);
	}
