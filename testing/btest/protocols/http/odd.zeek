# @TEST-DOC: What is odd about a message is told by Zeek's names, and the message is logged as far as it goes.
# @TEST-EXEC: avocet -b -r $TRACES/http-odd.pcap base/protocols/http base/frameworks/notice/weird
# @TEST-EXEC: grep -v '^#' weird.log | cut -f 4,7,8,11 >weird
# @TEST-EXEC: btest-diff weird
# @TEST-EXEC: grep -v '^#' http.log | cut -f 4,7-10,12,15-18 >log
# @TEST-EXEC: btest-diff log
# @TEST-EXEC: grep -v '^#' analyzer.log | cut -f 2,3,5,12- >analyzer
# @TEST-EXEC: btest-diff analyzer
