# @TEST-DOC: A key exchange that nobody knows is a weird; the service is known as ever.
# @TEST-EXEC: avocet -b -r $TRACES/ssh-unknown-exchange.pcap %INPUT
# @TEST-EXEC: log-cut weird.log name addl source >out
# @TEST-EXEC: log-cut conn.log service >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn
@load base/protocols/ssh
@load base/frameworks/notice/weird
