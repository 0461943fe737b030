# @TEST-DOC: The number of files that may be expected at a time is limited, unless the limit is 0.
# @TEST-EXEC: avocet -b -r $TRACES/irc.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/irc.pcap %INPUT IRC::max_dcc_expected_transfers=1 >>out
# @TEST-EXEC: avocet -b -r $TRACES/irc.pcap %INPUT IRC::max_dcc_expected_transfers=0 >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/irc

event connection_established(c: connection)
	{
	event irc_dcc_message(c, T, "", "bob", "SEND", "one", 10.9.9.1, 1001, 1);
	event irc_dcc_message(c, T, "", "bob", "SEND", "two", 10.9.9.1, 1002, 2);
	}

event irc_dcc_message(c: connection, is_orig: bool, prefix: string, target: string, dcc_type: string, argument: string, address: addr, dest_port: count, size: count) &priority=-5
	{
	if ( address == 10.9.9.1 )
		print argument, c$irc?$dcc_file_name ? c$irc$dcc_file_name : "none";
	}

event conn_weird(name: string, c: connection, addl: string)
	{
	print name;
	}
