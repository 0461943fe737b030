# @TEST-DOC: A side that ends, is reset or expires before the other sends its first byte: analyzers made with that byte tell the same as those made at once.
# @TEST-EXEC: avocet -b -r $TRACES/tcp-silent-ends.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/tcp-silent-ends.pcap %INPUT asks=T >at-once
# @TEST-EXEC: cmp out at-once
# @TEST-EXEC: btest-diff out

@load base/protocols/conn
@load base/protocols/ftp
@load base/protocols/http
@load base/protocols/irc
@load base/protocols/smtp
@load base/protocols/ssh
@load base/frameworks/notice/weird

# Whether the analyzers are asked for before any payload came, so that they have to be made then.
const asks = F &redef;

event connection_established(c: connection)
	{
	if ( asks )
		lookup_connection_analyzer_id(c$id, Analyzer::ANALYZER_HTTP);
	}

event ftp_reply(c: connection, code: count, msg: string, cont_resp: bool) { print c$id$orig_p, "FTP <", code, msg; }
event ftp_request(c: connection, command: string, arg: string) { print c$id$orig_p, "FTP >", command, arg; }
event ssh_client_version(c: connection, version: string) { print c$id$orig_p, "SSH >", version; }
event ssh_server_version(c: connection, version: string) { print c$id$orig_p, "SSH <", version; }
event smtp_request(c: connection, is_orig: bool, command: string, arg: string) { print c$id$orig_p, "SMTP >", command, arg; }
event smtp_reply(c: connection, is_orig: bool, code: count, cmd: string, msg: string, cont_resp: bool)
	{ print c$id$orig_p, "SMTP <", code, msg; }
event http_request(c: connection, method: string, original_URI: string, unescaped_URI: string, version: string)
	{ print c$id$orig_p, "HTTP >", method, original_URI; }
event http_reply(c: connection, version: string, code: count, reason: string) { print c$id$orig_p, "HTTP <", code; }
event http_entity_data(c: connection, is_orig: bool, length: count, data: string) { print c$id$orig_p, "HTTP", data; }
event http_message_done(c: connection, is_orig: bool, stat: http_message_stat)
	{ print c$id$orig_p, "HTTP", is_orig, stat$finish_msg, stat$body_length; }
event irc_nick_message(c: connection, is_orig: bool, who: string, newnick: string) { print c$id$orig_p, "IRC >", newnick; }
event irc_reply(c: connection, is_orig: bool, prefix: string, code: count, params: string) { print c$id$orig_p, "IRC <", code; }
event conn_weird(name: string, c: connection, addl: string, source: string) { print c$id$orig_p, "weird", name, addl; }
event analyzer_violation_info(tag: AllAnalyzers::Tag, info: AnalyzerViolationInfo) { print info$c$id$orig_p, tag, info$aid, info$reason; }
event analyzer_confirmation_info(tag: AllAnalyzers::Tag, info: AnalyzerConfirmationInfo) { print info$c$id$orig_p, tag, info$aid; }
