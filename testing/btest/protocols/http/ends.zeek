# @TEST-DOC: Lengths of bodies that go up to the end, a last line without one, and connections that began before the capture.
# @TEST-EXEC: avocet -b -r $TRACES/http-ends.pcap base/protocols/http base/protocols/conn
# @TEST-EXEC: log-cut http.log response_body_len >out
# @TEST-EXEC: log-cut conn.log service resp_bytes history >>out
# @TEST-EXEC: rm http.log
# @TEST-EXEC: avocet -b -r $TRACES/http-from-the-middle.pcap base/protocols/http base/protocols/conn
# @TEST-EXEC: test ! -f http.log
# @TEST-EXEC: log-cut conn.log service history >>out
# @TEST-EXEC: btest-diff out
