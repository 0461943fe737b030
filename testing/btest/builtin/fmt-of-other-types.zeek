# @TEST-DOC: What a directive of fmt() cannot show is told of and left out; the handler goes on, and the script may be loaded.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out 2>err
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep error: err >errors
# @TEST-EXEC: btest-diff errors
# @TEST-EXEC: avocet check %INPUT 2>&1 | grep -c "warning: .* cannot show" >warnings
# @TEST-EXEC: btest-diff warnings

event new_connection(c: connection)
	{
	local sum = 3.0;
	print fmt("%s asked %d times in %d seconds for %.1f", c$id$orig_h, sum, 10sec, 7);
	print fmt("[%5d]", sum);
	print "went on";
	}

event reporter_error(t: time, msg: string, location: string)
	{
	print "told", msg;
	}
