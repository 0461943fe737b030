# @TEST-DOC: What a server alone says has a row in ssl.log, but only a client's hello makes TLS a service.
# @TEST-EXEC: avocet -r $TRACES/tls12-server-side.pcap %INPUT
# @TEST-EXEC: log-cut conn.log id.resp_p service history >connections
# @TEST-EXEC: btest-diff connections
# @TEST-EXEC: log-cut ssl.log version established ssl_history >hellos
# @TEST-EXEC: btest-diff hellos
# @TEST-EXEC: test ! -e analyzer.log
