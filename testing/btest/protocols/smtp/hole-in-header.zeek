# @TEST-DOC: A line of a header that has begun before a hole goes on behind it; the headers that follow are headers.
# @TEST-EXEC: avocet -b -r $TRACES/smtp-gap-in-header.pcap %INPUT >out
# @TEST-EXEC: log-cut smtp.log from subject >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/smtp

event content_gap(c: connection, is_orig: bool, seq: count, length: count)
	{
	print "gap", length;
	}

event mime_one_header(c: connection, h: mime_header_rec)
	{
	print h$name, h$value;
	}

event mime_segment_data(c: connection, length: count, data: string)
	{
	print "text", data;
	}
