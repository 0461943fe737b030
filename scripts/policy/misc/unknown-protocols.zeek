##! Logs protocols that no decoder is known for.

module UnknownProtocol;

export {
	redef enum Log::ID += { LOG };

	global log_policy: Log::PolicyHook;

	## A row of unknown_protocols.log.
	type Info: record {
		ts: time &log;
		## Who met the protocol.
		analyzer: string &log;
		## Its number, in hexadecimal digits.
		protocol_id: string &log;
		## The same as a number.
		protocol_id_num: count;
		## How the protocol's packet begins, in hexadecimal digits.
		first_bytes: string &log;
		## The analyzers that had looked at the packet by then.
		analyzer_history: vector of string &log;
	};
}

event zeek_init() &priority=5
	{
	Log::create_stream(LOG, [$columns=Info, $path="unknown_protocols", $policy=log_policy]);
	}

event unknown_protocol(analyzer_name: string, protocol: count, first_bytes: string, analyzer_history: string_vec)
	{
	Log::write(LOG, Info($ts=network_time(), $analyzer=analyzer_name, $protocol_id=fmt("0x%x", protocol),
	                     $protocol_id_num=protocol, $first_bytes=bytestring_to_hexstr(first_bytes),
	                     $analyzer_history=analyzer_history));
	}
