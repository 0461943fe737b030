##! The log of what analyzers could not make sense of.

@load base/frameworks/logging
@load ./main

module Analyzer::Logging;

export {
	redef enum Log::ID += { LOG };

	## A row of the log.
	type Info: record {
		## When it was.
		ts: time &log;
		## Of what kind the analyzer is: "packet", "file" or "protocol".
		analyzer_kind: string &log;
		## Its name.
		analyzer_name: string &log;
		## The id of the connection, if there is one.
		uid: string &log &optional;
		## The id of the file, if there is one.
		fuid: string &log &optional;
		## Addresses and ports of the connection.
		id: conn_id &log &optional;
		## Its transport protocol.
		proto: transport_proto &log &optional;
		## What the matter was.
		failure_reason: string &log;
		## The bytes in question, at most :zeek:id:`Analyzer::Logging::failure_data_max_size` of them.
		failure_data: string &log &optional;
	};

	## How many bytes of the data in question are logged; 0: all.
	option failure_data_max_size = 40;

	## A row, as it goes to the log.
	global log_analyzer: event(rec: Info);

	## The policy of the log.
	global log_policy: Log::PolicyHook;
}

event zeek_init() &priority=5
	{
	Log::create_stream(LOG, Log::Stream($columns=Info, $path="analyzer", $ev=log_analyzer, $policy=log_policy));
	}

function set_connection(row: Info, c: connection)
	{
	row$uid = c$uid;
	row$id = c$id;
	}

function set_file(row: Info, f: fa_file)
	{
	row$fuid = f$id;

	# A file that came over one connection belongs to it.
	if ( row?$uid || ! f?$conns || |f$conns| > 1 )
		return;

	for ( _, only in f$conns )
		set_connection(row, only);
	}

function log_failure(ts: time, atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo)
	{
	local row = Info($ts=ts, $analyzer_kind=Analyzer::kind(atype), $analyzer_name=Analyzer::name(atype),
		$failure_reason=info$reason);

	if ( info?$c )
		{
		set_connection(row, info$c);
		row$proto = get_port_transport_proto(info$c$id$orig_p);
		}

	if ( info?$f )
		set_file(row, info$f);

	if ( info?$data )
		{
		local all_of_it = failure_data_max_size == 0 || |info$data| <= failure_data_max_size;
		row$failure_data = all_of_it ? info$data : info$data[0:failure_data_max_size];
		}

	Log::write(LOG, row);
	}

# Protocols are logged where they fail on a service that they were sure of, once.
event Analyzer::analyzer_failed(ts: time, atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo)
	{
	if ( ! is_protocol_analyzer(atype) || ! info?$c )
		return;

	local service = Analyzer::name(atype);

	if ( service in info$c$service && service !in info$c$failed_analyzers )
		log_failure(ts, atype, info);
	}

# Analyzers of packets and files do not fail for good.
event analyzer_violation_info(atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo)
	{
	if ( ! is_protocol_analyzer(atype) )
		log_failure(network_time(), atype, info);
	}
