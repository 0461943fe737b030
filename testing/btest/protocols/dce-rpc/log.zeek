# @TEST-DOC: dce_rpc.log of calls over pipes of SMB 2 and of SMB 1, with their interfaces and operations.
# @TEST-EXEC: avocet -b -r $TRACES/smb2-rpc.pcap base/protocols/smb base/protocols/dce-rpc base/protocols/conn
# @TEST-EXEC: log-cut dce_rpc.log named_pipe endpoint operation >rows
# @TEST-EXEC: log-cut conn.log service >>rows
# @TEST-EXEC: avocet -b -r $TRACES/smb1-rpc.pcap base/protocols/smb base/protocols/dce-rpc base/protocols/conn
# @TEST-EXEC: log-cut dce_rpc.log named_pipe endpoint operation >>rows
# @TEST-EXEC: log-cut conn.log service >>rows
# @TEST-EXEC: btest-diff rows
# @TEST-EXEC: avocet -b -r $TRACES/smb2-rpc.pcap %INPUT >named
# @TEST-EXEC: btest-diff named
# @TEST-EXEC: test ! -f weird.log -a ! -f analyzer.log

@load base/protocols/smb
@load base/protocols/dce-rpc

# What was called is known with the stub of the answer, too, when its row is written already.
event dce_rpc_response_stub(c: connection, fid: count, ctx_id: count, opnum: count, stub: string)
	{
	print opnum, c$dce_rpc_backing[fid]$info$operation;
	}
