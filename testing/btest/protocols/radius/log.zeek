# @TEST-DOC: radius.log to the letter: challenge and success, failure on the same connection, no answer; services.
# @TEST-EXEC: avocet -b -r $TRACES/radius.pcap base/protocols/radius base/protocols/conn base/frameworks/analyzer
# @TEST-EXEC: btest-diff radius.log
# @TEST-EXEC: log-cut conn.log id.orig_p service >services
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: log-cut analyzer.log analyzer_name id.orig_p >failures
# @TEST-EXEC: btest-diff failures
