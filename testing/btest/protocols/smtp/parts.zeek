# @TEST-DOC: Where parts end, and that an empty one is a file if it has a line.
# @TEST-EXEC: avocet -b -r $TRACES/smtp-parts.pcap %INPUT >out
# @TEST-EXEC: log-cut files.log source seen_bytes >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/smtp

event mime_entity_data(c: connection, length: count, data: string) { print length, data; }
