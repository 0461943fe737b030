##! Logs Modbus: one row for each message.

@load ./consts

module Modbus;

export {
	redef enum Log::ID += { LOG };

	## Ports of Modbus.
	const ports = { 502/tcp } &redef;

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## When the message was seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## The number that a request and its response share.
		tid: count &log &optional;
		## Which device behind the address.
		unit: count &log &optional;
		## What it is asked for.
		func: string &log &optional;
		## "REQ" or "RESP".
		pdu_type: string &log &optional;
		## Why the device cannot do it.
		exception: string &log &optional;
	};

	## A row, as it goes to the log.
	global log_modbus: event(rec: Info);
}

redef record connection += {
	modbus: Info &optional;
};

# Set in the code of a response that is an exception.
const exception_bit = 0x80;

event zeek_init() &priority=5
	{
	Log::create_stream(Modbus::LOG, Log::Stream($columns=Info, $path="modbus", $ev=log_modbus, $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_MODBUS, ports);
	}

function function_name(code: count): string
	{
	if ( code >= exception_bit && code !in function_codes && code - exception_bit in function_codes )
		return function_codes[code - exception_bit] + "_EXCEPTION";

	return function_codes[code];
	}

# Of an exception there is more to come.
function is_whole(headers: ModbusHeaders, is_orig: bool): bool
	{
	return is_orig || headers$function_code < exception_bit;
	}

event modbus_message(c: connection, headers: ModbusHeaders, is_orig: bool) &priority=5
	{
	# The row stays with the connection, for what scripts add to it.
	if ( ! c?$modbus )
		c$modbus = Info($ts=network_time(), $uid=c$uid, $id=c$id);

	local row = c$modbus;
	row$ts = network_time();
	row$tid = headers$tid;
	row$unit = headers$uid;
	row$func = function_name(headers$function_code);
	row$pdu_type = is_orig ? "REQ" : "RESP";
	delete row$exception;
	}

event modbus_message(c: connection, headers: ModbusHeaders, is_orig: bool) &priority=-5
	{
	if ( is_whole(headers, is_orig) )
		Log::write(LOG, c$modbus);
	}

event modbus_exception(c: connection, headers: ModbusHeaders, code: count) &priority=5
	{
	c$modbus$exception = exception_codes[code];
	}

event modbus_exception(c: connection, headers: ModbusHeaders, code: count) &priority=-5
	{
	Log::write(LOG, c$modbus);
	delete c$modbus$exception;
	}
