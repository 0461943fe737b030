# @TEST-DOC: Too many names of algorithms, long strings and packets: a weird each, and the connection is left alone.
# @TEST-EXEC: avocet -b -r $TRACES/ssh-many-names.pcap base/protocols/ssh base/protocols/conn base/frameworks/notice/weird
# @TEST-EXEC: log-cut weird.log name addl source >out
# @TEST-EXEC: log-cut conn.log service history >>out
# @TEST-EXEC: avocet -b -r $TRACES/ssh-login.pcap base/protocols/ssh base/protocols/conn base/frameworks/notice/weird SSH::max_packet_length=100 SSH::max_string_length=40
# @TEST-EXEC: log-cut weird.log name addl source >>out
# @TEST-EXEC: log-cut conn.log service history >>out
# @TEST-EXEC: btest-diff out
