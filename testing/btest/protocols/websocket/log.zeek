# @TEST-DOC: websocket.log to the letter; HTTP inside is recognised; what is odd about handshakes and frames.
# @TEST-EXEC: avocet -b -r $TRACES/websocket.pcap %INPUT
# @TEST-EXEC: btest-diff websocket.log
# @TEST-EXEC: log-cut conn.log id.orig_p service >services
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: log-cut weird.log id.orig_p name addl source >weirds
# @TEST-EXEC: btest-diff weirds
# @TEST-EXEC: log-cut http.log id.orig_p host uri status_code >requests
# @TEST-EXEC: btest-diff requests
# @TEST-EXEC: log-cut analyzer.log analyzer_name id.orig_p >failures
# @TEST-EXEC: btest-diff failures

@load base/protocols/websocket
@load base/protocols/conn
@load base/frameworks/analyzer
