# @TEST-DOC: What is out of order, another protocol, and STARTTLS.
# @TEST-EXEC: avocet -b -r $TRACES/smtp-odd.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/smtp-is-not.pcap %INPUT >>out
# @TEST-EXEC: avocet -b -r $TRACES/smtp-tls.pcap %INPUT >>out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b -r $TRACES/smtp-odd.pcap base/protocols/smtp SMTP::max_invalid_mail_transactions=0
# @TEST-EXEC: log-cut weird.log name addl source >weirds
# @TEST-EXEC: btest-diff weirds

@load base/protocols/smtp

event conn_weird(name: string, c: connection, addl: string, source: string) { print name, addl, source; }
event smtp_unexpected(c: connection, is_orig: bool, msg: string, detail: string) { print msg, detail; }
event analyzer_violation_info(tag: AllAnalyzers::Tag, info: AnalyzerViolationInfo) { print info$reason; }
event smtp_starttls(c: connection) { print "encrypted"; }
event connection_state_remove(c: connection) { print c$service; }
