# @TEST-DOC: skip_smtp_data leaves the rest of a mail out, until the next one begins.
# @TEST-EXEC: avocet -b -r $TRACES/smtp.pcap %INPUT skips=F >out
# @TEST-EXEC: avocet -b -r $TRACES/smtp.pcap %INPUT skips=T >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/smtp

const skips = F &redef;
global mails = 0;
global bytes = 0;

event mime_all_headers(c: connection, hlist: mime_header_list)
	{
	if ( skips )
		skip_smtp_data(c);
	}

event smtp_request(c: connection, is_orig: bool, command: string, arg: string)
	{
	if ( command == "MAIL" )
		++mails;
	}

event mime_segment_data(c: connection, length: count, data: string)
	{
	bytes += length;
	}

event zeek_done()
	{
	print mails, bytes;
	}
