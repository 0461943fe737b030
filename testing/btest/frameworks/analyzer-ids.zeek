# @TEST-DOC: A connection's own parts are numbered once, when it begins; what a signature finds has an id behind theirs.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/http

redef HTTP::ports = { 1/tcp };

event new_connection(c: connection)
	{
	set_current_conn_packets_threshold(c$id, 3, T);
	}

event conn_packets_threshold_crossed(c: connection, threshold: count, is_orig: bool)
	{
	print "counter of packets", current_analyzer();
	}

event analyzer_confirmation_info(atype: AllAnalyzers::Tag, info: AnalyzerConfirmationInfo)
	{
	print atype, info$aid;
	}
