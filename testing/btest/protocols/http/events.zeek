# @TEST-DOC: The events of a request and its reply, in order.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/http

event http_request(c: connection, method: string, original_URI: string, unescaped_URI: string, version: string)
	{
	print "request", method, original_URI, unescaped_URI, version;
	}

event http_reply(c: connection, version: string, code: count, reason: string)
	{
	print "reply", version, code, reason;
	}

event http_begin_entity(c: connection, is_orig: bool)
	{
	print "begin", is_orig;
	}

event http_header(c: connection, is_orig: bool, original_name: string, name: string, value: string)
	{
	print "header", is_orig, original_name, name, name == "DATE" || name == "ETAG" || name == "LAST-MODIFIED" ? "..." : value;
	}

# The prototype without the name as it was sent.
event http_header(c: connection, is_orig: bool, name: string, value: string)
	{
	if ( name == "HOST" )
		print "again", name, value;
	}

event http_all_headers(c: connection, is_orig: bool, hlist: mime_header_list)
	{
	print "headers", is_orig, |hlist|, hlist[1]$name;
	}

event http_content_type(c: connection, is_orig: bool, ty: string, subty: string)
	{
	print "type", is_orig, ty, subty;
	}

event http_entity_data(c: connection, is_orig: bool, length: count, data: string)
	{
	print "data", is_orig, length, data;
	}

event http_end_entity(c: connection, is_orig: bool)
	{
	print "end", is_orig;
	}

event http_message_done(c: connection, is_orig: bool, stat: http_message_stat)
	{
	print "done", is_orig, stat$interrupted, stat$finish_msg, stat$body_length;
	}
