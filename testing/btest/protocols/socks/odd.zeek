# @TEST-DOC: Names, logins, ports that are not SOCKS's, clients that do not wait, and what is no SOCKS.
# @TEST-EXEC: avocet -r $TRACES/socks-odd.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut socks.log id.orig_p version user password status request.host request.name request_p bound.host bound_p | sort >rows
# @TEST-EXEC: btest-diff rows
# @TEST-EXEC: log-cut conn.log id.orig_p service >services
# @TEST-EXEC: log-cut weird.log id.orig_p name addl source | grep SOCKS >>services
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: avocet -b -r $TRACES/socks-odd.pcap base/protocols/socks SOCKS::default_capture_password=T
# @TEST-EXEC: log-cut socks.log id.orig_p user password >passwords
# @TEST-EXEC: btest-diff passwords

event socks_request(c: connection, version: count, request_type: count, sa: SOCKS::Address, p: port, user: string)
	{
	print c$id$orig_p, "request", version, request_type, sa, p, user;
	}

event socks_reply(c: connection, version: count, reply: count, sa: SOCKS::Address, p: port)
	{
	print c$id$orig_p, "reply", version, reply, sa, p;
	}

event socks_login_userpass_request(c: connection, user: string, password: string)
	{
	print c$id$orig_p, "login", user, password;
	}

event socks_login_userpass_reply(c: connection, code: count)
	{
	print c$id$orig_p, "login reply", code;
	}
