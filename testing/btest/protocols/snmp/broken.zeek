# @TEST-DOC: What is no SNMP ends the analysis; a number of an object that does not fit is a weird.
# @TEST-EXEC: avocet -b -r $TRACES/snmp-broken.pcap base/protocols/snmp base/protocols/conn base/frameworks/analyzer base/frameworks/notice/weird
# @TEST-EXEC: log-cut conn.log id.orig_p service >services
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: test ! -e analyzer.log
# @TEST-EXEC: log-cut weird.log uid name addl >weirds
# @TEST-EXEC: btest-diff weirds
