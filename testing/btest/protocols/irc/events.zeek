# @TEST-DOC: Every event of IRC, in the order of the lines.
# @TEST-EXEC: avocet -b -r $TRACES/irc.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/irc

event irc_quit_message(c: connection, is_orig: bool, nick: string, message: string)
	{
	print "quit_message", is_orig, nick, message;
	}

event irc_privmsg_message(c: connection, is_orig: bool, source: string, target: string, message: string)
	{
	print "privmsg_message", is_orig, source, target, message;
	}

event irc_notice_message(c: connection, is_orig: bool, source: string, target: string, message: string)
	{
	print "notice_message", is_orig, source, target, message;
	}

event irc_squery_message(c: connection, is_orig: bool, source: string, target: string, message: string)
	{
	print "squery_message", is_orig, source, target, message;
	}

event irc_join_message(c: connection, is_orig: bool, info_list: irc_join_list)
	{
	print "join_message", is_orig, info_list;
	}

event irc_part_message(c: connection, is_orig: bool, nick: string, chans: string_set, message: string)
	{
	print "part_message", is_orig, nick, chans, message;
	}

event irc_nick_message(c: connection, is_orig: bool, who: string, newnick: string)
	{
	print "nick_message", is_orig, who, newnick;
	}

event irc_who_message(c: connection, is_orig: bool, mask: string, oper: bool)
	{
	print "who_message", is_orig, mask, oper;
	}

event irc_whois_message(c: connection, is_orig: bool, server: string, users: string)
	{
	print "whois_message", is_orig, server, users;
	}

event irc_oper_message(c: connection, is_orig: bool, user: string, password: string)
	{
	print "oper_message", is_orig, user, password;
	}

event irc_kick_message(c: connection, is_orig: bool, prefix: string, chans: string, users: string, comment: string)
	{
	print "kick_message", is_orig, prefix, chans, users, comment;
	}

event irc_error_message(c: connection, is_orig: bool, prefix: string, message: string)
	{
	print "error_message", is_orig, prefix, message;
	}

event irc_invite_message(c: connection, is_orig: bool, prefix: string, nickname: string, channel: string)
	{
	print "invite_message", is_orig, prefix, nickname, channel;
	}

event irc_mode_message(c: connection, is_orig: bool, prefix: string, params: string)
	{
	print "mode_message", is_orig, prefix, params;
	}

event irc_squit_message(c: connection, is_orig: bool, prefix: string, server: string, message: string)
	{
	print "squit_message", is_orig, prefix, server, message;
	}

event irc_user_message(c: connection, is_orig: bool, user: string, host: string, server: string, real_name: string)
	{
	print "user_message", is_orig, user, host, server, real_name;
	}

event irc_password_message(c: connection, is_orig: bool, password: string)
	{
	print "password_message", is_orig, password;
	}

event irc_dcc_message(c: connection, is_orig: bool, prefix: string, target: string, dcc_type: string, argument: string, address: addr, dest_port: count, size: count)
	{
	print "dcc_message", is_orig, prefix, target, dcc_type, argument, address, dest_port, size;
	}

event irc_dcc_send_ack(c: connection, bytes_received: count)
	{
	print "dcc_send_ack", bytes_received;
	}

event irc_invalid_nick(c: connection, is_orig: bool)
	{
	print "invalid_nick", is_orig;
	}

event irc_network_info(c: connection, is_orig: bool, users: count, services: count, servers: count)
	{
	print "network_info", is_orig, users, services, servers;
	}

event irc_server_info(c: connection, is_orig: bool, users: count, services: count, servers: count)
	{
	print "server_info", is_orig, users, services, servers;
	}

event irc_channel_info(c: connection, is_orig: bool, chans: count)
	{
	print "channel_info", is_orig, chans;
	}

event irc_who_line(c: connection, is_orig: bool, target_nick: string, channel: string, user: string, host: string, server: string, nick: string, params: string, hops: count, real_name: string)
	{
	print "who_line", is_orig, target_nick, channel, user, host, server, nick, params, hops, real_name;
	}

event irc_names_info(c: connection, is_orig: bool, c_type: string, channel: string, users: string_set)
	{
	print "names_info", is_orig, c_type, channel, users;
	}

event irc_whois_operator_line(c: connection, is_orig: bool, nick: string)
	{
	print "whois_operator_line", is_orig, nick;
	}

event irc_whois_channel_line(c: connection, is_orig: bool, nick: string, chans: string_set)
	{
	print "whois_channel_line", is_orig, nick, chans;
	}

event irc_whois_user_line(c: connection, is_orig: bool, nick: string, user: string, host: string, real_name: string)
	{
	print "whois_user_line", is_orig, nick, user, host, real_name;
	}

event irc_oper_response(c: connection, is_orig: bool, got_oper: bool)
	{
	print "oper_response", is_orig, got_oper;
	}

event irc_global_users(c: connection, is_orig: bool, prefix: string, msg: string)
	{
	print "global_users", is_orig, prefix, msg;
	}

event irc_channel_topic(c: connection, is_orig: bool, channel: string, topic: string)
	{
	print "channel_topic", is_orig, channel, topic;
	}

event irc_starttls(c: connection)
	{
	print "starttls";
	}

