##! Notices servers that run programs for their clients (SITE EXEC).

@load base/frameworks/notice
@load base/protocols/ftp

module FTP;

export {
	redef enum Notice::Type += {
		## A server ran a program because a client said SITE EXEC.
		Site_Exec_Success,
	};
}

event ftp_reply(c: connection, code: count, msg: string, cont_resp: bool) &priority=3
	{
	local asked = c$ftp$cmdarg;

	if ( asked$cmd != "SITE" || /[Ee][Xx][Ee][Cc]/ !in asked$arg || parse_ftp_reply_code(code)$x != 2 )
		return;

	NOTICE(Notice::Info($note=Site_Exec_Success, $conn=c, $msg=fmt("FTP command: SITE %s", asked$arg),
		$identifier=cat(c$id$orig_h, c$id$resp_h, "SITE EXEC")));
	}
