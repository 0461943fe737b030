# @TEST-DOC: Messages of DCE/RPC over a pipe: binds, calls, arguments, answers.
# @TEST-EXEC: avocet -b -r $TRACES/smb2-rpc.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	Analyzer::register_for_port(Analyzer::ANALYZER_SMB, 445/tcp);
	}

event dce_rpc_message(c: connection, is_orig: bool, fid: count, ptype_id: count, ptype: DCE_RPC::PType)
	{
	print is_orig, ptype_id, ptype, fid > 0;
	}

event dce_rpc_bind(c: connection, fid: count, ctx_id: count, uuid: string, ver_major: count, ver_minor: count)
	{
	print "bind", ctx_id, uuid, ver_major, ver_minor;
	}

event dce_rpc_bind_ack(c: connection, fid: count, sec_addr: string)
	{
	print "bound", sec_addr;
	}

event dce_rpc_request(c: connection, fid: count, ctx_id: count, opnum: count, stub_len: count)
	{
	print "call", ctx_id, opnum, stub_len;
	}

event dce_rpc_request_stub(c: connection, fid: count, ctx_id: count, opnum: count, stub: string)
	{
	print "arguments", |stub|;
	}

event dce_rpc_response(c: connection, fid: count, ctx_id: count, opnum: count, stub_len: count)
	{
	print "answer", ctx_id, opnum, stub_len;
	}
