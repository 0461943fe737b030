##! Tells when a capture holds nothing but TCP control packets: then somebody filtered it, and the bytes
##! that seem to be missing were never there.

module FilteredTraceDetection;

export {
	## Whether this is done.
	global enable: bool = T &redef;
}

global saw_tcp = F;
global saw_data = F;

# As soon as one connection carries data, or one is not TCP, the question is settled.
event connection_state_remove(c: connection) &group="FilteredTraceDetection"
	{
	saw_tcp = is_tcp_port(c$id$orig_p);
	saw_data = ! saw_tcp || /[Dd]/ in c$history;

	if ( saw_data )
		disable_event_group("FilteredTraceDetection");
	}

event zeek_init()
	{
	if ( ! enable || ! reading_traces() )
		disable_event_group("FilteredTraceDetection");
	}

event zeek_done()
	{
	if ( saw_tcp && ! saw_data )
		Reporter::warning(cat("the capture holds TCP control packets only, so it was probably filtered; ",
		                      "the bytes they speak of are missing, unless detect_filtered_trace is set"));
	}
