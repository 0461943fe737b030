# @TEST-DOC: Packets of several link types need pcapng to be written; a pcap file says so.
# @TEST-EXEC: avocet -b -r $TRACES/two-links.pcapng %INPUT --accepted kept.pcapng
# @TEST-EXEC: avocet -b -r kept.pcapng base/protocols/conn
# @TEST-EXEC: log-cut conn.log ts id.orig_h history >out
# @TEST-EXEC: avocet -b -r $TRACES/two-links.pcapng base/protocols/conn
# @TEST-EXEC: log-cut conn.log ts id.orig_h history >before
# @TEST-EXEC: cmp out before
# @TEST-EXEC: expect-exit 1 avocet -b -r $TRACES/two-links.pcapng %INPUT --accepted kept.pcap 2>err
# @TEST-EXEC: btest-diff err

@load base/protocols/udp_connection
