# @TEST-DOC: A protocol within SMB that is disabled is left out, at the start or while it is at work.
# @TEST-EXEC: avocet -b -r $TRACES/smb2.pcap base/protocols/smb base/protocols/ntlm %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: rm ntlm.log
# @TEST-EXEC: avocet -b -r $TRACES/smb2.pcap base/protocols/smb base/protocols/ntlm %INPUT no_ntlm=T
# @TEST-EXEC: test ! -f ntlm.log

const no_ntlm = F &redef;

event zeek_init()
	{
	if ( no_ntlm )
		Analyzer::disable_analyzer(Analyzer::ANALYZER_NTLM);
	}

event analyzer_confirmation_info(atype: AllAnalyzers::Tag, info: AnalyzerConfirmationInfo)
	{
	print atype;

	if ( atype == Analyzer::ANALYZER_NTLM )
		print disable_analyzer(info$c$id, info$aid);
	}

event ntlm_negotiate(c: connection, negotiate: NTLM::Negotiate)
	{
	print "negotiate";
	}

event ntlm_authenticate(c: connection, request: NTLM::Authenticate)
	{
	print "this comes too late";
	}
