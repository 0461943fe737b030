##! Adds to `analyzer.log` what the packet held at which an analyzer gave up.

@load base/frameworks/analyzer

module Analyzer::Logging;

export {
	redef record connection += {
		packet_segment: string &optional &log;   ##< That packet.
	};

	redef record Analyzer::Logging::Info += {
		packet_segment: string &optional &log;
	};

	## The most bytes of it; negative or 0: all.
	option packet_segment_size: int = 255;
}

event analyzer_violation_info(atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo) &priority=4
	{
	if ( ! info?$c )
		return;

	local data = get_current_packet()$data;
	info$c$packet_segment = packet_segment_size > 0 && |data| > packet_segment_size ?
	                        sub_bytes(data, 1, packet_segment_size) : data;
	}

hook Analyzer::Logging::log_policy(rec: Analyzer::Logging::Info, id: Log::ID, filter: Log::Filter)
	{
	if ( rec?$id && connection_exists(rec$id) )
		{
		local failed = lookup_connection(rec$id);

		if ( failed?$packet_segment )
			rec$packet_segment = failed$packet_segment;
		}
	}
