# @TEST-DOC: Commands, replies, and what mails are made of.
# @TEST-EXEC: avocet -b -r $TRACES/smtp.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/smtp

redef mime_segment_length = 16;

event smtp_request(c: connection, is_orig: bool, command: string, arg: string) { print ">", command, arg; }

event smtp_reply(c: connection, is_orig: bool, code: count, cmd: string, msg: string, cont_resp: bool)
	{
	print "<", code, cmd, msg, cont_resp;
	}

event mime_begin_entity(c: connection) { print "begin"; }
event mime_end_entity(c: connection) { print "end"; }
event mime_one_header(c: connection, h: mime_header_rec) { print "header", h$original_name, h$name, h$value; }
event mime_all_headers(c: connection, hlist: mime_header_list) { print "headers", |hlist|; }
event mime_segment_data(c: connection, length: count, data: string) { print "segment", length, data; }
event mime_entity_data(c: connection, length: count, data: string) { print "entity", length; }
event mime_all_data(c: connection, length: count, data: string) { print "all", length; }

event mime_content_hash(c: connection, content_len: count, hash_value: string)
	{
	print "md5", content_len, bytestring_to_hexstr(hash_value);
	}
