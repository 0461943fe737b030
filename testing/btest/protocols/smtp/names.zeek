# @TEST-DOC: What a part is called: Content-Disposition comes first, and blanks before the sign of equality do not matter.
# @TEST-EXEC: avocet -b -r $TRACES/smtp.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/smtp

global show_name: event(c: connection, value: string);

function show(c: connection, name: string, value: string)
	{
	event mime_one_header(c, mime_header_rec($original_name=name, $name=name, $value=value));
	event show_name(c, value);
	}


event show_name(c: connection, value: string)
	{
	print value, c$smtp$entity?$filename ? c$smtp$entity$filename : "none";
	}

global done = F;

event smtp_request(c: connection, is_orig: bool, command: string, arg: string)
	{
	if ( done )
		return;

	done = T;
	event mime_begin_entity(c);
	show(c, "CONTENT-TYPE", "text/plain; nameblank=\"no\"");
	show(c, "CONTENT-TYPE", "text/plain; name = \"a.txt\"");
	show(c, "CONTENT-DISPOSITION", "attachment; filename=\"b.txt\"");
	show(c, "CONTENT-TYPE", "text/plain; name=\"c.txt\"");
	event mime_end_entity(c);
	}
