# @TEST-DOC: rfb.log to the letter, found by signatures; services; an unknown type ends the analysis.
# @TEST-EXEC: avocet -b -r $TRACES/rfb.pcap base/protocols/rfb base/protocols/conn base/frameworks/analyzer
# @TEST-EXEC: btest-diff rfb.log
# @TEST-EXEC: log-cut conn.log id.orig_p service >services
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: log-cut analyzer.log analyzer_name id.orig_p >failures
# @TEST-EXEC: btest-diff failures
