# @TEST-DOC: Where replies were lost, the next one belongs to the newest command that can have it.
# @TEST-EXEC: avocet -r $TRACES/smtp-lost-replies.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut conn.log id.orig_p service >services
# @TEST-EXEC: btest-diff services

event smtp_reply(c: connection, is_orig: bool, code: count, cmd: string, msg: string, cont_resp: bool)
	{
	print c$id$orig_p, code, cmd;
	}
