# @TEST-DOC: What both sides say, in order.
# @TEST-EXEC: avocet -b -r $TRACES/mysql.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/mysql-attributes.pcap %INPUT >>out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	Analyzer::register_for_port(Analyzer::ANALYZER_MYSQL, 3306/tcp);
	}

event mysql_server_version(c: connection, ver: string)
	{
	print "server", ver;
	}

event mysql_handshake(c: connection, username: string)
	{
	print "login", username;
	}

event mysql_change_user(c: connection, username: string)
	{
	print "now", username;
	}

event mysql_auth_plugin(c: connection, is_orig: bool, name: string, data: string)
	{
	print "plugin", is_orig, name, data;
	}

event mysql_auth_switch_request(c: connection, name: string, data: string)
	{
	print "switch to", name, data;
	}

event mysql_auth_more_data(c: connection, is_orig: bool, data: string)
	{
	print "more", is_orig, data;
	}

event mysql_command_request(c: connection, command: count, arg: string)
	{
	print "command", command, arg;
	}

event mysql_ok(c: connection, affected_rows: count)
	{
	print "ok", affected_rows;
	}

event mysql_eof(c: connection, is_intermediate: bool)
	{
	print "eof", is_intermediate;
	}

event mysql_error(c: connection, code: count, msg: string)
	{
	print "error", code, msg;
	}

event mysql_result_row(c: connection, row: string_vec)
	{
	print "row", row;
	}
