# @TEST-DOC: Commands, replies, logins and mails of POP3; it is found by its signature, on any port.
# @TEST-EXEC: avocet -b -r $TRACES/pop3.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/pop3-odd.pcap %INPUT >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/pop3

redef DPD::ignore_violations += { Analyzer::ANALYZER_POP3 };

event pop3_request(c: connection, is_orig: bool, command: string, arg: string) { print ">", command, arg; }
event pop3_reply(c: connection, is_orig: bool, cmd: string, msg: string) { print "<", cmd, msg; }
event pop3_data(c: connection, is_orig: bool, data: string) { if ( |data| < 10 ) print "data", data; }
event pop3_login_success(c: connection, is_orig: bool, user: string, password: string) { print "in", user, password; }
event pop3_login_failure(c: connection, is_orig: bool, user: string, password: string) { print "out", user, password; }
event pop3_unexpected(c: connection, is_orig: bool, msg: string, detail: string) { print msg, detail; }
event mime_one_header(c: connection, h: mime_header_rec) { if ( h$name == "SUBJECT" ) print "subject", h$value; }
event mime_end_entity(c: connection) { print "end of a part"; }
event conn_weird(name: string, c: connection, addl: string, source: string) { print "weird", name, addl, source; }
event connection_state_remove(c: connection) { print c$service; }
