# @TEST-DOC: What both sides say by NTLM, and the results of GSS-API around it.
# @TEST-EXEC: avocet -b -r $TRACES/smb2.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	Analyzer::register_for_port(Analyzer::ANALYZER_SMB, 445/tcp);
	}

event ntlm_negotiate(c: connection, negotiate: NTLM::Negotiate)
	{
	print negotiate;
	}

event ntlm_challenge(c: connection, challenge: NTLM::Challenge)
	{
	print challenge$flags, challenge?$target_name ? challenge$target_name : "-", challenge?$version;

	if ( challenge?$target_info )
		{
		local info = challenge$target_info;
		print info$nb_computer_name, info$nb_domain_name, info?$timestamp, info?$single_host_id;
		}
	}

event ntlm_authenticate(c: connection, request: NTLM::Authenticate)
	{
	print request$domain_name, request$user_name, request$workstation, |request$session_key|, |request$response|;
	}

event gssapi_neg_result(c: connection, state: count)
	{
	print "state", state;
	}
