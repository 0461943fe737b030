##! What follows from a protocol being sure of a connection, or giving up on it: the services of the connection.

@load ./main

module DPD;

export {
	## Protocols that stay attached whatever they stumble on.
	option ignore_violations: set[Analyzer::Tag] = set();

	## What is stumbled on behind so many bytes of a connection changes nothing; 0: always changes something.
	option ignore_violations_after = 10 * 1024;

	## Whether a service that failed stays in the field `service` of conn.log, with the same name behind a "-" added:
	## "http,-http".
	option track_removed_services_in_connection = F;
}

redef record connection += {
	## Protocols that were sure of the connection and gave up on it later.
	failed_analyzers: set[string] &default=set() &ordered;
};

event analyzer_confirmation_info(atype: AllAnalyzers::Tag, info: AnalyzerConfirmationInfo) &priority=10
	{
	if ( info?$c && ! is_file_analyzer(atype) )
		add info$c$service[Analyzer::name(atype)];
	}

event analyzer_violation_info(atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo) &priority=5
	{
	if ( ! is_protocol_analyzer(atype) || ! info?$c || ! info?$aid || atype in ignore_violations )
		return;

	local c = info$c;

	if ( ignore_violations_after > 0 && c$orig$size + c$resp$size > ignore_violations_after )
		return;

	# It may have been taken off, or the connection may be over: it failed all the same.
	local is_attached = connection_exists(c$id) && lookup_connection_analyzer_id(c$id, atype) != 0;

	if ( ! is_attached || disable_analyzer(c$id, info$aid, F) )
		event Analyzer::analyzer_failed(network_time(), atype, info);
	}

# After the handlers that want to know whether the service was confirmed.
event Analyzer::analyzer_failed(ts: time, atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo) &priority=-5
	{
	local service = Analyzer::name(atype);

	if ( ! is_protocol_analyzer(atype) || ! info?$c || service !in info$c$service )
		return;

	local c = info$c;
	add c$failed_analyzers[service];

	if ( track_removed_services_in_connection )
		add c$service["-" + service];
	else
		delete c$service[service];
	}
