# @TEST-DOC: Encrypted messages are told by what stands before them, in both directions.
# @TEST-EXEC: avocet -b -r $TRACES/smb3-encrypted.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	Analyzer::register_for_port(Analyzer::ANALYZER_SMB, 445/tcp);
	}

event smb2_transform_header(c: connection, hdr: SMB2::Transform_header)
	{
	print |hdr$signature|, |hdr$nonce|, hdr$orig_msg_size, hdr$flags;
	}
