##! Notices about FTP that does more than move files: servers that run programs for their clients.

@load base/frameworks/notice
@load base/protocols/ftp

module FTP;

export {
	redef enum Notice::Type += {
		## A server ran a program because a client said SITE EXEC.
		Site_Exec_Success,
	};
}

# SITE is for what a server offers of its own (RFC 959, section 4.1.3), and the first word says which of it.
function asks_to_run(command: CmdArg): bool
	{
	return command$cmd == "SITE" && /^[[:blank:]]*[eE][xX][eE][cC]([[:blank:]]|$)/ in command$arg;
	}

# By the last line of a reply, the command that it is about is known.
event ftp_reply(c: connection, code: count, msg: string, cont_resp: bool) &priority=3
	{
	local is_done = ! cont_resp && code / 100 == 2;

	if ( is_done && asks_to_run(c$ftp$cmdarg) )
		NOTICE(Notice::Info($note=Site_Exec_Success, $conn=c, $identifier=cat(c$id$orig_h, c$id$resp_h),
		    $msg=fmt("The server carried out SITE %s", c$ftp$cmdarg$arg)));
	}
