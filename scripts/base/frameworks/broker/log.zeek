##! The log of connections through Broker. It stays empty.

@load ./main

module Broker;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## Kinds of rows.
	type Type: enum {
		STATUS,
		ERROR,
		CRITICAL_EVENT,
		ERROR_EVENT,
		WARNING_EVENT,
		INFO_EVENT,
		VERBOSE_EVENT,
		DEBUG_EVENT,
	};

	## A row of the log.
	type Info: record {
		ts: time &log;
		ty: Type &log;
		ev: string &log;
		peer: NetworkInfo &log &optional;
		message: string &log &optional;
	};
}

event zeek_init() &priority=5
	{
	Log::create_stream(Broker::LOG, Log::Stream($columns=Info, $path="broker", $policy=log_policy));
	}
