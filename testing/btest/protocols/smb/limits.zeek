# @TEST-DOC: Requests that wait for answers are forgotten together once there are too many, and a script's state with them.
# @TEST-EXEC: avocet -b -r $TRACES/smb2.pcap -f 'src port not 445 or tcp[tcpflags] & (tcp-syn|tcp-fin) != 0' %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut weird.log name source >weirds
# @TEST-EXEC: btest-diff weirds

@load base/protocols/smb

redef SMB::max_pending_messages = 10;

event smb2_discarded_messages_state(c: connection, state: string) &priority=10
	{
	print "before", state, |c$smb_state$pending_cmds|;
	}

event smb2_discarded_messages_state(c: connection, state: string) &priority=-10
	{
	print "after", state, |c$smb_state$pending_cmds|;
	}
