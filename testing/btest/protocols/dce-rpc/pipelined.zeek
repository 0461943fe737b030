# @TEST-DOC: Each call has its row, whether clients wait for answers or not.
# @TEST-EXEC: avocet -b -r $TRACES/dce-rpc-pipelined.pcap %INPUT
# @TEST-EXEC: log-cut dce_rpc.log ts rtt named_pipe endpoint operation >rows
# @TEST-EXEC: btest-diff rows

@load base/protocols/dce-rpc
