# @TEST-DOC: HTTP and TLS stop where the first packet of a side was no SYN: requests and hellos are told, answers are not.
# @TEST-EXEC: avocet -r $TRACES/handshake-half.pcap %INPUT
# @TEST-EXEC: log-cut conn.log id.resp_p service history >connections
# @TEST-EXEC: btest-diff connections
# @TEST-EXEC: log-cut http.log method host uri status_code >requests
# @TEST-EXEC: btest-diff requests
# @TEST-EXEC: log-cut ssl.log version server_name established >hellos
# @TEST-EXEC: btest-diff hellos
# @TEST-EXEC: test ! -e analyzer.log
