# @TEST-DOC: Where replies are missing, the one that lets a mail begin tells which they were.
# @TEST-EXEC: avocet -b -r $TRACES/smtp-lost-reply.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/smtp

event smtp_reply(c: connection, is_orig: bool, code: count, cmd: string, msg: string, cont_resp: bool)
	{
	print code, cmd;
	}
