# @TEST-DOC: What is wrong with frames is a weird, and mostly ends the analysis; what goes on as something else was DNP3 before. Of unknown kinds the rest is told.
# @TEST-EXEC: avocet -b -r $TRACES/dnp3-broken.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut conn.log id.orig_p service >services
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: log-cut analyzer.log analyzer_name id.orig_p >failures
# @TEST-EXEC: btest-diff failures
# @TEST-EXEC: log-cut weird.log id.orig_p name source >weirds
# @TEST-EXEC: btest-diff weirds

@load base/protocols/dnp3
@load base/protocols/conn
@load base/frameworks/analyzer
@load base/frameworks/notice/weird

event dnp3_application_response_header(c: connection, is_orig: bool, application: count, fc: count, iin: count)
	{
	print "response", c$id$orig_p, is_orig;
	}

event dnp3_debug_byte(c: connection, is_orig: bool, debug: string)
	{
	print "unknown", c$id$orig_p, debug;
	}
