# @TEST-DOC: irc.log to the letter, and the file that was offered.
# @TEST-EXEC: avocet -b -r $TRACES/irc.pcap base/protocols/irc base/protocols/conn
# @TEST-EXEC: btest-diff irc.log
# @TEST-EXEC: log-cut conn.log id.resp_p service >services
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: log-cut files.log source filename seen_bytes mime_type >files
# @TEST-EXEC: btest-diff files
