# @TEST-DOC: The analyzer leaves an encrypted connection, unless scripts want to see more; set_ssl_established says that it is over.
# @TEST-EXEC: avocet -b -r $TRACES/tls12.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/tls12.pcap %INPUT SSL::disable_analyzer_after_detection=F >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/ssl

global records = 0;

event ssl_encrypted_data(c: connection, is_client: bool, record_version: count, content_type: count, length: count) { ++records; }
event ssl_established(c: connection) &priority=-10 { print set_ssl_established(c); }
event zeek_done() { print records > 3; }
