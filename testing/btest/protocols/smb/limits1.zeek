# @TEST-DOC: Requests of SMB 1 whose answers are not seen do not pile up.
# @TEST-EXEC: avocet -b -r $TRACES/smb1.pcap -f 'src port not 445 or tcp[tcpflags] & (tcp-syn|tcp-fin) != 0' %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/smb

redef SMB::max_pending_messages = 4;

global most = 0;
global all = 0;

event smb1_message(c: connection, hdr: SMB1::Header, is_orig: bool)
	{
	++all;

	if ( |c$smb_state$pending_cmds| > most )
		most = |c$smb_state$pending_cmds|;
	}

event zeek_done()
	{
	print all > 10, most;
	}
