# @TEST-DOC: Rlogin and Rsh: who is it, what is typed and shown, and what is neither.
# @TEST-EXEC: avocet -b -r $TRACES/rlogin-rsh.pcap %INPUT >out
# @TEST-EXEC: log-cut conn.log id.orig_p service >>out
# @TEST-EXEC: log-cut weird.log id.orig_p name source >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn
@load base/frameworks/notice/weird

redef login_success_msgs += { "Last login" };

event zeek_init()
	{
	Analyzer::register_for_port(Analyzer::ANALYZER_RLOGIN, 513/tcp);
	Analyzer::register_for_port(Analyzer::ANALYZER_RSH, 514/tcp);
	}

event login_input_line(c: connection, line: string)
	{
	print c$id$orig_p, "typed", line;
	}

event login_success(c: connection, user: string, client_user: string, password: string, line: string)
	{
	print c$id$orig_p, "success", user, client_user, password, line;
	}

event login_terminal(c: connection, terminal: string)
	{
	print c$id$orig_p, "terminal", terminal;
	}

event rsh_request(c: connection, client_user: string, server_user: string, line: string, new_session: bool)
	{
	print c$id$orig_p, "request", client_user, server_user, line, new_session;
	}

event rsh_reply(c: connection, client_user: string, server_user: string, line: string)
	{
	print c$id$orig_p, "reply", client_user, server_user, line;
	}
