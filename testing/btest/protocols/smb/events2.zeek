# @TEST-DOC: Events of SMB 3.1.1: what is agreed upon, a login, shares, files.
# @TEST-EXEC: avocet -b -r $TRACES/smb311.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	Analyzer::register_for_port(Analyzer::ANALYZER_SMB, 445/tcp);
	}

event smb2_negotiate_request(c: connection, hdr: SMB2::Header, dialects: index_vec)
	{
	print "negotiate", dialects;
	}

event smb2_negotiate_response(c: connection, hdr: SMB2::Header, response: SMB2::NegotiateResponse)
	{
	print "negotiated", response$dialect_revision, response$security_mode, response$negotiate_context_count;

	for ( _, context in response$negotiate_context_values )
		{
		print context$context_type, context$data_length;

		if ( context?$encryption_info )
			print context$encryption_info;

		if ( context?$preauth_info )
			print context$preauth_info$hash_alg, |context$preauth_info$salt|;
		}
	}

event smb2_session_setup_request(c: connection, hdr: SMB2::Header, request: SMB2::SessionSetupRequest)
	{
	print "login", request;
	}

event smb2_session_setup_response(c: connection, hdr: SMB2::Header, response: SMB2::SessionSetupResponse)
	{
	print "logged in", hdr$status, response;
	}

event smb2_tree_connect_request(c: connection, hdr: SMB2::Header, path: string)
	{
	print "share", path;
	}

event smb2_tree_connect_response(c: connection, hdr: SMB2::Header, response: SMB2::TreeConnectResponse)
	{
	print "connected", response;
	}

event smb2_create_request(c: connection, hdr: SMB2::Header, request: SMB2::CreateRequest)
	{
	print "open", request;
	}

event smb2_create_response(c: connection, hdr: SMB2::Header, response: SMB2::CreateResponse)
	{
	print "opened", response$size, response$attrs, response$create_action;
	}

event smb2_read_request(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, offset: count, length: count)
	{
	print "read", offset, length;
	}

event smb2_close_response(c: connection, hdr: SMB2::Header, response: SMB2::CloseResponse)
	{
	print "closed", response$eof, response$times$modified_raw == 0;
	}

event smb2_tree_disconnect_request(c: connection, hdr: SMB2::Header)
	{
	print "leave";
	}
