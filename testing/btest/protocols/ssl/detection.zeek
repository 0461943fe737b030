# @TEST-DOC: TLS is found on any port by its hellos; without the signatures it is not. Nothing is looked for in connections from the middle. Other protocols on its ports are violations.
# @TEST-EXEC: avocet -b -r $TRACES/tls13.pcap base/protocols/conn base/protocols/ssl && log-cut conn.log id.resp_p service >out
# @TEST-EXEC: avocet -b -r $TRACES/tls13.pcap base/protocols/conn base/protocols/ssl/main && log-cut conn.log id.resp_p service >>out
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >>out
# @TEST-EXEC: avocet -b -r $TRACES/tls13.pcap -f 'tcp[13] & 2 == 0' base/protocols/conn base/protocols/ssl 'SSL::ssl_ports={}' && log-cut conn.log history service >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/ssl

redef SSL::ssl_ports += { 80/tcp };

event analyzer_violation_info(atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo) { print atype, info$reason; }
