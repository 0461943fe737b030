# @TEST-DOC: What a signature finds has an id behind those of the connection's own parts, which are numbered once.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/http

redef HTTP::ports = { 1/tcp };

event analyzer_confirmation_info(atype: AllAnalyzers::Tag, info: AnalyzerConfirmationInfo)
	{
	print atype, info$aid;
	}
