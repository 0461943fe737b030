# @TEST-DOC: Logins over Telnet by the texts that scripts give, and what its options say.
# @TEST-EXEC: avocet -b -r $TRACES/telnet.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

redef login_failure_msgs += { "[Ll]ogin incorrect" };
redef login_success_msgs += { "Last login" };
redef skip_authentication += { "No login" };

event zeek_init()
	{
	Analyzer::register_for_port(Analyzer::ANALYZER_TELNET, 23/tcp);
	}

event login_input_line(c: connection, line: string)
	{
	print c$id$orig_p, "typed", line;
	}

event login_output_line(c: connection, line: string)
	{
	print c$id$orig_p, "shown", line;
	}

event login_failure(c: connection, user: string, client_user: string, password: string, line: string)
	{
	print c$id$orig_p, "failure", user, client_user, password, line;
	}

event login_success(c: connection, user: string, client_user: string, password: string, line: string)
	{
	print c$id$orig_p, "success", user, client_user, password, line, get_login_state(c$id) == LOGIN_STATE_LOGGED_IN;
	}

event login_confused(c: connection, msg: string, line: string)
	{
	print c$id$orig_p, "confused", msg, line;
	}

event login_confused_text(c: connection, line: string)
	{
	print c$id$orig_p, "confused", line;
	}

event authentication_skipped(c: connection)
	{
	print c$id$orig_p, "skipped", get_login_state(c$id) == LOGIN_STATE_SKIP;
	print set_login_state(c$id, LOGIN_STATE_CONFUSED), get_login_state(c$id), set_login_state(c$id, 9);
	}

event login_terminal(c: connection, terminal: string)
	{
	print c$id$orig_p, "terminal", terminal;
	}

event login_display(c: connection, display: string)
	{
	print c$id$orig_p, "display", display;
	}

event login_prompt(c: connection, prompt: string)
	{
	print c$id$orig_p, "prompt", prompt;
	}

event authentication_accepted(name: string, c: connection)
	{
	print c$id$orig_p, "accepted", name;
	}

event authentication_rejected(name: string, c: connection)
	{
	print c$id$orig_p, "rejected", name;
	}

event activating_encryption(c: connection)
	{
	print c$id$orig_p, "encrypted";
	}

event inconsistent_option(c: connection)
	{
	print c$id$orig_p, "inconsistent";
	}

event bad_option(c: connection)
	{
	print c$id$orig_p, "bad";
	}

event bad_option_termination(c: connection)
	{
	print c$id$orig_p, "badly ended";
	}
