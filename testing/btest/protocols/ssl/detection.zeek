# @TEST-DOC: TLS is found on any port by its hellos; without the signatures it is not. Other protocols on its ports are violations.
# @TEST-EXEC: avocet -b -r $TRACES/tls13.pcap base/protocols/conn base/protocols/ssl && log-cut conn.log id.resp_p service >out
# @TEST-EXEC: avocet -b -r $TRACES/tls13.pcap base/protocols/conn base/protocols/ssl/main && log-cut conn.log id.resp_p service >>out
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/ssl

redef SSL::ssl_ports += { 80/tcp };

event analyzer_violation_info(atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo) { print atype, info$reason; }
