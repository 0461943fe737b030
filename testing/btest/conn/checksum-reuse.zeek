# @TEST-DOC: A SYN whose checksum is bad and the answer to it are two connections, and a weird.
# @TEST-EXEC: avocet -b -r $TRACES/bad-checksums-one-side.pcap %INPUT
# @TEST-EXEC: log-cut conn.log conn_state history >out
# @TEST-EXEC: log-cut weird.log name source >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn
@load base/frameworks/notice/weird
