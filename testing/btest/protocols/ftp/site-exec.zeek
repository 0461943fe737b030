# @TEST-DOC: A program that a server ran for a client is noticed: only if it ran, and only if EXEC is what was asked for.
# @TEST-EXEC: avocet -b -r $TRACES/ftp-other-port.pcap %INPUT
# @TEST-EXEC: log-cut notice.log note msg >notices
# @TEST-EXEC: btest-diff notices

@load policy/protocols/ftp/detect

function exchange(c: connection, command: string, arg: string, code: count)
	{
	event ftp_request(c, command, arg);
	event ftp_reply(c, code, "so it is", F);
	}

global done = F;

event new_connection(c: connection)
	{
	if ( done )
		return;

	done = T;
	exchange(c, "SITE", "CHMOD 755 exec", 200);
	exchange(c, "RETR", "exec me", 226);
	exchange(c, "SITE", "executive", 200);
	exchange(c, "SITE", "exec /bin/sh", 500);
	exchange(c, "SITE", " Exec /bin/ls", 200);
	}
