# @TEST-DOC: Limits of addresses and of the path: with 1 there is one, and a weird for the rest; with 0 there are all.
# @TEST-EXEC: avocet -b -r $TRACES/smtp-odd.pcap %INPUT base/frameworks/notice/weird SMTP::max_rcptto_addresses=1 SMTP::max_to_addresses=1 SMTP::max_cc_addresses=1 SMTP::max_path_length=1 >limited
# @TEST-EXEC: btest-diff limited
# @TEST-EXEC: avocet -b -r $TRACES/smtp-odd.pcap %INPUT SMTP::max_rcptto_addresses=0 SMTP::max_to_addresses=0 SMTP::max_cc_addresses=0 SMTP::max_path_length=0 >unlimited
# @TEST-EXEC: btest-diff unlimited

@load base/protocols/smtp

global done = F;

event smtp_request(c: connection, is_orig: bool, command: string, arg: string) &priority=10
	{
	if ( done )
		return;

	done = T;
	event smtp_request(c, T, "MAIL", "FROM:<a@a.example>");
	event smtp_request(c, T, "RCPT", "TO:<b@a.example>");
	event smtp_request(c, T, "RCPT", "TO:<c@a.example>");
	event mime_begin_entity(c);
	event mime_one_header(c, mime_header_rec($original_name="To", $name="TO", $value="b@a.example, c@a.example"));
	event mime_one_header(c, mime_header_rec($original_name="Cc", $name="CC", $value="d@a.example, e@a.example"));
	event mime_one_header(c, mime_header_rec($original_name="Received", $name="RECEIVED", $value="from x ([10.9.9.9])"));
	event smtp_reply(c, F, 250, ".", "fine", F);
	}

event conn_weird(name: string, c: connection, addl: string)
	{
	if ( "smtp_too_many" in name || "path" in name )
		print name;
	}

global printed = F;

event SMTP::log_smtp(rec: SMTP::Info)
	{
	if ( printed || ! rec?$rcptto )
		return;

	printed = T;
	print rec$rcptto, rec$to, rec$cc, rec$path;
	}
