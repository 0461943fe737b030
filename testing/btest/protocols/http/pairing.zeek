# @TEST-DOC: Replies find their requests though these came at once, one reply has no body, and one an informational reply before it.
# @TEST-EXEC: avocet -b -r $TRACES/http-pipelined.pcap base/protocols/http
# @TEST-EXEC: grep -v '^#' http.log | cut -f 7-20 >log
# @TEST-EXEC: btest-diff log
