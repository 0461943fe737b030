# @TEST-DOC: dce_rpc.log of calls over pipes of SMB 2 and of SMB 1, with their interfaces and operations.
# @TEST-EXEC: avocet -b -r $TRACES/smb2-rpc.pcap base/protocols/smb base/protocols/dce-rpc base/protocols/conn
# @TEST-EXEC: log-cut dce_rpc.log named_pipe endpoint operation >rows
# @TEST-EXEC: log-cut conn.log service >>rows
# @TEST-EXEC: avocet -b -r $TRACES/smb1-rpc.pcap base/protocols/smb base/protocols/dce-rpc base/protocols/conn
# @TEST-EXEC: log-cut dce_rpc.log named_pipe endpoint operation >>rows
# @TEST-EXEC: log-cut conn.log service >>rows
# @TEST-EXEC: btest-diff rows
# @TEST-EXEC: test ! -f weird.log -a ! -f analyzer.log
