# @TEST-DOC: Events of SMB 1: a negotiation, logins of both kinds, shares, files.
# @TEST-EXEC: avocet -b -r $TRACES/smb1.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/smb1-plain.pcap %INPUT >>out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	Analyzer::register_for_port(Analyzer::ANALYZER_SMB, 445/tcp);
	}

event smb1_negotiate_request(c: connection, hdr: SMB1::Header, dialects: string_vec)
	{
	print "negotiate", dialects;
	}

event smb1_negotiate_response(c: connection, hdr: SMB1::Header, response: SMB1::NegotiateResponse)
	{
	local nt = response$ntlm;
	print "negotiated", nt$dialect_index, nt$security_mode, nt$max_buffer_size, nt$max_mpx_count, nt$capabilities;
	print |nt$security_blob| > 0, nt?$guid, nt?$encryption_key, nt?$domain_name ? nt$domain_name : "-";
	}

event smb1_session_setup_andx_request(c: connection, hdr: SMB1::Header, request: SMB1::SessionSetupAndXRequest)
	{
	print "login", request$word_count, request$native_os, request?$account_name ? request$account_name : "-";
	print request?$primary_domain ? request$primary_domain : "-", request$capabilities;
	}

event smb1_session_setup_andx_response(c: connection, hdr: SMB1::Header, response: SMB1::SessionSetupAndXResponse)
	{
	print "logged in", response$word_count, response$is_guest, response$native_os;
	}

event smb1_tree_connect_andx_request(c: connection, hdr: SMB1::Header, path: string, service: string)
	{
	print "share", path, service;
	}

event smb1_tree_connect_andx_response(c: connection, hdr: SMB1::Header, service: string, native_file_system: string)
	{
	print "connected", service, native_file_system;
	}

event smb1_nt_create_andx_request(c: connection, hdr: SMB1::Header, file_name: string)
	{
	print "open", file_name;
	}

event smb1_nt_create_andx_response(c: connection, hdr: SMB1::Header, file_id: count, file_size: count, times: SMB::MACTimes)
	{
	print "opened", file_size;
	}

event smb1_read_andx_request(c: connection, hdr: SMB1::Header, file_id: count, offset: count, length: count)
	{
	print "read", offset, length;
	}

event smb1_read_andx_response(c: connection, hdr: SMB1::Header, data_len: count)
	{
	print "have read", data_len;
	}

event smb1_write_andx_request(c: connection, hdr: SMB1::Header, file_id: count, offset: count, data_len: count)
	{
	print "write", offset, data_len;
	}

event smb1_write_andx_response(c: connection, hdr: SMB1::Header, written_bytes: count)
	{
	print "have written", written_bytes;
	}

event smb1_close_request(c: connection, hdr: SMB1::Header, file_id: count)
	{
	print "close";
	}

event smb1_trans2_find_first2_request(c: connection, hdr: SMB1::Header, args: SMB1::Find_First2_Request_Args)
	{
	print "look for", args$file_name, args$info_level;
	}

event smb1_trans2_query_path_info_request(c: connection, hdr: SMB1::Header, file_name: string)
	{
	print "ask about", file_name;
	}

event smb1_error(c: connection, hdr: SMB1::Header, is_orig: bool)
	{
	print "error", hdr$command, hdr$status, is_orig;
	}

event smb1_tree_disconnect(c: connection, hdr: SMB1::Header, is_orig: bool)
	{
	print "leave", is_orig;
	}
