# @TEST-DOC: Lines of a message that comes by BDAT are cut where an option says so, and a weird tells it; files stay as they are.
# @TEST-EXEC: avocet -b -r $TRACES/smtp.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/smtp.pcap %INPUT SMTP::bdat_max_line_length=20 >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/smtp

event zeek_init() { print SMTP::bdat_max_line_length; }
event mime_one_header(c: connection, h: mime_header_rec) { print "header", h$name, h$value; }
event mime_end_entity(c: connection) { print "end"; }
event conn_weird(name: string, c: connection, addl: string) { print "weird", name; }
event file_state_remove(f: fa_file) { print "file", f$seen_bytes; }
