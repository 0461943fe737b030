# @TEST-DOC: Where packets of connections are not to be counted, records and conn.log do not tell how many there were.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT use_conn_size_analyzer=F >out
# @TEST-EXEC: log-cut conn.log orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes orig_bytes resp_bytes >>out
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT Analyzer::disable_all=T >>out
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT Analyzer::disable_all=T 'Analyzer::requested_analyzers+={Analyzer::ANALYZER_CONNSIZE}' >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn
@load base/frameworks/analyzer

event connection_state_remove(c: connection) { print c$orig?$num_pkts, c$resp?$num_bytes_ip, c$orig$size; }
