##! Adds protocols to `conn.log` that were recognised and then could not make sense of the connection.

@load base/protocols/conn
@load base/frameworks/analyzer/dpd

module Conn;

redef record Conn::Info += {
	## The protocols.
	failed_service: set[string] &log &optional &ordered;
};

# The handler that marks an analyzer as failed runs later.
event Analyzer::analyzer_failed(ts: time, atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo)
	{
	if ( ! info?$c || (! is_protocol_analyzer(atype) && ! is_packet_analyzer(atype)) )
		return;

	local c = info$c;
	local name = Analyzer::name(atype);

	if ( name !in c$service || name in c$failed_analyzers )
		return;

	local row = c$conn;

	if ( ! row?$failed_service )
		row$failed_service = set();

	add row$failed_service[to_lower(name)];
	}
