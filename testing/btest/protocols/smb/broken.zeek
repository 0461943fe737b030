# @TEST-DOC: Traffic that is something else on the port of SMB takes the analyzer off.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/smb
@load base/frameworks/analyzer

redef SMB::ports += { 80/tcp };

event analyzer_violation_info(tag: AllAnalyzers::Tag, info: AnalyzerViolationInfo)
	{
	print tag, info$reason;
	}
