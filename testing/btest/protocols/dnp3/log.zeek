# @TEST-DOC: dnp3.log to the letter: requests with answers, without, and what is told unasked.
# @TEST-EXEC: avocet -b -r $TRACES/dnp3.pcap base/protocols/dnp3 base/protocols/conn
# @TEST-EXEC: btest-diff dnp3.log
# @TEST-EXEC: log-cut conn.log service >service
# @TEST-EXEC: btest-diff service
