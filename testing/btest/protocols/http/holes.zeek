# @TEST-DOC: A hole in a body is a hole in its file; behind one elsewhere the side is left alone.
# @TEST-EXEC: avocet -b -r $TRACES/http-holes.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/http

event http_message_done(c: connection, is_orig: bool, stat: http_message_stat)
	{
	print is_orig, stat$interrupted, stat$finish_msg, stat$body_length, stat$content_gap_length, stat$header_length;
	}

event file_gap(f: fa_file, offset: count, len: count)
	{
	print "gap", offset, len;
	}

event http_stats(c: connection, stats: http_stats_rec)
	{
	print stats;
	}
