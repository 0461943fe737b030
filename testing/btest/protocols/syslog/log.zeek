# @TEST-DOC: syslog.log to the letter, over UDP and TCP.
# @TEST-EXEC: avocet -b -r $TRACES/syslog.pcap base/protocols/syslog base/protocols/conn
# @TEST-EXEC: btest-diff syslog.log
# @TEST-EXEC: log-cut conn.log proto service >services
# @TEST-EXEC: avocet -b -r $TRACES/syslog-tcp.pcap base/protocols/syslog base/protocols/conn
# @TEST-EXEC: log-cut syslog.log proto facility severity message >tcp
# @TEST-EXEC: btest-diff tcp
# @TEST-EXEC: log-cut conn.log proto service >>services
# @TEST-EXEC: btest-diff services
